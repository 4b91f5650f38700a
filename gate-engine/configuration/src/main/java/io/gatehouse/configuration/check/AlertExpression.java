package io.gatehouse.configuration.check;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What can be told of a PromQL expression without evaluating it: the series that it names, and
 * whether its brackets and quotes pair. In one pass; never throws.
 *
 * @param series names outside of labels, strings, functions and keywords
 */
record AlertExpression(SortedSet<String> series, boolean balanced) {

    private static final Set<String> WORDS =
            Set.of(
                    "by",
                    "without",
                    "on",
                    "ignoring",
                    "group_left",
                    "group_right",
                    "and",
                    "or",
                    "unless",
                    "bool",
                    "offset",
                    "inf",
                    "nan",
                    "start",
                    "end",
                    "atan2");

    /** Keywords behind which a bracket holds labels. */
    private static final Set<String> LABELS =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");

    /**
     * Longest expression that is looked into, in characters; a longer one does not count as one.
     */
    private static final int LONGEST = 8 * 1024;

    static AlertExpression of(String text) {
        if (text.length() > LONGEST) {
            return new AlertExpression(new TreeSet<>(), false);
        }
        Scan scan = new Scan(text);
        scan.run();
        return new AlertExpression(scan.series, scan.balanced && scan.open.isEmpty());
    }

    /** One pass over one text; confined to the calling thread. */
    private static final class Scan {
        private final String text;
        private final SortedSet<String> series = new TreeSet<>();
        private final Deque<Character> open = new ArrayDeque<>();
        private boolean balanced = true;
        private boolean labelsNext;
        private int labelDepth = -1;
        private int at;

        Scan(String text) {
            this.text = text;
        }

        void run() {
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c == '"' || c == '\'' || c == '`') {
                    string(c);
                } else if (isNameStart(c)) {
                    name();
                } else if (c >= '0' && c <= '9') {
                    number();
                } else {
                    bracket(c);
                    at++;
                }
            }
        }

        private void string(char quote) {
            at++;
            while (at < text.length() && text.charAt(at) != quote) {
                at += text.charAt(at) == '\\' && quote != '`' ? 2 : 1;
            }
            balanced &= at < text.length();
            at++;
        }

        private void number() {
            while (at < text.length()
                    && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '.')) {
                at++;
            }
        }

        private void name() {
            int from = at;
            while (at < text.length()
                    && (isNameStart(text.charAt(at)) || Character.isDigit(text.charAt(at)))) {
                at++;
            }
            String name = text.substring(from, at);
            if (LABELS.contains(name)) {
                labelsNext = true;
            } else if (!isInLabels() && !WORDS.contains(name) && !isCall()) {
                series.add(name);
            }
        }

        private boolean isCall() {
            int next = at;
            while (next < text.length() && text.charAt(next) == ' ') {
                next++;
            }
            boolean grouped = text.startsWith("by", next) || text.startsWith("without", next);
            return grouped || (next < text.length() && text.charAt(next) == '(');
        }

        private boolean isInLabels() {
            return labelDepth >= 0 || open.contains('{') || open.contains('[');
        }

        private void bracket(char c) {
            if (c == '(' || c == '{' || c == '[') {
                if (c == '(' && labelsNext) {
                    labelDepth = open.size();
                }
                labelsNext = false;
                open.push(c);
            } else if (c == ')' || c == '}' || c == ']') {
                char wanted = c == ')' ? '(' : c == '}' ? '{' : '[';
                balanced &= !open.isEmpty() && open.peek() == wanted;
                if (!open.isEmpty()) {
                    open.pop();
                }
                if (open.size() == labelDepth) {
                    labelDepth = -1;
                }
            }
        }

        private static boolean isNameStart(char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
        }
    }
}

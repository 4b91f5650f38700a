package io.gatehouse.definitions.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of a Markdown text that a reader of the rendered page sees: code and comments are
 * blank.
 *
 * <p>Where it is not plain whether a reader sees a line, it stays and a fault says so: what hid an
 * open field from the rule alone, or showed it a tick that nobody else sees, would forge a form.
 * Clauses are those of CommonMark 0.31.
 *
 * @param lines one for each of the text, in order
 * @param faults why the text cannot be judged; empty when it can
 */
record VisibleLines(List<String> lines, List<String> faults) {

    private static final int MAX_LINES = 20_000;

    /** 4.5: one in backticks has no backtick behind it, or it is code within a line. */
    private static final Pattern FENCE = Pattern.compile("(`{3,})[^`]*|(~{3,}).*", Pattern.DOTALL);

    private static final Pattern LONE_RETURN = Pattern.compile("\\r(?!\\n)");
    private static final Pattern AUTOLINK = Pattern.compile("<(?:https?|mailto):[^\\s<>]*>");
    private static final Pattern MARKUP = Pattern.compile("<[A-Za-z/!?]");

    /** 2.5 and 4.7: brackets that do not look like some, and ticks that become links. */
    private static final Pattern DISGUISE =
            Pattern.compile("&(?:#|[lr]sqb;|[lr]brack;)|^\\s*\\[[xX\\s]?\\]:");

    static VisibleLines of(String markdown) {
        Reader reader = new Reader();
        if (LONE_RETURN.matcher(markdown).find()) {
            reader.faults.add("a line that ends with CR alone");
        }
        for (String line : markdown.split("\r\n|\r|\n", MAX_LINES)) {
            reader.line(line);
        }
        return reader.done();
    }

    /** The line without its code, where it is plain what is code: single backticks in pairs. */
    static String withoutCode(String line) {
        boolean plain = !line.contains("``") && !line.contains("\\`");
        return plain ? line.replaceAll("`[^`]*`", "`") : line;
    }

    private static final class Reader {

        private final List<String> lines = new ArrayList<>();
        private final List<String> faults = new ArrayList<>();
        private String fence = "";
        private boolean comment;

        void line(String line) {
            if (!fence.isEmpty()) {
                fence = closes(line) ? "" : fence;
                lines.add("");
            } else if (comment) {
                int end = line.indexOf("-->");
                comment = end < 0;
                lines.add(comment ? "" : behind(line, end));
            } else if (opens(line)) {
                lines.add("");
            } else {
                lines.add(look(withoutComments(line)));
            }
        }

        /** Code within a list ends with the list, which this reading does not follow. */
        private boolean opens(String line) {
            Matcher start = FENCE.matcher(line.strip());
            if (!start.matches()) {
                return false;
            }
            if (!line.startsWith("`") && !line.startsWith("~")) {
                fault("code that is indented");
                return false;
            }
            fence = start.group(1) == null ? start.group(2) : start.group(1);
            return true;
        }

        private boolean closes(String line) {
            String bare = line.replaceAll("[ \t]+$", "").replaceAll("^ {1,3}", "");
            return bare.startsWith(fence)
                    && bare.equals(fence.substring(0, 1).repeat(bare.length()));
        }

        private String behind(String line, int end) {
            String rest = line.substring(end + 3);
            if (!rest.isBlank()) {
                fault("text behind the end of a comment");
            }
            return rest;
        }

        private String withoutComments(String line) {
            StringBuilder kept = new StringBuilder();
            int at = 0;
            for (int mark = line.indexOf("<!--"); mark >= 0; mark = line.indexOf("<!--", at)) {
                kept.append(line, at, mark);
                // 6.6: "<!-->" and "<!--->" are whole comments
                int end = line.indexOf("-->", mark + 2);
                boolean first = mark == 0;
                if (end < 0) {
                    if (!first) {
                        fault("a comment of several lines that begins within one");
                    }
                    comment = true;
                    return kept.toString();
                }
                String before = line.substring(0, mark);
                if (mayBeCode(before) || before.endsWith("\\")) {
                    fault("a comment next to code");
                }
                if (!first && line.substring(mark, end).contains("|")) {
                    fault("a comment over several cells");
                }
                at = end + 3;
            }
            return kept.append(line, at, line.length()).toString();
        }

        private static boolean mayBeCode(String before) {
            return before.contains("``") || before.replaceAll("`[^`]*`", "").contains("`");
        }

        private String look(String line) {
            String text = AUTOLINK.matcher(withoutCode(line)).replaceAll("");
            if (MARKUP.matcher(text).find()) {
                fault("raw HTML");
            }
            if (DISGUISE.matcher(text).find()) {
                fault("a bracket in disguise");
            }
            return line;
        }

        private void fault(String what) {
            faults.add("line " + (lines.size() + 1) + " holds " + what);
        }

        VisibleLines done() {
            if (!fence.isEmpty() || comment) {
                faults.add("code or a comment that is not closed");
            }
            if (lines.size() >= MAX_LINES) {
                faults.add("more than " + MAX_LINES + " lines");
            }
            return new VisibleLines(List.copyOf(lines), List.copyOf(faults));
        }
    }
}

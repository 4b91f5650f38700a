package io.gatehouse.cli;

import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Writes answers: text for people, or exactly one canonical JSON document for programs. What comes
 * from files and other people is stripped of control characters before it reaches a terminal.
 */
public final class Output {

    private final PrintWriter out;
    private final PrintWriter err;
    private final Messages messages;
    private final boolean json;

    Output(PrintWriter out, PrintWriter err, Messages messages, boolean json) {
        this.out = out;
        this.err = err;
        this.messages = messages;
        this.json = json;
    }

    public boolean isJson() {
        return json;
    }

    public Messages messages() {
        return messages;
    }

    /** A line of the answer, from the message bundle; nothing in JSON. */
    public void say(String key, Object... arguments) {
        line(messages.text(key, arguments));
    }

    /** A line of the answer as it is; nothing in JSON. */
    public void line(String text) {
        if (!json) {
            out.println(printable(text));
        }
    }

    /** A line beside the answer: progress, hints. */
    public void note(String key, Object... arguments) {
        err.println(printable(messages.text(key, arguments)));
    }

    /** The answer for programs; nothing in text. */
    public void json(String schema, JsonObject body) {
        if (json) {
            out.println(CanonicalJson.text(body.with("schema", schema)));
        }
    }

    /** Bytes exactly as they are, for other programs to work on. */
    public void raw(String text) {
        out.print(text);
        out.flush();
    }

    /** Findings as blocks: rule and subject, then expected, observed, remedy and clause. */
    public void findings(Collection<Finding> findings) {
        for (Finding finding : findings) {
            String mark = finding.pending() ? "…" : "✗";
            line(mark + " " + finding.rule() + " " + finding.code() + "  " + finding.subject());
            messages.find("finding." + finding.rule() + "." + finding.code())
                    .ifPresent(text -> line("    " + text));
            member("finding.expected", finding.expected());
            member("finding.observed", finding.observed());
            member("finding.remedy", finding.remedy());
            member("finding.clause", finding.clause());
        }
    }

    private void member(String key, String value) {
        if (!value.isBlank()) {
            line(String.format("    %-12s%s", messages.text(key), value));
        }
    }

    /** Findings as a member of an answer for programs. */
    public static List<JsonObject> toJson(Collection<Finding> findings) {
        return findings.stream().map(RecordCodec::encode).toList();
    }

    /** Rows in columns as wide as their longest cell; never truncated. */
    public void table(List<List<String>> rows) {
        List<Integer> widths = new ArrayList<>();
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                int width = row.get(i).length();
                if (i < widths.size()) {
                    widths.set(i, Math.max(widths.get(i), width));
                } else {
                    widths.add(width);
                }
            }
        }
        for (List<String> row : rows) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                text.append(row.get(i));
                if (i + 1 < row.size()) {
                    text.append(" ".repeat(widths.get(i) - row.get(i).length() + 2));
                }
            }
            line(text.toString().stripTrailing());
        }
    }

    /** A file name may hold escapes that rewrite what a person sees: they are shown, not obeyed. */
    static String printable(String text) {
        StringBuilder safe = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            int type = Character.getType(c);
                            boolean hidden =
                                    (type == Character.CONTROL && c != '\n')
                                            || type == Character.FORMAT
                                            || type == Character.LINE_SEPARATOR
                                            || type == Character.PARAGRAPH_SEPARATOR;
                            if (hidden) {
                                safe.append(String.format("\\u{%x}", c));
                            } else {
                                safe.appendCodePoint(c);
                            }
                        });
        return safe.toString();
    }
}

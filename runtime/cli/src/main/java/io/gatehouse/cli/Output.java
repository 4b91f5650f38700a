package io.gatehouse.cli;

import io.gatehouse.cli.report.FindingText;
import io.gatehouse.cli.report.JUnitReport;
import io.gatehouse.cli.report.MarkdownReport;
import io.gatehouse.cli.report.PlainText;
import io.gatehouse.cli.report.Report;
import io.gatehouse.cli.report.TextReport;
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
    private final GatehouseCommand.Format format;

    Output(PrintWriter out, PrintWriter err, Messages messages, GatehouseCommand.Format format) {
        this.out = out;
        this.err = err;
        this.messages = messages;
        this.format = format;
    }

    public boolean isJson() {
        return format == GatehouseCommand.Format.json;
    }

    /** Whether the answer is one document for other programs' readers: JUnit or Markdown. */
    public boolean isReport() {
        return !isText() && !isJson();
    }

    private boolean isText() {
        return format == GatehouseCommand.Format.text;
    }

    /** The whole answer of a verb, in the format that was asked for. */
    public void report(Report report) {
        switch (format) {
            case text -> TextReport.lines(report, messages).forEach(this::line);
            case json -> json(report.schema(), report.document());
            case junit -> raw(JUnitReport.render(report, messages));
            case markdown -> raw(MarkdownReport.render(report, messages));
        }
    }

    public Messages messages() {
        return messages;
    }

    /** A line of the answer, from the message bundle; in text alone. */
    public void say(String key, Object... arguments) {
        line(messages.text(key, arguments));
    }

    /** A line of the answer as it is; in text alone. */
    public void line(String text) {
        if (isText()) {
            out.println(printable(text));
        }
    }

    /** A line beside the answer: progress, hints. */
    public void note(String key, Object... arguments) {
        err.println(printable(messages.text(key, arguments)));
    }

    /** The answer for programs; nothing in text. */
    public void json(String schema, JsonObject body) {
        if (isJson()) {
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
            FindingText.lines(messages, finding).forEach(this::line);
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

    /**
     * One line, whatever it holds: escapes and line feeds in a file name or a reason could rewrite
     * what a person sees, or add a line that the program never said. They are shown, not obeyed.
     */
    static String printable(String text) {
        return PlainText.line(text);
    }
}

package io.gatehouse.cli.report;

import io.gatehouse.cli.Messages;
import io.gatehouse.core.rule.Finding;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A report as Markdown with tables (GitHub Flavored Markdown). Whatever comes from files or people
 * is text and stays text: a path that holds a pipe, a link or a tag forms no cell, link or element.
 */
public final class MarkdownReport {

    private static final Pattern BARE_ADDRESS = Pattern.compile("(?i)(www)\\.");

    private MarkdownReport() {}

    public static String render(Report report, Messages messages) {
        StringBuilder out = new StringBuilder();
        out.append("# ").append(cell(report.title())).append("\n\n");
        out.append(cell(report.headline())).append('\n');
        for (String note : report.notes()) {
            out.append("\n- ").append(cell(note));
        }
        if (!report.notes().isEmpty()) {
            out.append('\n');
        }
        if (!report.properties().isEmpty()) {
            row(out.append('\n'), messages.text("report.property"), messages.text("report.value"));
            out.append("|---|---|\n");
            for (Map.Entry<String, String> property : report.properties().entrySet()) {
                row(out, cell(property.getKey()), cell(property.getValue()));
            }
        }
        if (!report.items().isEmpty()) {
            row(
                    out.append('\n'),
                    messages.text("report.item"),
                    messages.text("report.standing"),
                    messages.text("report.detail"));
            out.append("|---|---|---|\n");
            for (ReportItem item : report.items()) {
                row(out, cell(item.fullName()), item.standing().name(), cell(item.detail()));
            }
        }
        findings(report, messages, out);
        return out.toString();
    }

    private static void findings(Report report, Messages messages, StringBuilder out) {
        if (report.items().stream().allMatch(i -> i.findings().isEmpty())) {
            return;
        }
        row(
                out.append('\n'),
                messages.text("report.finding"),
                messages.text("report.subject"),
                messages.text("finding.expected"),
                messages.text("finding.observed"),
                messages.text("finding.remedy"),
                messages.text("finding.clause"));
        out.append("|---|---|---|---|---|---|\n");
        for (ReportItem item : report.items()) {
            for (Finding f : item.findings()) {
                row(
                        out,
                        cell(
                                f.rule()
                                        + " "
                                        + f.code()
                                        + FindingText.meaning(messages, f)
                                                .map(m -> ": " + m)
                                                .orElse("")),
                        cell(f.subject()),
                        cell(f.expected()),
                        cell(f.observed()),
                        cell(FindingText.remedy(messages, f)),
                        cell(f.clause()));
            }
        }
    }

    private static void row(StringBuilder out, String... cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    /** One line of plain text, whatever it holds. */
    static String cell(String text) {
        StringBuilder safe = new StringBuilder();
        PlainText.printable(text.replace('\n', ' '))
                .codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '\\', '`', '*', '_', '[', ']', '|', '~', '#', '!' ->
                                        safe.append('\\').appendCodePoint(c);
                                case '<' -> safe.append("&lt;");
                                case '>' -> safe.append("&gt;");
                                case '&' -> safe.append("&amp;");
                                // no address becomes a link by itself
                                case ':' -> safe.append("&#58;");
                                case '@' -> safe.append("&#64;");
                                default -> safe.appendCodePoint(c);
                            }
                        });
        // and neither does one without a scheme
        return BARE_ADDRESS.matcher(safe).replaceAll("$1&#46;");
    }
}

package io.gatehouse.cli.report;

import io.gatehouse.cli.Messages;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A report for the terminal: the verdict first, then what stands against it. */
public final class TextReport {

    private TextReport() {}

    /** The lines; what is printed still has to be made harmless. */
    public static List<String> lines(Report report, Messages messages) {
        List<String> lines = new ArrayList<>();
        lines.add(report.headline());
        lines.addAll(report.notes());
        Map<String, List<ReportItem>> groups = new LinkedHashMap<>();
        for (ReportItem item : report.items()) {
            // Items without a group stand for themselves, also two of one name.
            String key = item.group().isEmpty() ? " " + groups.size() : item.group();
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(item);
        }
        groups.forEach((key, items) -> group(items, messages, lines));
        return lines;
    }

    /** A group is one line with its worst standing, and everything that is not simply right. */
    private static void group(List<ReportItem> items, Messages messages, List<String> lines) {
        ReportItem first = items.get(0);
        Standing worst =
                items.stream().map(ReportItem::standing).reduce(Standing.PASS, Standing::worse);
        boolean alone = first.group().isEmpty();
        String head = mark(worst) + "  " + (alone ? first.name() : first.group());
        lines.add(alone && !first.detail().isEmpty() ? head + ": " + first.detail() : head);
        for (ReportItem item : items) {
            if (!alone && !item.detail().isEmpty()) {
                lines.add("    " + item.name() + ": " + item.detail());
            }
            item.findings().forEach(f -> lines.addAll(FindingText.lines(messages, f)));
        }
    }

    private static String mark(Standing standing) {
        return standing.name();
    }
}

package io.gatehouse.cli.report;

import io.gatehouse.cli.Messages;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;

/** A finding as lines of text: what it is, then expected, observed, remedy and clause. */
public final class FindingText {

    private FindingText() {}

    public static List<String> lines(Messages messages, Finding finding) {
        List<String> lines = new ArrayList<>();
        String mark = finding.pending() ? "…" : "✗";
        lines.add(mark + " " + finding.rule() + " " + finding.code() + "  " + finding.subject());
        messages.find("finding." + finding.rule() + "." + finding.code())
                .ifPresent(text -> lines.add("    " + text));
        member(messages, "finding.expected", finding.expected(), lines);
        member(messages, "finding.observed", finding.observed(), lines);
        member(messages, "finding.remedy", finding.remedy(), lines);
        member(messages, "finding.clause", finding.clause(), lines);
        return lines;
    }

    private static void member(Messages messages, String key, String value, List<String> lines) {
        if (!value.isBlank()) {
            lines.add(String.format("    %-12s%s", messages.text(key), value));
        }
    }
}

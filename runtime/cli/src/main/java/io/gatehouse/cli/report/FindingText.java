package io.gatehouse.cli.report;

import io.gatehouse.cli.Messages;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A finding as lines of text: what it is, then expected, observed, remedy and clause. */
public final class FindingText {

    private FindingText() {}

    public static List<String> lines(Messages messages, Finding finding) {
        List<String> lines = new ArrayList<>();
        String mark = finding.pending() ? "…" : "✗";
        lines.add(mark + " " + finding.rule() + " " + finding.code() + "  " + finding.subject());
        meaning(messages, finding).ifPresent(text -> lines.add("    " + text));
        member(messages, "finding.expected", finding.expected(), lines);
        member(messages, "finding.observed", finding.observed(), lines);
        member(messages, "finding.remedy", remedy(messages, finding), lines);
        member(messages, "finding.clause", finding.clause(), lines);
        return lines;
    }

    /** What the finding means, in the language of the reader. */
    static Optional<String> meaning(Messages messages, Finding finding) {
        return messages.meaning(finding.rule().value(), finding.code());
    }

    /** What to do, in the language of the reader; as the rule wrote it where there is no other. */
    static String remedy(Messages messages, Finding finding) {
        return finding.remedy().isBlank()
                ? ""
                : messages.remedy(finding.rule().value(), finding.code()).orElse(finding.remedy());
    }

    private static void member(Messages messages, String key, String value, List<String> lines) {
        if (!value.isBlank()) {
            lines.add(String.format("    %-12s%s", messages.text(key), value));
        }
    }
}

package io.gatehouse.adapter.risklabs.market;

import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Objects;

/**
 * A fault of market data and whether it stops the run.
 *
 * @param severity what follows from it
 * @param finding of the rule {@code labs-data}
 * @param figures what was observed and allowed, in numbers alone: for a sentence in the language of
 *     the report; empty where a fault stops the run, since there is no report then
 */
public record DataFinding(Severity severity, Finding finding, List<String> figures) {

    /** The rule that all findings about data belong to. */
    public static final String RULE = "labs-data";

    private static final int LONGEST = 300;

    /** What follows from a finding. */
    public enum Severity {
        /** Nothing is computed. */
        REFUSE,
        /** The report says it. */
        NOTE
    }

    public DataFinding {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(finding);
        figures = List.copyOf(figures);
    }

    static DataFinding of(
            DataCode code, String subject, String expected, String observed, List<String> figures) {
        return new DataFinding(
                code.refuses() ? Severity.REFUSE : Severity.NOTE,
                Finding.of(
                        RULE,
                        code.code(),
                        printable(subject),
                        expected,
                        printable(observed),
                        code.remedy()),
                figures);
    }

    public boolean refuses() {
        return severity == Severity.REFUSE;
    }

    public String code() {
        return finding.code();
    }

    /** Text from a file may hold anything, and may be long: a terminal must not obey it. */
    private static String printable(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
        return cut.codePoints()
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}

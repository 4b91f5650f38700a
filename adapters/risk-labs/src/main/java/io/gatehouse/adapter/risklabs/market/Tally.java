package io.gatehouse.adapter.risklabs.market;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Counts how often a fault occurs and keeps the first: a file full of one fault is one finding, not
 * a million. Confined to one thread.
 */
final class Tally {

    /** A price for a reader; the finding itself has all its digits. */
    private static final MathContext DIGITS = new MathContext(6);

    private final DataCode code;
    private final String symbol;
    private final String expected;
    private int count;
    private String first = "";
    private String place = "";
    private double[] figures = {};

    Tally(DataCode code, String symbol, String expected) {
        this.code = code;
        this.symbol = symbol;
        this.expected = expected;
    }

    /** One more, at a moment, described only if it is the first; with its figures. */
    void add(long millis, Supplier<String> observed, double... of) {
        if (count++ == 0) {
            first = observed.get();
            figures = of;
            place = " " + Instant.ofEpochMilli(millis);
        }
    }

    void addTo(List<DataFinding> findings) {
        if (count > 0) {
            String more = count > 1 ? " (the first of " + count + ")" : "";
            findings.add(code.on(symbol + place, expected, first + more, figures()));
        }
    }

    /** Those of the first, and how many there are. */
    private String[] figures() {
        List<String> all = new ArrayList<>();
        for (double figure : figures) {
            all.add(new BigDecimal(figure).round(DIGITS).stripTrailingZeros().toPlainString());
        }
        all.add(Integer.toString(count));
        return all.toArray(String[]::new);
    }
}

package io.gatehouse.adapter.risklabs.market;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Counts how often a fault occurs and keeps the first: a file full of one fault is one finding, not
 * a million. Confined to one thread.
 */
final class Tally {

    private final DataCode code;
    private final String symbol;
    private final String expected;
    private int count;
    private String first = "";
    private String place = "";

    Tally(DataCode code, String symbol, String expected) {
        this.code = code;
        this.symbol = symbol;
        this.expected = expected;
    }

    /** One more, at a moment, described only if it is the first. */
    void add(long millis, Supplier<String> observed) {
        if (count++ == 0) {
            first = observed.get();
            place = " " + Instant.ofEpochMilli(millis);
        }
    }

    void addTo(List<DataFinding> findings) {
        if (count > 0) {
            String more = count > 1 ? " (the first of " + count + ")" : "";
            findings.add(code.on(symbol + place, expected, first + more));
        }
    }
}

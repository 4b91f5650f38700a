package io.gatehouse.adapter.risklabs.portfolio;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A portfolio as its file states it, before it is valued.
 *
 * @param name for reports
 * @param equity in the quote currency
 * @param kind what the numbers are
 * @param entries a signed decimal for each symbol
 */
public record PortfolioFile(
        String name, BigDecimal equity, Kind kind, SortedMap<String, BigDecimal> entries) {

    /** What the numbers of a file are. */
    public enum Kind {
        /** Units of each instrument. */
        POSITIONS("positions"),
        /** Shares of the equity. */
        WEIGHTS("weights");

        private final String member;

        Kind(String member) {
            this.member = member;
        }

        /** The member of the file that holds them. */
        public String member() {
            return member;
        }
    }

    public PortfolioFile {
        entries = Collections.unmodifiableSortedMap(new TreeMap<>(entries));
    }
}

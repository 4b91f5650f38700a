package io.gatehouse.adapter.risklabs.market;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the data quality gate says.
 *
 * @param series figures of each instrument's bars, by symbol
 * @param findings refusals and notes, by instrument and in the order of the checks
 */
public record QualityReport(SortedMap<String, Coverage> series, List<DataFinding> findings) {

    public QualityReport {
        series = Collections.unmodifiableSortedMap(new TreeMap<>(series));
        findings = List.copyOf(findings);
    }

    /** Whether nothing may be computed from the data. */
    public boolean refused() {
        return findings.stream().anyMatch(DataFinding::refuses);
    }

    /**
     * How complete the bars of an instrument are.
     *
     * @param bars that are there
     * @param expected between the first and the last, both included, while the market was open
     * @param longestGap longest run of missing bars, as time in which the market was open
     */
    public record Coverage(int bars, long expected, Duration longestGap) {

        /** The share of the expected bars that is there, at most 1. */
        public double okRatio() {
            return expected == 0 ? 0 : Math.min(1, (double) bars / expected);
        }
    }
}

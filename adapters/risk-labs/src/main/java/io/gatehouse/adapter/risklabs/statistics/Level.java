package io.gatehouse.adapter.risklabs.statistics;

import java.util.List;

/**
 * The confidence level of a value at risk, in thousandths so that counting is exact: 95 % of 250
 * observations are 237.5, and no rounding of a binary fraction may move the order statistic.
 *
 * @param perMille the level in thousandths, 500 to 999
 */
public record Level(int perMille) implements Comparable<Level> {

    /** 95 %. */
    public static final Level P95 = new Level(950);

    /** 97.5 %, the level of expected shortfall in BCBS d457. */
    public static final Level P97_5 = new Level(975);

    /** 99 %, the level of the backtest in BCBS d457. */
    public static final Level P99 = new Level(990);

    /** The three levels that the laboratory reports, ascending. */
    public static final List<Level> REPORTED = List.of(P95, P97_5, P99);

    public Level {
        if (perMille < 500 || perMille > 999) {
            throw new IllegalArgumentException("not a level between 50 % and 99.9 %: " + perMille);
        }
    }

    /** The level as a probability, such as 0.975. */
    public double probability() {
        return perMille / 1000.0;
    }

    /** What is beyond the level, as a probability, such as 0.025. */
    public double tail() {
        return (1000 - perMille) / 1000.0;
    }

    /** How many of {@code count} observations lie wholly beyond the level: floor(n(1-a)). */
    int wholeTail(int count) {
        return (int) ((long) count * (1000 - perMille) / 1000);
    }

    @Override
    public int compareTo(Level other) {
        return Integer.compare(perMille, other.perMille);
    }

    /** Such as {@code 97.5%}. */
    @Override
    public String toString() {
        return perMille % 10 == 0 ? perMille / 10 + "%" : perMille / 10 + "." + perMille % 10 + "%";
    }
}

package io.gatehouse.adapter.risklabs.statistics;

/**
 * A model's expected shortfall against what happened.
 *
 * @param statistic Z2 of Acerbi and Szekely
 * @param critical what a right model with normal returns stays above with probability one less the
 *     significance; normal returns have the narrowest distribution, so that a fat-tailed model is
 *     doubted sooner, never later
 */
public record ShortfallTest(double statistic, double critical) {

    public ShortfallTest {
        if (!Double.isFinite(statistic) || !Double.isFinite(critical)) {
            throw new IllegalArgumentException("a test that is not a number");
        }
    }

    /** Whether the tail was worse than forecast. */
    public boolean rejected() {
        return statistic < critical;
    }
}

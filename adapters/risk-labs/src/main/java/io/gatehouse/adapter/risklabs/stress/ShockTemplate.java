package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.stress.ShockPath.Pause;
import io.gatehouse.adapter.risklabs.stress.ShockPath.Point;
import java.util.List;

/**
 * Crashes whose course was published, as paths of price and depth.
 *
 * <p>What no source gives is derived from what one gives, and said in {@link #assumptions()}. The
 * latency of a path is none of the template's: it is the 99.9 % quantile of what was recorded.
 */
@SuppressWarnings("ImmutableEnumChecker") // records of values and unmodifiable lists
public enum ShockTemplate {
    /**
     * 6 May 2010, after CFTC and SEC (30 September 2010), "Findings regarding the market events of
     * May 6, 2010": -3 % from 14:41 to 14:44; a further -1.7 % in the fifteen seconds to 14:45:28,
     * more than -5 % in all; buyers' depth under 1 % of the morning's; a pause of five seconds;
     * recovery in about twenty minutes.
     */
    MAY_2010(
            "2010-05-06",
            new ShockPath(
                    List.of(
                            new Point(0, 1, 1),
                            new Point(180_000, 0.97, between(180)),
                            new Point(253_000, 0.95 / 0.983, between(253)),
                            new Point(268_000, 0.95, 0.01),
                            new Point(273_000, 0.95, 0.01),
                            new Point(1_473_000, 1, 1)),
                    List.of(new Pause(268_000, 273_000))),
            List.of(
                    "whole fall: 5 %, the published lower bound",
                    "depth before 14:45:28: a straight line from all to 1 %",
                    "recovery of price and depth: straight lines over 20 min")),

    /**
     * 12 and 13 March 2020, BTC perpetual, after LedgerPrime's account: 7,353 at 10:00 UTC, 5,678
     * about 10:45, 3,978 at 02:00 of the next day, low 3,596.
     */
    MARCH_2020(
            "2020-03-12",
            new ShockPath(
                    List.of(
                            new Point(0, 1, 1),
                            new Point(2_700_000, 5678.0 / 7353, 0.01),
                            new Point(57_600_000, 3978.0 / 7353, 0.01),
                            new Point(58_500_000, 3596.0 / 7353, 0.01)),
                    List.of()),
            List.of(
                    "time of the low: 15 min after 02:00",
                    "depth: 1 % from 10:45 on, the driest part of dry liquidity; published are"
                            + " spreads only, hundreds of basis points",
                    "no recovery"));

    private final String date;
    private final ShockPath path;
    private final List<String> assumptions;

    ShockTemplate(String date, ShockPath path, List<String> assumptions) {
        this.date = date;
        this.path = path;
        this.assumptions = assumptions;
    }

    /** Depth on the straight line from all at 14:41 to 1 % at 14:45:28. */
    private static double between(int seconds) {
        return 1 - 0.99 * seconds / 268;
    }

    /** The day it is named by. */
    public String date() {
        return date;
    }

    public ShockPath path() {
        return path;
    }

    /** What no source gives, and what was taken instead. */
    public List<String> assumptions() {
        return assumptions;
    }
}

package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.portfolio.Limit;
import io.gatehouse.adapter.risklabs.portfolio.RiskProfile;

/**
 * Which limit of the profile judges which test.
 *
 * <p>Each rule compares with a limit of the profile itself and with nothing else, so a stricter
 * profile can never get a looser rule; the order of the profiles' limits is checked when they are
 * read.
 */
public enum PassRule {
    /**
     * A crash may not cost more than the fall at which trading ends for good. The daily limit stops
     * new orders once it is reached; it cannot stop a price that jumps, so it does not judge here,
     * and the outcome says when it is exceeded too.
     */
    CRASH(Limit.DRAWDOWN),
    /**
     * Closing every position into the thin book may not cost more than a day may lose: leaving is
     * what the daily limit orders, and leaving must not break it.
     */
    LIQUIDITY(Limit.DAILY_LOSS),
    /**
     * Delayed exits and orders that were filled instead of cancelled may together not cost more
     * than a day may lose.
     */
    LATENCY(Limit.DAILY_LOSS),
    /** All at once is a crash, and is judged as one. */
    COMBINED(Limit.DRAWDOWN);

    private final Limit limit;

    PassRule(Limit limit) {
        this.limit = limit;
    }

    public Limit limit() {
        return limit;
    }

    /** The measured share of the equity beside the profile's limit. */
    public Judgement judge(RiskProfile profile, double measured) {
        return new Judgement(
                limit.field(), Judgement.Bound.AT_MOST, profile.limits().number(limit), measured);
    }
}

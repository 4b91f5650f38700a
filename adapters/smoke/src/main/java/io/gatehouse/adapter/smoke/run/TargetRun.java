package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.strategy.Strategy;
import io.gatehouse.adapter.smoke.strategy.Targets;

/** Calls a strategy and trusts nothing about its answer. */
public final class TargetRun {

    private TargetRun() {}

    /** A strategy threw, or answered for another market. */
    public static final class StrategyFault extends RuntimeException {

        private static final long serialVersionUID = 1L;

        StrategyFault(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * The targets for each row of the market.
     *
     * @throws StrategyFault when there are none
     */
    public static Targets of(Strategy strategy, Market market) {
        Targets targets;
        try {
            targets = strategy.targets(market);
        } catch (RuntimeException e) {
            // code of others: whatever it throws is a finding about it
            throw new StrategyFault(e.getClass().getSimpleName(), e);
        }
        if (targets == null
                || targets.rows() != market.rows()
                || targets.columns() != market.columns()) {
            throw new StrategyFault("targets for another market", null);
        }
        return targets;
    }
}

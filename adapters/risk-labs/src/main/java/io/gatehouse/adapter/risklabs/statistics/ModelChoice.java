package io.gatehouse.adapter.risklabs.statistics;

import java.util.List;
import java.util.Objects;

/**
 * Which model may judge a series. There is no default: a series that every model misjudges has no
 * judge, and a caller has to refuse it instead of taking the least bad one.
 */
public sealed interface ModelChoice {

    /**
     * The backtests of all models that have something to say, in the order of {@link RiskModel}.
     */
    List<ModelBacktest> backtests();

    /** The models that have nothing to say about the series, in the order of {@link RiskModel}. */
    List<Silent> silent();

    /**
     * A model without a backtest.
     *
     * @param model which one
     * @param reason what the series lacks, for a log
     */
    record Silent(RiskModel model, String reason) {}

    /**
     * At least one model survives its own backtest.
     *
     * @param judge of those that survive the one with the largest expected shortfall at 97.5 % for
     *     the next step; the first in the order of {@link RiskModel} if two have the same
     */
    record Chosen(ModelBacktest judge, List<ModelBacktest> backtests, List<Silent> silent)
            implements ModelChoice {

        public Chosen {
            Objects.requireNonNull(judge);
            backtests = List.copyOf(backtests);
            silent = List.copyOf(silent);
            if (!judge.survives() || !backtests.contains(judge)) {
                throw new IllegalArgumentException("a judge that its own backtest rejects");
            }
        }
    }

    /**
     * Every model is rejected or silent: no figure of them may be relied on, and a gate refuses.
     */
    record NoneSurvives(List<ModelBacktest> backtests, List<Silent> silent) implements ModelChoice {

        public NoneSurvives {
            backtests = List.copyOf(backtests);
            silent = List.copyOf(silent);
        }
    }
}

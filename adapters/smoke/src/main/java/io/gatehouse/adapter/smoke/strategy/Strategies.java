package io.gatehouse.adapter.smoke.strategy;

import java.util.List;
import java.util.Optional;

/** The strategies of this build, in the order of their ids. */
public final class Strategies {

    private static final List<Strategy> ALL =
            List.of(
                    new CrossExchange(48),
                    new MeanReversion(48),
                    new TrendFollowing(12, 48),
                    new VolatilityTarget(3));

    private Strategies() {}

    public static List<Strategy> all() {
        return ALL;
    }

    public static Optional<Strategy> find(String id) {
        return ALL.stream().filter(strategy -> strategy.id().equals(id)).findFirst();
    }
}

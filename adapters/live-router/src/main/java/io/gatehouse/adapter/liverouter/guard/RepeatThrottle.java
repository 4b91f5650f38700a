package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Disables a strategy that does the same thing again and again, until a named person enables it
 * (RTS 6, Art. 15(3)).
 *
 * <p>The same thing is an order of the same strategy for the same instrument, side and quantity.
 * Closing orders count and are held back too: a loop that closes is a loop.
 */
public final class RepeatThrottle extends PreTradeControl {

    /** Different things that are remembered at once; one more is refused until some are old. */
    private static final int MOST_KINDS = 10_000;

    private final int most;
    private final Duration window;
    private final Origins origins;
    private final StrategyLatch latch;
    private final GuardClock clock;
    private final Map<Kind, SlidingCount> counts = new HashMap<>();
    private final Kind probe = new Kind("", "", Side.BUY, 0);
    private ChildOrder judged;
    private SlidingCount judgedBy;

    /**
     * @param most repetitions in any time of that length
     */
    public RepeatThrottle(
            int most, Duration window, Origins origins, StrategyLatch latch, GuardClock clock) {
        super("repeat-throttle");
        if (most < 1 || window.isZero() || window.isNegative()) {
            throw new IllegalArgumentException("a throttle counts at least 1 in a time above zero");
        }
        this.most = most;
        this.window = window;
        this.origins = new RecentOrigin(origins);
        this.latch = latch;
        this.clock = clock;
    }

    @Override
    List<Finding> judge(ChildOrder order, boolean increasesRisk) {
        Optional<Origins.Origin> origin = origins.of(order.parent());
        if (origin.isEmpty()) {
            return List.of(PreTradeFindings.originUnknown(order));
        }
        String strategy = origin.get().strategy();
        if (latch.latched(strategy)) {
            return List.of(
                    PreTradeFindings.limit(
                            "strategy-disabled",
                            order,
                            "a strategy that is enabled",
                            strategy + " was disabled",
                            "find out why, and have a named person enable it again"));
        }
        SlidingCount count = counts.get(probe.set(strategy, order));
        judged = order;
        judgedBy = count;
        if (count == null) {
            return counts.size() < MOST_KINDS || forgetOld()
                    ? List.of()
                    : List.of(repeated(order, "at most " + MOST_KINDS + " kinds of order", "more"));
        }
        if (!count.full(clock.nanos())) {
            return List.of();
        }
        latch.latch(strategy, "repeated-execution throttle");
        return List.of(
                repeated(
                        order,
                        "the same order at most " + most + " times in " + window,
                        "one more; strategy " + strategy + " is disabled now"));
    }

    @Override
    public void sent(ChildOrder order) {
        if (order == judged && judgedBy != null) {
            judgedBy.add(clock.nanos());
            return;
        }
        Optional<Origins.Origin> origin = origins.of(order.parent());
        if (origin.isEmpty()) {
            return;
        }
        String strategy = origin.get().strategy();
        SlidingCount count = counts.get(probe.set(strategy, order));
        if (count == null) {
            count = SlidingCount.growing(most, window.toNanos());
            counts.put(new Kind("", "", Side.BUY, 0).set(strategy, order), count);
        }
        count.add(clock.nanos());
    }

    private boolean forgetOld() {
        long now = clock.nanos();
        judged = null;
        counts.values().removeIf(count -> count.idle(now));
        return counts.size() < MOST_KINDS;
    }

    private static Finding repeated(ChildOrder order, String expected, String observed) {
        return PreTradeFindings.limit(
                "repeat-throttle",
                order,
                expected,
                observed,
                "find out why it repeats, and have a named person enable the strategy again");
    }

    /** Key of the counts; one of them is set again for each question, so that none is made. */
    private static final class Kind {
        private String strategy;
        private String symbol;
        private Side side;
        private long quantity;

        Kind(String strategy, String symbol, Side side, long quantity) {
            this.strategy = strategy;
            this.symbol = symbol;
            this.side = side;
            this.quantity = quantity;
        }

        Kind set(String newStrategy, ChildOrder order) {
            strategy = newStrategy;
            symbol = order.instrument().symbol();
            side = order.side();
            quantity = Amounts.base(order.instrument(), order.quantity());
            return this;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Kind kind
                    && quantity == kind.quantity
                    && side == kind.side
                    && symbol.equals(kind.symbol)
                    && strategy.equals(kind.strategy);
        }

        @Override
        public int hashCode() {
            int hash = strategy.hashCode();
            hash = 31 * hash + symbol.hashCode();
            hash = 31 * hash + side.sign();
            return 31 * hash + Long.hashCode(quantity);
        }
    }
}

package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses an order whose price is far from where the reference has been over a time (RTS 6, Art.
 * 15(1)(a), over a period).
 *
 * <p>A collar per order follows a falling market all the way down; this one does not. The reference
 * is looked at whenever an order is judged; its lowest and highest value over the window, to a
 * sixteenth of it, bound the price from both sides. A market order is judged by the reference.
 */
public final class WindowCollar extends PreTradeControl {

    private static final int BUCKETS = 16;

    private final FreshReference reference;
    private final long basisPoints;
    private final Duration window;
    private final long bucketNanos;
    private final GuardClock clock;
    private final Map<String, Range> ranges = new HashMap<>();

    /**
     * @param window how far back the reference counts; at least a second
     * @param symbols that may be traded; any other is refused
     */
    public WindowCollar(
            FreshReference reference,
            long basisPoints,
            Duration window,
            Collection<String> symbols,
            GuardClock clock) {
        super("window-collar");
        if (basisPoints < 1
                || basisPoints > 10_000
                || window.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("a collar is 1 to 10,000 basis points over 1 s");
        }
        this.reference = reference;
        this.basisPoints = basisPoints;
        this.window = window;
        // one bucket is being filled, the others together are the window
        this.bucketNanos = window.toNanos() / (BUCKETS - 1);
        this.clock = clock;
        symbols.forEach(symbol -> ranges.put(symbol, new Range()));
    }

    @Override
    List<Finding> judge(ChildOrder order, boolean increasesRisk) {
        Range range = ranges.get(order.instrument().symbol());
        if (range == null) {
            return List.of(PreTradeFindings.instrument(order, "a configured one", "another"));
        }
        long now = reference.of(order.instrument());
        if (now == 0) {
            return List.of(reference.missing(order));
        }
        long seen = Amounts.price(order.instrument(), now);
        long bucket = Math.floorDiv(clock.nanos(), bucketNanos);
        range.see(bucket, seen);
        long price =
                order.type() == OrderType.MARKET
                        ? seen
                        : Amounts.price(order.instrument(), order.limitPrice());
        long low = range.low(bucket);
        long high = range.high(bucket);
        if (PriceCollar.within(price, low, basisPoints)
                && PriceCollar.within(price, high, basisPoints)) {
            return List.of();
        }
        return List.of(
                PreTradeFindings.limit(
                        "window-collar",
                        order,
                        "within "
                                + basisPoints
                                + " basis points of "
                                + Amounts.text(low)
                                + " and "
                                + Amounts.text(high)
                                + ", the range over "
                                + window,
                        Amounts.text(price),
                        "wait until the market is calm, or have a person trade"));
    }

    /** Lowest and highest reference of each part of the window. */
    private static final class Range {
        private final long[] number = new long[BUCKETS];
        private final long[] lowest = new long[BUCKETS];
        private final long[] highest = new long[BUCKETS];

        void see(long bucket, long price) {
            int at = Math.floorMod(bucket, BUCKETS);
            if (number[at] != bucket || lowest[at] == 0) {
                number[at] = bucket;
                lowest[at] = price;
                highest[at] = price;
            } else {
                lowest[at] = Math.min(lowest[at], price);
                highest[at] = Math.max(highest[at], price);
            }
        }

        long low(long bucket) {
            long low = Long.MAX_VALUE;
            for (int i = 0; i < BUCKETS; i++) {
                if (live(i, bucket)) {
                    low = Math.min(low, lowest[i]);
                }
            }
            return low;
        }

        long high(long bucket) {
            long high = 0;
            for (int i = 0; i < BUCKETS; i++) {
                if (live(i, bucket)) {
                    high = Math.max(high, highest[i]);
                }
            }
            return high;
        }

        private boolean live(int at, long bucket) {
            long age = bucket - number[at];
            return lowest[at] != 0 && age >= 0 && age < BUCKETS;
        }
    }
}

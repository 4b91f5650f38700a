package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.market.Trades;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Exits and cancels that arrive late on a recorded stream of trades.
 *
 * <p>Once a second a position is to be left, and at the same instant an order that would enlarge it
 * is to be cancelled; it stands where the last trade of its side was. The exit is worth the last
 * price before it arrives. The order counts as filled when a trade before the cancel's arrival goes
 * through its price; a trade at its price is counted apart, since the place in the queue is not
 * known. For one thread.
 */
final class DelayedOrders {

    private static final long SPACING = 1_000;
    private static final long NANOS = 1_000_000L;

    private final Trades trades;
    private final int direction;
    private final long[] sent;
    private final long[] recorded;

    /**
     * What was measured; costs are in basis points of the price at the decision.
     *
     * @param decisions that arrived before the stream ends
     * @param fills of orders that were to be cancelled, surely
     * @param possibleFills at the order's price, so perhaps
     */
    record Figures(
            int decisions,
            double meanDelayMillis,
            double greatestDelayMillis,
            double meanSlippageBps,
            double worstSlippageBps,
            int fills,
            int possibleFills,
            double worstFillBps) {

        /** The worst exit and the worst unwanted fill, for the whole position each. */
        double costBps() {
            return worstSlippageBps + worstFillBps;
        }
    }

    DelayedOrders(Trades trades, DelayDistribution delays, int direction, long seed) {
        this.trades = trades;
        this.direction = direction;
        long first = trades.time()[0] + Math.floorMod(seed, SPACING);
        long last = trades.time()[trades.size() - 1];
        int count = last < first ? 0 : (int) Math.min(10_000_000, (last - first) / SPACING + 1);
        this.sent = new long[count];
        this.recorded = new long[count];
        DelayDistribution.Cursor cursor = delays.cursor();
        for (int i = 0; i < count; i++) {
            long millis = first + i * SPACING;
            sent[i] = Math.multiplyExact(millis, NANOS);
            recorded[i] = cursor.at(millis);
        }
    }

    /** The figures, or empty when no decision arrives before the stream ends. */
    Optional<Figures> measure(LatencySpike spike) {
        long[] arrivals = spike.arrivals(sent, recorded, stallFrom(spike));
        long end = trades.time()[trades.size() - 1] * NANOS;
        Extremes between = new Extremes();
        int at = 0;
        int arrived = 0;
        int decisions = 0;
        int fills = 0;
        int possible = 0;
        double delays = 0;
        double greatest = 0;
        double slippage = 0;
        double worst = 0;
        double worstFill = 0;
        double standing = Double.NaN;
        for (int i = 0; i < sent.length && arrivals[i] <= end; i++) {
            for (; at < trades.size() && trades.time()[at] * NANOS <= sent[i]; at++) {
                if (trades.sellerTook()[at] == direction > 0) {
                    standing = trades.price()[at];
                }
            }
            for (; arrived < trades.size() && trades.time()[arrived] * NANOS <= arrivals[i]; ) {
                between.add(arrived++);
            }
            double decided = trades.price()[at - 1];
            double got = trades.price()[arrived - 1];
            double lost = direction * (decided - got) / decided * 10_000;
            double delay = (arrivals[i] - sent[i]) / (double) NANOS;
            decisions++;
            delays += delay;
            greatest = Math.max(greatest, delay);
            slippage += lost;
            worst = Math.max(worst, lost);
            // the trades after the decision and up to the arrival of the cancel
            between.drop(at);
            if (between.any() && !Double.isNaN(standing)) {
                double through = direction * (standing - between.furthest());
                if (through > 0) {
                    fills++;
                    worstFill =
                            Math.max(worstFill, direction * (standing - got) / standing * 10_000);
                } else if (through == 0) {
                    possible++;
                }
            }
        }
        if (decisions == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new Figures(
                        decisions,
                        delays / decisions,
                        greatest,
                        slippage / decisions,
                        worst,
                        fills,
                        possible,
                        worstFill));
    }

    /** The decision after which the price moves furthest against the position during the stall. */
    private long stallFrom(LatencySpike spike) {
        long from = sent.length == 0 ? 0 : sent[0];
        double worst = Double.NEGATIVE_INFINITY;
        int at = 0;
        int after = 0;
        long end = trades.time()[trades.size() - 1] * NANOS;
        for (int i = 0; i < sent.length; i++) {
            long until = spike.arrivals(new long[] {sent[i]}, new long[] {recorded[i]}, sent[i])[0];
            if (until > end) {
                break;
            }
            for (; at < trades.size() && trades.time()[at] * NANOS <= sent[i]; ) {
                at++;
            }
            for (; after < trades.size() && trades.time()[after] * NANOS <= until; ) {
                after++;
            }
            double before = trades.price()[at - 1];
            double moved = direction * (before - trades.price()[after - 1]) / before;
            if (moved > worst) {
                worst = moved;
                from = sent[i];
            }
        }
        return from;
    }

    /** The price furthest against the order within a moving window of trades. */
    private final class Extremes {

        private final Deque<Integer> candidates = new ArrayDeque<>();

        void add(int trade) {
            while (!candidates.isEmpty()
                    && direction * (trades.price()[trade] - trades.price()[candidates.peekLast()])
                            <= 0) {
                candidates.removeLast();
            }
            candidates.addLast(trade);
        }

        void drop(int before) {
            while (!candidates.isEmpty() && candidates.peekFirst() < before) {
                candidates.removeFirst();
            }
        }

        boolean any() {
            return !candidates.isEmpty();
        }

        double furthest() {
            return trades.price()[candidates.peekFirst()];
        }
    }
}

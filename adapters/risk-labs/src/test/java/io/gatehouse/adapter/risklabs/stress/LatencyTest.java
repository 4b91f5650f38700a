package io.gatehouse.adapter.risklabs.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.adapter.risklabs.market.Latencies;
import io.gatehouse.adapter.risklabs.market.Trades;
import java.time.Duration;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LatencyTest {

    private static final Offset<Double> TINY = within(1e-9);
    private static final long MS = 1_000_000L;

    /** The local clock is two seconds behind; delays are 5, 0 and 3 ms above the smallest. */
    private static DelayDistribution delays(long... aboveBase) {
        long[] event = new long[aboveBase.length];
        long[] local = new long[aboveBase.length];
        for (int i = 0; i < aboveBase.length; i++) {
            event[i] = 10_000 + 1_000L * i;
            local[i] = (event[i] - 2_000) * MS + aboveBase[i] * MS;
        }
        return DelayDistribution.of(new Latencies("A", event, local)).orElseThrow();
    }

    @Test
    void shouldTakeTheClocksApartByTheSmallestDifference() {
        DelayDistribution delays = delays(5, 0, 3);
        assertThat(delays.baseNanos()).isEqualTo(-2_000 * MS);
        assertThat(delays.quantile(0.01)).isZero();
        assertThat(delays.quantile(0.5)).isEqualTo(3 * MS);
        assertThat(delays.quantile(1)).isEqualTo(5 * MS);
        DelayDistribution.Cursor cursor = delays.cursor();
        assertThat(cursor.at(9_000)).isEqualTo(5 * MS);
        assertThat(cursor.at(11_000)).isZero();
        assertThat(cursor.at(99_000)).isEqualTo(3 * MS);
        assertThat(DelayDistribution.of(new Latencies("A", new long[0], new long[0]))).isEmpty();
        assertThatThrownBy(() -> delays.quantile(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldAddMultiplyAndStallWithoutOvertaking() {
        long[] sent = {0, 10 * MS, 20 * MS, 30 * MS};
        long[] recorded = {15 * MS, 1 * MS, 1 * MS, 1 * MS};
        // the second would arrive at 11 ms, before the first
        assertThat(LatencySpike.NONE.arrivals(sent, recorded, 0))
                .containsExactly(15 * MS, 15 * MS, 21 * MS, 31 * MS);
        LatencySpike added = new LatencySpike(Duration.ofMillis(4), 2, Duration.ZERO);
        assertThat(added.arrivals(sent, recorded, 0))
                .containsExactly(34 * MS, 34 * MS, 34 * MS, 36 * MS);
        LatencySpike stalled = new LatencySpike(Duration.ZERO, 1, Duration.ofMillis(15));
        assertThat(stalled.arrivals(sent, recorded, 10 * MS))
                .containsExactly(15 * MS, 26 * MS, 26 * MS, 31 * MS);
        assertThatThrownBy(() -> new LatencySpike(Duration.ZERO, 0.5, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldTakeTheSpikesFromTheRecording() {
        DelayDistribution delays = delays(0, 2, 2, 10);
        assertThat(LatencyStress.spike(LatencyStress.Kind.BASE, delays))
                .isEqualTo(new LatencySpike(Duration.ofMillis(8), 1, Duration.ZERO));
        assertThat(LatencyStress.spike(LatencyStress.Kind.MULTIPLE, delays))
                .isEqualTo(new LatencySpike(Duration.ZERO, 5, Duration.ZERO));
        assertThat(LatencyStress.spike(LatencyStress.Kind.STALL, delays).stall())
                .isEqualTo(Duration.ofSeconds(5));
    }

    /** Decisions at 10,000, 11,000, 12,000 ms; the price falls by one between them, and then 4. */
    private static Trades falling() {
        return new Trades(
                "A",
                new long[] {10_000, 10_500, 11_500, 12_400, 13_000},
                new double[] {100, 99, 98, 94, 94},
                new double[] {1, 1, 1, 1, 1},
                new boolean[] {true, true, true, true, true});
    }

    @Test
    void shouldMeasureDelayedExitsByHand() {
        DelayedOrders orders = new DelayedOrders(falling(), delays(0, 0, 0, 0), 1, 0);
        DelayedOrders.Figures none = orders.measure(LatencySpike.NONE).orElseThrow();
        assertThat(none.decisions()).isEqualTo(4);
        assertThat(none.worstSlippageBps()).isZero();
        assertThat(none.fills()).isZero();
        DelayedOrders.Figures late =
                orders.measure(new LatencySpike(Duration.ofMillis(500), 1, Duration.ZERO))
                        .orElseThrow();
        // at 10,000 for 100 got 99; at 11,000 for 99 got 98; at 12,000 for 98 got 94
        assertThat(late.decisions()).isEqualTo(3);
        assertThat(late.worstSlippageBps()).isCloseTo(4 / 98.0 * 10_000, TINY);
        assertThat(late.meanSlippageBps())
                .isCloseTo((1 / 100.0 + 1 / 99.0 + 4 / 98.0) / 3 * 10_000, TINY);
        assertThat(late.meanDelayMillis()).isEqualTo(500);
        // a standing order to buy at 100, 99 and 98 was gone through each time
        assertThat(late.fills()).isEqualTo(3);
        assertThat(late.possibleFills()).isZero();
        assertThat(late.worstFillBps()).isCloseTo(4 / 98.0 * 10_000, TINY);
        assertThat(late.costBps()).isCloseTo(2 * 4 / 98.0 * 10_000, TINY);
    }

    @Test
    void shouldSeeNoLossForAShortPositionWhenPricesFall() {
        DelayedOrders orders = new DelayedOrders(falling(), delays(0, 0, 0, 0), -1, 0);
        DelayedOrders.Figures late =
                orders.measure(new LatencySpike(Duration.ofMillis(500), 1, Duration.ZERO))
                        .orElseThrow();
        assertThat(late.worstSlippageBps()).isZero();
        assertThat(late.meanSlippageBps()).isNegative();
        assertThat(late.fills()).isZero();
    }

    @Test
    void shouldCountTradesAtTheOrdersPriceApart() {
        Trades flat =
                new Trades(
                        "A",
                        new long[] {10_000, 10_500, 11_000},
                        new double[] {100, 100, 100},
                        new double[] {1, 1, 1},
                        new boolean[] {true, true, true});
        DelayedOrders.Figures late =
                new DelayedOrders(flat, delays(0, 0), 1, 0)
                        .measure(new LatencySpike(Duration.ofMillis(600), 1, Duration.ZERO))
                        .orElseThrow();
        assertThat(late.decisions()).isEqualTo(1);
        assertThat(late.fills()).isZero();
        assertThat(late.possibleFills()).isEqualTo(1);
    }

    @Test
    void shouldStallWhenItHurtsMost() {
        DelayedOrders orders = new DelayedOrders(falling(), delays(0, 0, 0, 0), 1, 0);
        DelayedOrders.Figures stalled =
                orders.measure(new LatencySpike(Duration.ZERO, 1, Duration.ofMillis(900)))
                        .orElseThrow();
        assertThat(stalled.worstSlippageBps()).isCloseTo(4 / 98.0 * 10_000, TINY);
        assertThat(stalled.greatestDelayMillis()).isEqualTo(900);
        // only the decision at 12,000 was held back
        assertThat(stalled.meanDelayMillis()).isEqualTo(900 / 4.0);
    }

    @Test
    void shouldMeasureNothingWhenNoDecisionArrives() {
        assertThat(
                        new DelayedOrders(falling(), delays(0), 1, 0)
                                .measure(new LatencySpike(Duration.ofMinutes(1), 1, Duration.ZERO)))
                .isEmpty();
    }
}

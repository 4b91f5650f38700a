package io.gatehouse.adapter.liverouter.guard;

import static io.gatehouse.adapter.liverouter.guard.Desk.codes;
import static io.gatehouse.adapter.liverouter.guard.Orders.ONE;
import static io.gatehouse.adapter.liverouter.guard.Orders.buy;
import static io.gatehouse.adapter.liverouter.guard.Orders.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RateControlsTest {

    private final Desk desk = new Desk();

    @Test
    void shouldHoldBackWhatIsMoreThanTheRateAllows() {
        MessageRate rate = new MessageRate("message-rate", 3, Duration.ofSeconds(1), desk.clock);
        for (int i = 0; i < 3; i++) {
            assertThat(codes(rate, buy(ONE, 1))).isEmpty();
            rate.sent(buy(ONE, 1));
            desk.pass(Duration.ofMillis(100));
        }

        assertThat(codes(rate, buy(ONE, 1))).containsExactly("message-rate");
        assertThat(codes(rate, buy(ONE, 1), false)).containsExactly("message-rate");
        desk.pass(Duration.ofMillis(699));
        assertThat(codes(rate, buy(ONE, 1))).containsExactly("message-rate");
        desk.pass(Duration.ofMillis(1));
        assertThat(codes(rate, buy(ONE, 1))).isEmpty();
    }

    @Test
    void shouldCountEveryOrderThatWasSentWhateverBecameOfIt() {
        MessageRate rate = new MessageRate("message-rate", 1, Duration.ofSeconds(1), desk.clock);
        ChildOrder order = buy(ONE, 1);
        rate.sent(order);
        rate.ended(order);

        assertThat(codes(rate, buy(ONE, 1))).containsExactly("message-rate");
    }

    @Test
    void shouldAgreeWithACountOfEveryEventOfTheWindow() {
        long seed = 20261120;
        Random random = new Random(seed);
        SlidingCount count = new SlidingCount(7, 1_000);
        Deque<Long> events = new ArrayDeque<>();
        long now = Long.MAX_VALUE - 20_000; // over the end of a long: nanoTime may wrap
        for (int i = 0; i < 20_000; i++) {
            now += random.nextInt(300);
            while (!events.isEmpty() && now - events.peekFirst() >= 1_000) {
                events.removeFirst();
            }
            assertThat(count.full(now))
                    .as("seed %d step %d", seed, i)
                    .isEqualTo(events.size() >= 7);
            if (!count.full(now)) {
                count.add(now);
                events.addLast(now);
            }
        }
    }

    @Test
    void shouldDisableAStrategyThatRepeatsItselfUntilItIsEnabledAgain() {
        RepeatThrottle throttle = throttle(3);
        for (int i = 0; i < 3; i++) {
            assertThat(codes(throttle, buy(ONE, 1))).isEmpty();
            throttle.sent(buy(ONE, 1));
        }

        assertThat(codes(throttle, buy(ONE, 1))).containsExactly("repeat-throttle");
        assertThat(desk.latch.names).containsExactly("trend");
        desk.pass(Duration.ofDays(1)); // time alone enables nothing
        assertThat(codes(throttle, buy(ONE, 1))).containsExactly("strategy-disabled");
        assertThat(codes(throttle, sell(ONE / 2, 1), false)).containsExactly("strategy-disabled");

        desk.latch.names.clear();
        assertThat(codes(throttle, buy(ONE, 1))).isEmpty();
    }

    @Test
    void shouldNotTakeDifferentOrdersForRepetitions() {
        RepeatThrottle throttle = throttle(1);
        desk.parents.put("parent-2", Optional.of(new Origins.Origin("balanced", "revert")));
        throttle.sent(buy(ONE, 1));

        assertThat(codes(throttle, buy(ONE + 1, 1))).isEmpty();
        assertThat(codes(throttle, sell(ONE, 1))).isEmpty();
        assertThat(codes(throttle, Orders.limit(Orders.ETH, Side.BUY, ONE, 1))).isEmpty();
        assertThat(codes(throttle, of("parent-2"))).isEmpty();
        assertThat(desk.latch.names).isEmpty();
        assertThat(codes(throttle, buy(ONE, 2))).containsExactly("repeat-throttle");
        assertThat(codes(throttle, of("parent-3"))).containsExactly("origin-unknown");
    }

    @Test
    void shouldForgetRepetitionsThatAreOld() {
        RepeatThrottle throttle = throttle(1);
        throttle.sent(buy(ONE, 1));
        desk.pass(Duration.ofMinutes(1));

        assertThat(codes(throttle, buy(ONE, 1))).isEmpty();
    }

    @Test
    void shouldRefuseMoreKindsOfOrderThanItCanRemember() {
        RepeatThrottle throttle = throttle(1);
        for (int i = 1; i <= 10_000; i++) {
            throttle.sent(buy(i, 1));
        }

        assertThat(codes(throttle, buy(20_000, 1))).containsExactly("repeat-throttle");
        assertThat(desk.latch.names).isEmpty();
        desk.pass(Duration.ofMinutes(1));
        assertThat(codes(throttle, buy(20_000, 1))).isEmpty();
    }

    private RepeatThrottle throttle(int most) {
        return new RepeatThrottle(
                most, Duration.ofMinutes(1), desk.origins, desk.latch, desk.clock);
    }

    private static ChildOrder of(String parent) {
        return Orders.order("venue_a", parent, Orders.BTC, Side.BUY, OrderType.LIMIT, ONE, 1);
    }
}

package io.gatehouse.adapter.liverouter.guard;

import static io.gatehouse.adapter.liverouter.guard.Desk.codes;
import static io.gatehouse.adapter.liverouter.guard.Orders.NOON;
import static io.gatehouse.adapter.liverouter.guard.Orders.ONE;
import static io.gatehouse.adapter.liverouter.guard.Orders.buy;
import static io.gatehouse.adapter.liverouter.guard.Orders.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class GuardReplayTest {

    private final Desk desk = new Desk();

    @Test
    void shouldStillKnowTheLossOfTheDayAfterARestart() {
        ChildOrder bought = buy(ONE, 10_000_00);
        ChildOrder sold = sell(ONE, 9_000_00);
        GuardReplay replay = new GuardReplay(desk.book, desk.clock);
        replay.accept(new OrderEvent.Reserved(NOON.minusSeconds(60), bought));
        replay.accept(
                new OrderEvent.Answered(
                        NOON.minusSeconds(60),
                        bought.id(),
                        new Outcome.Accepted(
                                report(bought, OrderStatus.PARTIALLY_FILLED, 40_000))));
        replay.accept(reported(bought, OrderStatus.FILLED, ONE));
        replay.accept(reported(bought, OrderStatus.FILLED, ONE)); // told twice, counted once
        replay.accept(new OrderEvent.Reserved(NOON.minusSeconds(50), sold));
        replay.accept(reported(sold, OrderStatus.FILLED, ONE));
        replay.end();

        assertThat(desk.book.lossToday()).isEqualTo(Amounts.parse("1000"));
        assertThat(desk.book.openNotional()).isZero();
        assertThat(codes(new DailyLoss(desk.book, Amounts.parse("1000")), buy(1, 1)))
                .containsExactly("daily-loss");
    }

    @Test
    void shouldNotCountYesterdaysLossToday() {
        Instant yesterday = NOON.minus(Duration.ofDays(1));
        ChildOrder bought = buy(ONE, 10_000_00);
        ChildOrder sold = sell(ONE, 9_000_00);
        GuardReplay replay = new GuardReplay(desk.book, desk.clock);
        replay.accept(new OrderEvent.Reserved(yesterday, bought));
        replay.accept(new OrderEvent.Reported(yesterday, report(bought, OrderStatus.FILLED, ONE)));
        replay.accept(new OrderEvent.Reserved(yesterday, sold));
        replay.accept(new OrderEvent.Reported(yesterday, report(sold, OrderStatus.FILLED, ONE)));
        replay.end();

        assertThat(desk.book.lossToday()).isZero();
    }

    @Test
    void shouldCountTheOrdersOfTheLastMinuteAfterARestart() {
        MessageRate rate =
                new MessageRate("orders-per-minute", 2, Duration.ofMinutes(1), desk.clock);
        GuardReplay replay = new GuardReplay(rate, desk.clock);
        replay.accept(new OrderEvent.Reserved(NOON.minusSeconds(90), buy(1, 1)));
        replay.accept(new OrderEvent.Reserved(NOON.minusSeconds(40), buy(1, 1)));
        replay.accept(new OrderEvent.Reserved(NOON.minusSeconds(30), buy(1, 1)));
        replay.end();

        assertThat(codes(rate, buy(1, 1))).containsExactly("orders-per-minute");
        desk.pass(Duration.ofSeconds(20));
        assertThat(codes(rate, buy(1, 1))).isEmpty();
    }

    @Test
    void shouldKeepOpenWhatMayStillFillAndDropWhatCannot() {
        GuardReplay replay = new GuardReplay(desk.book, desk.clock);
        ChildOrder unknown = buy(ONE, 10_000_00);
        ChildOrder refused = buy(ONE, 10_000_00);
        ChildOrder absent = buy(ONE, 10_000_00);
        for (ChildOrder order : new ChildOrder[] {unknown, refused, absent}) {
            replay.accept(new OrderEvent.Reserved(NOON, order));
        }
        replay.accept(
                new OrderEvent.Answered(
                        NOON, unknown.id(), new Outcome.Unknown(Outcome.Doubt.TIMEOUT, "")));
        replay.accept(
                new OrderEvent.Answered(
                        NOON,
                        refused.id(),
                        new Outcome.Refused(Outcome.Refusal.PERMANENT, "-1013", "")));
        replay.accept(new OrderEvent.ProvenAbsent(NOON, absent.id(), NOON));
        replay.end();

        assertThat(desk.book.openNotional()).isEqualTo(Amounts.parse("10000"));
    }

    private static OrderEvent reported(ChildOrder order, OrderStatus status, long filled) {
        return new OrderEvent.Reported(NOON.minusSeconds(45), report(order, status, filled));
    }

    private static OrderReport report(ChildOrder order, OrderStatus status, long filled) {
        return new OrderReport(
                order.id(), "v-1", status, order.quantity(), filled, filled * order.limitPrice());
    }
}

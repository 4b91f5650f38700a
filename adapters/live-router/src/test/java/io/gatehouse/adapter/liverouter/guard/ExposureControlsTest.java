package io.gatehouse.adapter.liverouter.guard;

import static io.gatehouse.adapter.liverouter.guard.Desk.codes;
import static io.gatehouse.adapter.liverouter.guard.Orders.BTC;
import static io.gatehouse.adapter.liverouter.guard.Orders.ETH;
import static io.gatehouse.adapter.liverouter.guard.Orders.ONE;
import static io.gatehouse.adapter.liverouter.guard.Orders.buy;
import static io.gatehouse.adapter.liverouter.guard.Orders.market;
import static io.gatehouse.adapter.liverouter.guard.Orders.sell;
import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.Side;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExposureControlsTest {

    private final Desk desk = new Desk();
    private final ExposureBook book = desk.book;
    private final PositionLimit position =
            new PositionLimit(
                    book,
                    Map.of(
                            "BTCUSDT",
                            new SymbolLimits("USDT", Amounts.parse("9"), Amounts.parse("2"))));
    private final OpenNotional notional =
            new OpenNotional(book, desk.reference, Amounts.parse("30000"));
    private final DailyLoss loss = new DailyLoss(book, Amounts.parse("100"));

    private void fill(ChildOrder order, long quantity, long price) {
        book.sent(order);
        book.filled(order, quantity, quantity * price);
        book.ended(order);
    }

    @Test
    void shouldCountPositionAndOpenOrdersOfTheSameSide() {
        fill(buy(ONE, 10_000_00), ONE, 10_000_00);
        book.sent(buy(ONE / 2, 10_000_00));

        assertThat(codes(position, buy(ONE / 2, 10_000_00))).isEmpty();
        assertThat(codes(position, buy(ONE / 2 + 1, 10_000_00))).containsExactly("position-limit");
        assertThat(codes(position, buy(ONE / 2 + 1, 10_000_00), false)).isEmpty();
        assertThat(codes(position, sell(3 * ONE, 10_000_00))).isEmpty();
        assertThat(codes(position, sell(3 * ONE + 1, 10_000_00))).containsExactly("position-limit");
    }

    @Test
    void shouldAddWhatVenuesCountInDifferentScales() {
        Instrument coarse = new Instrument("BTCUSDT", 2, 1, 1, 1, 0, 1_000);
        fill(Orders.limit(coarse, Side.BUY, 15, 10_000_00), 15, 10_000_00);

        assertThat(codes(position, buy(ONE / 2, 10_000_00))).isEmpty();
        assertThat(codes(position, buy(ONE / 2 + 1, 10_000_00))).containsExactly("position-limit");
        assertThat(book.openNotional()).isEqualTo(Amounts.parse("15000"));
    }

    @Test
    void shouldForgetAnOrderThatEndedUnfilled() {
        ChildOrder order = buy(2 * ONE, 10_000_00);
        book.sent(order);
        assertThat(codes(position, buy(1, 10_000_00))).containsExactly("position-limit");
        assertThat(codes(notional, buy(ONE, 10_000_00))).isEmpty();
        assertThat(codes(notional, buy(ONE + 1, 10_000_00))).containsExactly("open-notional");

        book.ended(order);

        assertThat(codes(position, buy(2 * ONE, 10_000_00))).isEmpty();
        assertThat(book.openNotional()).isZero();
        assertThat(book.occupied()).isZero();
    }

    @Test
    void shouldCountOnceWhatIsPartlyFilled() {
        ChildOrder order = buy(2 * ONE, 10_000_00);
        book.sent(order);
        book.filled(order, ONE, ONE * 9_000_00);

        assertThat(book.openNotional()).isEqualTo(Amounts.parse("19000"));
        assertThat(codes(position, buy(1, 10_000_00))).containsExactly("position-limit");
        book.filled(order, 5 * ONE, ONE); // more than was ordered: found elsewhere, kept here
        assertThat(codes(position, buy(1, 10_000_00))).containsExactly("position-limit");
    }

    @Test
    void shouldRefuseWhatItCannotValue() {
        desk.pass(Duration.ofSeconds(3)); // the reference is too old
        assertThat(codes(notional, market(BTC, Side.BUY, ONE)))
                .containsExactly("reference-missing");
        ChildOrder order = market(BTC, Side.BUY, ONE);
        book.sent(order);
        desk.price("BTCUSDT", 10_000_00);
        assertThat(codes(notional, buy(1, 10_000_00))).containsExactly("exposure-unknown");
        assertThat(codes(position, buy(1, 10_000_00))).containsExactly("exposure-unknown");
        assertThat(codes(loss, buy(1, 10_000_00))).containsExactly("exposure-unknown");
        assertThat(codes(loss, sell(1, 10_000_00), false)).isEmpty();

        book.ended(order);

        assertThat(codes(notional, buy(1, 10_000_00))).isEmpty();
    }

    @Test
    void shouldNeverRelyAgainOnABookThatOverflowed() {
        ChildOrder order = buy(ONE, 10_000_00);
        book.sent(order);
        book.filled(order, Long.MAX_VALUE / 2, 1);
        book.ended(order);

        assertThat(codes(notional, buy(1, 10_000_00))).containsExactly("exposure-unknown");
        assertThat(codes(notional, buy(1, 10_000_00), false)).isEmpty();
    }

    @Test
    void shouldStopWhatIncreasesRiskWhenTheDayHasLostItsLimit() {
        fill(buy(ONE, 10_000_00), ONE, 10_000_00);
        fill(sell(ONE / 2, 9_800_02), ONE / 2, 9_800_02);
        assertThat(codes(loss, buy(ONE, 10_000_00))).isEmpty(); // 99.99 lost
        fill(sell(1_000, 9_000_00), 1_000, 9_000_00);

        assertThat(codes(loss, buy(ONE, 10_000_00))).containsExactly("daily-loss");
        assertThat(codes(loss, sell(ONE / 2, 9_000_00), false)).isEmpty();
    }

    @Test
    void shouldBeginTheDayAnewAtMidnightButNotWhenTheClockIsSetBack() {
        fill(buy(ONE, 10_000_00), ONE, 10_000_00);
        fill(sell(ONE, 9_000_00), ONE, 9_000_00);
        assertThat(book.lossToday()).isEqualTo(Amounts.parse("1000"));

        desk.now = Instant.parse("2026-11-19T12:00:00Z");
        assertThat(book.lossToday()).isEqualTo(Amounts.parse("1000"));
        desk.now = Instant.parse("2026-11-20T23:59:59.999Z");
        assertThat(book.lossToday()).isEqualTo(Amounts.parse("1000"));
        desk.now = Instant.parse("2026-11-21T00:00:00Z");
        assertThat(book.lossToday()).isZero();
    }

    @Test
    void shouldSetGainsAgainstLossesAndTakeFeesAsLosses() {
        ExposureBook costly = new ExposureBook(desk.reference, 10, desk.clock);
        ChildOrder first = buy(ONE, 10_000_00);
        costly.sent(first);
        costly.filled(first, ONE, ONE * 10_000_00);
        assertThat(costly.lossToday()).isEqualTo(Amounts.parse("10"));
        ChildOrder second = sell(ONE, 10_015_00);
        costly.filled(second, ONE, ONE * 10_015_00);
        assertThat(costly.lossToday()).isEqualTo(Amounts.parse("5.015"));
    }

    @Test
    void shouldRealiseAShortSaleAndATurnOfThePosition() {
        fill(sell(ONE, 10_000_00), ONE, 10_000_00);
        fill(buy(2 * ONE, 10_050_00), 2 * ONE, 10_050_00); // closes at a loss of 50, turns long
        assertThat(book.lossToday()).isEqualTo(Amounts.parse("50"));
        assertThat(book.openNotional()).isEqualTo(Amounts.parse("10050"));
        fill(sell(ONE, 10_120_00), ONE, 10_120_00);
        assertThat(book.lossToday()).isZero();
        assertThat(book.openNotional()).isZero();
        assertThat(book.occupied()).isZero();
    }

    @Test
    void shouldBeginWithAPositionFromBefore() {
        book.open("BTCUSDT", Amounts.parse("1"), Amounts.parse("11000"));
        assertThat(book.openNotional()).isEqualTo(Amounts.parse("11000"));
        fill(sell(ONE, 10_000_00), ONE, 10_000_00);
        assertThat(book.lossToday()).isEqualTo(Amounts.parse("1000"));
    }

    @Test
    void shouldBoundInHowManyInstrumentsThereIsAPosition() {
        OpenPositions one = new OpenPositions(book, 1);
        assertThat(codes(one, buy(ONE, 1))).isEmpty();
        book.sent(buy(ONE, 10_000_00));

        assertThat(codes(one, buy(ONE, 1))).isEmpty();
        assertThat(codes(one, Orders.limit(ETH, Side.BUY, ONE, 1)))
                .containsExactly("open-positions");
        assertThat(codes(one, Orders.limit(ETH, Side.BUY, ONE, 1), false)).isEmpty();
    }

    /** Realised and open cost must give back every cent that was paid and got. */
    @Test
    void shouldAgreeWithAnExactComputationOverRandomFills() {
        long seed = 12052017;
        Random random = new Random(seed);
        for (int run = 0; run < 50; run++) {
            Desk fresh = new Desk();
            BigDecimal cash = BigDecimal.ZERO;
            long held = 0;
            for (int i = 0; i < 200; i++) {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                long quantity = 1L + random.nextInt(100_000);
                long price = 9_000_00L + random.nextInt(2_000_00);
                ChildOrder order = Orders.limit(BTC, side, quantity, price);
                fresh.book.sent(order);
                fresh.book.filled(order, quantity, quantity * price);
                fresh.book.ended(order);
                held += side.sign() * quantity;
                cash = cash.subtract(money(side.sign() * quantity * price));
            }
            // close what is left at a known price, so that everything is realised
            if (held != 0) {
                Side side = held > 0 ? Side.SELL : Side.BUY;
                long quantity = Math.abs(held);
                ChildOrder order = Orders.limit(BTC, side, quantity, 9_500_00);
                fresh.book.filled(order, quantity, quantity * 9_500_00);
                cash = cash.subtract(money(side.sign() * quantity * 9_500_00));
            }
            BigDecimal lost = cash.signum() < 0 ? cash.negate() : BigDecimal.ZERO;
            BigDecimal told = BigDecimal.valueOf(fresh.book.lossToday(), Amounts.SCALE);
            // each fill may be rounded by 2 * 10^-8, always to the worse
            assertThat(told.subtract(lost))
                    .as("seed %d run %d", seed, run)
                    .isBetween(BigDecimal.ZERO, new BigDecimal("0.00000402"));
            assertThat(fresh.book.openNotional()).as("seed %d run %d", seed, run).isZero();
        }
    }

    private static BigDecimal money(long notional) {
        return new BigDecimal(BigInteger.valueOf(notional), 7);
    }
}

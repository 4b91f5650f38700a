package io.gatehouse.adapter.liverouter.guard;

import static io.gatehouse.adapter.liverouter.guard.Desk.codes;
import static io.gatehouse.adapter.liverouter.guard.Orders.BTC;
import static io.gatehouse.adapter.liverouter.guard.Orders.ONE;
import static io.gatehouse.adapter.liverouter.guard.Orders.buy;
import static io.gatehouse.adapter.liverouter.guard.Orders.market;
import static io.gatehouse.adapter.liverouter.guard.Orders.sell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceAndSizeControlsTest {

    private final Desk desk = new Desk();
    private final PriceCollar collar = new PriceCollar(desk.reference, 500);
    private final OrderValue value = new OrderValue(desk.reference, Amounts.parse("1000"));

    @Test
    void shouldAllowAPriceOnTheCollarAndRefuseOneBeyond() {
        assertThat(codes(collar, buy(ONE, 10_500_00))).isEmpty();
        assertThat(codes(collar, sell(ONE, 9_500_00))).isEmpty();
        assertThat(codes(collar, market(BTC, Side.BUY, ONE))).isEmpty();
        assertThat(codes(collar, buy(ONE, 10_500_01))).containsExactly("price-collar");
        assertThat(codes(collar, sell(ONE, 9_499_99))).containsExactly("price-collar");
        assertThat(codes(collar, buy(ONE, 9_499_99))).containsExactly("price-collar");
    }

    @Test
    void shouldJudgeThePriceOfAClosingOrderToo() {
        assertThat(codes(collar, sell(ONE, 1), false)).containsExactly("price-collar");
        assertThat(codes(value, sell(ONE, 10_000_00), false)).containsExactly("order-value");
    }

    @Test
    void shouldSayWhatWasExpectedAndWhatWasThere() {
        Finding finding = collar.refusals(buy(ONE, 11_000_00), true).get(0);

        assertThat(finding.rule().value()).isEqualTo("pre-trade");
        assertThat(finding.expected()).contains("500 basis points").contains("1000000");
        assertThat(finding.observed()).isEqualTo("1100000");
        assertThat(finding.subject()).contains("BTCUSDT");
    }

    @Test
    void shouldRefuseWhenTheReferenceIsMissingOrStaleOrFromTheFuture() {
        Instrument unknown = Orders.instrument("XRPUSDT");
        assertThat(codes(collar, Orders.limit(unknown, Side.BUY, ONE, 1)))
                .containsExactly("reference-missing");

        desk.pass(Duration.ofSeconds(2));
        assertThat(codes(collar, buy(ONE, 10_000_00))).isEmpty();
        desk.pass(Duration.ofNanos(1));
        assertThat(codes(collar, buy(ONE, 10_000_00))).containsExactly("reference-missing");
        assertThat(codes(collar, market(BTC, Side.BUY, ONE))).containsExactly("reference-missing");

        desk.prices.update("BTCUSDT", 10_000_00, 2, desk.nanos + 1);
        assertThat(codes(collar, buy(ONE, 10_000_00))).containsExactly("reference-missing");
        desk.prices.update("BTCUSDT", 0, 2, desk.nanos);
        assertThat(codes(collar, buy(ONE, 10_000_00))).containsExactly("reference-missing");
    }

    @Test
    void shouldReadAReferenceInTheScaleOfTheInstrument() {
        desk.prices.update("BTCUSDT", 10_000, 0, desk.nanos);
        assertThat(codes(collar, buy(ONE, 10_500_00))).isEmpty();
        desk.prices.update("BTCUSDT", 10_000_0000L, 4, desk.nanos);
        assertThat(codes(collar, buy(ONE, 10_500_01))).containsExactly("price-collar");
        desk.prices.update("BTCUSDT", Long.MAX_VALUE / 10, 0, desk.nanos);
        assertThat(codes(collar, buy(ONE, 10_000_00))).containsExactly("reference-missing");
    }

    @Test
    void shouldRefuseAPriceThatTheCollarOfTheLastMinutesDoesNotAllow() {
        WindowCollar window =
                new WindowCollar(
                        desk.reference,
                        1_000,
                        Duration.ofMinutes(5),
                        List.of("BTCUSDT"),
                        desk.clock);
        assertThat(codes(window, buy(ONE, 10_000_00))).isEmpty();
        long price = 10_000_00;
        for (int step = 0; step < 3; step++) { // three falls of 4 %: each alone is within 5 %
            desk.pass(Duration.ofSeconds(30));
            price = price * 96 / 100;
            desk.price("BTCUSDT", price);
            assertThat(codes(collar, sell(ONE, price))).isEmpty();
            assertThat(codes(window, sell(ONE, price)))
                    .isEqualTo(step < 2 ? List.of() : List.of("window-collar"));
        }
        assertThat(codes(window, market(BTC, Side.SELL, ONE))).containsExactly("window-collar");

        desk.pass(Duration.ofMinutes(6));
        desk.price("BTCUSDT", price);
        assertThat(codes(window, sell(ONE, price))).isEmpty();
        assertThat(codes(window, Orders.limit(Orders.ETH, Side.BUY, ONE, 1)))
                .containsExactly("instrument-not-allowed");
    }

    @Test
    void shouldBoundTheValueOfAnOrder() {
        assertThat(codes(value, buy(ONE / 10, 10_000_00))).isEmpty();
        assertThat(codes(value, buy(ONE / 10 + 1, 10_000_00))).containsExactly("order-value");
        assertThat(codes(value, market(BTC, Side.BUY, ONE / 10 + 1)))
                .containsExactly("order-value");
        // a sale far below the market fills at the market, so it is worth that
        assertThat(codes(value, sell(ONE / 10 + 1, 1))).containsExactly("order-value");
    }

    @Test
    void shouldBoundTheQuantityOfAnOrder() {
        OrderVolume volume =
                new OrderVolume(Map.of("BTCUSDT", new SymbolLimits("USDT", Amounts.parse("2"), 1)));

        assertThat(codes(volume, buy(2 * ONE, 1))).isEmpty();
        assertThat(codes(volume, buy(2 * ONE + 1, 1))).containsExactly("order-volume");
        assertThat(codes(volume, buy(2 * ONE + 1, 1), false)).containsExactly("order-volume");
        assertThat(codes(volume, Orders.limit(Orders.ETH, Side.BUY, 1, 1)))
                .containsExactly("instrument-not-allowed");
        Instrument small = new Instrument("BTCUSDT", 2, 5, 1, 1, 0, ONE);
        assertThat(codes(volume, Orders.limit(small, Side.BUY, ONE + 1, 1)))
                .containsExactly("order-volume");
    }

    @Test
    void shouldRefuseAnotherInstrumentOrCurrency() {
        AllowedInstruments allowed =
                new AllowedInstruments(Map.of("BTCUSDT", "USDT", "ETHBTC", "BTC"), "USDT");

        assertThat(codes(allowed, buy(ONE, 1))).isEmpty();
        assertThat(codes(allowed, Orders.limit(Orders.ETH, Side.BUY, 1, 1), false))
                .containsExactly("instrument-not-allowed");
        assertThat(codes(allowed, Orders.limit(Orders.instrument("ETHBTC"), Side.BUY, 1, 1)))
                .containsExactly("instrument-not-allowed");
    }

    @Test
    void shouldRefuseWhatOverflows() {
        assertThat(codes(collar, buy(1, Long.MAX_VALUE))).containsExactly("overflow");
        assertThat(codes(value, buy(Long.MAX_VALUE, Long.MAX_VALUE))).containsExactly("overflow");
        OrderVolume volume =
                new OrderVolume(Map.of("BTCUSDT", new SymbolLimits("USDT", Long.MAX_VALUE, 1)));
        assertThat(codes(volume, buy(Long.MAX_VALUE / 2, 1))).containsExactly("overflow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1e3", "1.", ".5", "1.123456789", "99999999999", " 1", "١"})
    void shouldRefuseAnAmountInAnotherForm(String text) {
        assertThatThrownBy(() -> Amounts.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldReadAndWriteAmounts() {
        assertThat(Amounts.parse("1000.00")).isEqualTo(100_000_000_000L);
        assertThat(Amounts.text(100_000_000_000L)).isEqualTo("1000");
        assertThat(Amounts.text(-1)).isEqualTo("-0.00000001");
        assertThat(Amounts.text(0)).isEqualTo("0");
    }
}

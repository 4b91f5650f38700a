package io.gatehouse.adapter.liverouter.guard;

import static io.gatehouse.adapter.liverouter.guard.Desk.codes;
import static io.gatehouse.adapter.liverouter.guard.Orders.ONE;
import static io.gatehouse.adapter.liverouter.guard.Orders.buy;
import static io.gatehouse.adapter.liverouter.guard.Orders.sell;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreTradeControlsTest {

    private static final JsonObject PILOT =
            JsonObject.builder()
                    .put("mode", "pilot")
                    .put("currency", "USDT")
                    .put("max-order-notional", "1000.00")
                    .put("max-open-notional", "3000.00")
                    .put("max-daily-loss", "100.00")
                    .put("max-open-positions", 1)
                    .put("max-orders-per-minute", 10)
                    .build();

    private final Desk desk = new Desk();

    @Test
    void shouldAllowAnOrderWithinAllLimits() {
        assertThat(codes(desk.controls(), buy(ONE, 10_000_00))).isEmpty();
    }

    @Test
    void shouldNameEveryControlThatRefusesAndEachReasonOnce() {
        desk.pass(Duration.ofSeconds(3));

        assertThat(codes(desk.controls(), buy(6 * ONE, 20_000_00)))
                .containsExactly(
                        "reference-missing",
                        "order-value",
                        "order-volume",
                        "position-limit",
                        "open-notional");
    }

    @Test
    void shouldRefuseAnOrderOfNoProfile() {
        desk.parents.put("stray", Optional.of(new Origins.Origin("reckless", "trend")));

        assertThat(codes(desk.controls(), of("stray"))).containsExactly("profile-unknown");
        assertThat(codes(desk.controls(), of("nobody"))).containsExactly("origin-unknown");
    }

    @Test
    void shouldRefuseWhenAControlFails() {
        SendGuard failing =
                guard(
                        () -> {
                            throw new IllegalStateException("secret");
                        });
        PreTradeControls controls =
                new PreTradeControls(List.of(failing), Map.of("balanced", List.of()), desk.origins);

        List<Finding> findings = controls.refusals(buy(ONE, 1), false);

        assertThat(findings).extracting(Finding::code).containsExactly("control-failed");
        assertThat(findings.toString()).doesNotContain("secret");
    }

    @Test
    void shouldSendNothingMoreWhenAControlMissedAnOrder() {
        SendGuard deaf =
                new SendGuard() {
                    @Override
                    public List<Finding> refusals(ChildOrder order, boolean increasesRisk) {
                        return List.of();
                    }

                    @Override
                    public void sent(ChildOrder order) {
                        throw new ArithmeticException();
                    }
                };
        PreTradeControls controls =
                new PreTradeControls(List.of(), Map.of("balanced", List.of(deaf)), desk.origins);
        assertThat(codes(controls, buy(ONE, 1))).isEmpty();
        controls.sent(buy(ONE, 1));

        assertThat(codes(controls, buy(ONE, 1))).containsExactly("control-failed");
    }

    @Test
    void shouldTellTheProfileOfAnOrderWhoseParentWasForgotten() {
        PreTradeControls controls = desk.controls();
        ChildOrder order = buy(ONE, 10_000_00);
        controls.sent(order);
        desk.parents.clear();

        controls.filled(order, ONE, ONE * 10_000_00);
        controls.ended(order);

        assertThat(desk.book.openNotional()).isEqualTo(Amounts.parse("10000"));
    }

    /** Twice what the limits allow, for ten minutes of the virtual clock. */
    @Test
    void shouldSkipNoControlAtTwiceTheRate() {
        List<SendGuard> guards =
                Desk.limits()
                        .controls(desk.prices, desk.book, desk.origins, desk.latch, desk.clock);
        PreTradeControls controls =
                new PreTradeControls(List.of(), Map.of("balanced", guards), desk.origins);
        int orders = 0;
        int sent = 0;
        for (int i = 0; i < 600 * 20; i++) { // 20 a second, 10 are allowed, 100 in a minute
            ChildOrder order = i % 2 == 0 ? buy(1 + i % 97, 10_000_00) : sell(1, 10_000_00);
            orders++;
            if (controls.refusals(order, true).isEmpty()) {
                sent++;
                controls.sent(order);
                controls.filled(order, order.quantity(), order.quantity() * 10_000_00);
                controls.ended(order);
            }
            desk.passWithPrices(Duration.ofMillis(50));
        }

        int judged = orders;
        List<PreTradeControl> counted = new ArrayList<>();
        guards.stream()
                .filter(PreTradeControl.class::isInstance)
                .forEach(guard -> counted.add((PreTradeControl) guard));
        assertThat(counted).hasSize(11).allMatch(control -> control.evaluations() == judged);
        assertThat(sent).isEqualTo(1_000); // 100 in each of ten minutes, to the order
    }

    @Test
    void shouldAllocateNothingWhenItAllows() {
        PreTradeControls controls = desk.controls();
        controls.sent(buy(7, 10_000_00));
        ChildOrder order = buy(7, 10_000_00);
        ChildOrder market = Orders.market(Orders.BTC, Side.SELL, 7);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int refused = ask(controls, order, market, 2_000);
        long before = threads.getCurrentThreadAllocatedBytes();
        long measuring = threads.getCurrentThreadAllocatedBytes() - before;
        before = threads.getCurrentThreadAllocatedBytes();
        refused += ask(controls, order, market, 2_000);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(refused).isZero();
        assertThat(allocated).isLessThanOrEqualTo(measuring + 1_000); // less than a byte an order
    }

    private static int ask(SendGuard guard, ChildOrder one, ChildOrder other, int times) {
        int refused = 0;
        for (int i = 0; i < times; i++) {
            refused += guard.refusals(one, true).size() + guard.refusals(other, true).size();
        }
        return refused;
    }

    @Test
    void shouldTurnThePilotLimitsOfAPermitIntoControls() {
        PilotLimits limits = ((PilotLimits.Reading.Read) PilotLimits.read(PILOT)).limits();
        PreTradeControls controls =
                new PreTradeControls(
                        limits.controls(
                                Map.of("BTCUSDT", "USDT", "ETHUSDT", "USDT"),
                                desk.reference,
                                desk.book,
                                desk.clock),
                        Map.of("balanced", List.of()),
                        desk.origins);

        assertThat(codes(controls, buy(ONE / 10, 10_000_00))).isEmpty();
        assertThat(codes(controls, buy(ONE / 10 + 1, 10_000_00))).containsExactly("order-value");
        for (int i = 0; i < 3; i++) {
            controls.sent(buy(ONE / 10, 10_000_00));
        }
        assertThat(codes(controls, buy(1, 10_000_00))).containsExactly("open-notional");
        assertThat(codes(controls, Orders.limit(Orders.ETH, Side.BUY, 1, 1_000_00)))
                .containsExactly("open-notional", "open-positions");
        for (int i = 0; i < 7; i++) {
            controls.sent(buy(1, 10_000_00));
        }
        assertThat(codes(controls, sell(1, 10_000_00), false)).containsExactly("orders-per-minute");
    }

    @ParameterizedTest
    @CsvSource({
        "max-order-notional, 1000.0000000001",
        "max-order-notional, 0",
        "max-daily-loss, -1",
        "currency, usdt per coin",
        "mode, full",
        "max-orders-per-minute, 10",
        "max-volume, 1"
    })
    void shouldRefuseLimitsThatItDoesNotUnderstand(String name, String value) {
        boolean currency = name.equals("currency");
        JsonObject limits = PILOT.with(name, value);

        // a currency that no instrument has is read and then allows none
        assertThat(PilotLimits.read(limits) instanceof PilotLimits.Reading.Refused)
                .isEqualTo(!currency);
        assertThat(PilotLimits.read(PILOT.without(name.equals("max-volume") ? "mode" : name)))
                .isInstanceOf(PilotLimits.Reading.Refused.class);
    }

    private static ChildOrder of(String parent) {
        return Orders.order(
                "venue_a", parent, Orders.BTC, Side.BUY, OrderType.LIMIT, ONE, 10_000_00);
    }

    private static SendGuard guard(java.util.function.Supplier<List<Finding>> answer) {
        return (order, increasesRisk) -> answer.get();
    }
}

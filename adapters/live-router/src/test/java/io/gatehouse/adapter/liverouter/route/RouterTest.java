package io.gatehouse.adapter.liverouter.route;

import static io.gatehouse.adapter.liverouter.ledger.Orders.BTC;
import static io.gatehouse.adapter.liverouter.ledger.Orders.parent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.liverouter.ledger.Orders;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens before an order is sent, and that nothing is sent but as it must. */
class RouterTest {

    private final TestBench bench = new TestBench();

    @Test
    void shouldReserveBeforeItSends() {
        Submission result = bench.router().submit(parent("p", OrderType.LIMIT, 100));

        assertThat(result).isInstanceOf(Submission.Working.class);
        assertThat(bench.log)
                .containsExactly(
                        "ask g-1 true",
                        "journal ParentTaken",
                        "journal Reserved",
                        "place g-1",
                        "journal Answered");
        assertThat(bench.appends).as("one wait for order and id").containsExactly(2, 1);
        assertThat(bench.guard.told).containsExactly("sent g-1");
        assertThat(bench.first.placed.get(0).validUntil())
                .isEqualTo(bench.now.plus(VenueRules.DEFAULT.messageValidity()));
    }

    @Test
    void shouldReportAFillThatComesAtOnce() {
        bench.first.takes(OrderStatus.FILLED, 100);

        Submission result = bench.router().submit(parent("p", OrderType.LIMIT, 100));

        assertThat(result).isEqualTo(new Submission.Done("p", 100, 100, List.of()));
        assertThat(bench.guard.told)
                .containsExactly("sent g-1", "filled g-1 100 for 10000", "ended g-1");
    }

    @Test
    void shouldTakeTheSameOrderOnce() {
        Router router = bench.router();
        Submission once = router.submit(parent("p", OrderType.LIMIT, 100));
        Submission twice = router.submit(parent("p", OrderType.LIMIT, 100));

        assertThat(twice).isEqualTo(once);
        assertThat(bench.first.placed).hasSize(1);
    }

    @Test
    void shouldRefuseAnotherOrderUnderAUsedId() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));

        assertThat(codes(router.submit(parent("p", OrderType.LIMIT, 110))))
                .containsExactly("order-differs");
        assertThat(bench.first.placed).hasSize(1);
    }

    @Test
    void shouldSayOfARefusedOrderThatItHasEnded() {
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 105));

        Submission again = router.submit(parent("p", OrderType.LIMIT, 105));

        assertThat(codes(again)).containsExactly("ended");
        assertThat(((Submission.Refused) again).findings().get(0).observed()).isEqualTo("lot");
    }

    @Test
    void shouldRefuseWhatIsNoWholeNumberOfLots() {
        assertThat(codes(bench.router().submit(parent("p", OrderType.LIMIT, 105))))
                .containsExactly("lot");
        assertThat(bench.first.placed).isEmpty();
    }

    @Test
    void shouldSendNothingWhileRoutingIsOff() {
        bench.enabled = false;

        assertThat(codes(bench.router().submit(parent("p", OrderType.LIMIT, 100))))
                .containsExactly("routing-off");
    }

    @Test
    void shouldRefuseWhatNoRouteHas() {
        Instrument other = new Instrument("ETHUSDT", 2, 3, 5, 10, 0, 1_000);
        ParentOrder order =
                new ParentOrder(
                        "p", other, "balanced", "s", Side.BUY, OrderType.LIMIT, 10, 100, false);

        assertThat(codes(bench.router().submit(order))).containsExactly("no-route");
    }

    @Test
    void shouldRefuseWhatNoVenueOfTheRouteTakes() {
        bench.instruments.put(Orders.FIRST, new Instrument("BTCUSDT", 2, 3, 7, 10, 0, 1_000));
        bench.instruments.put(Orders.SECOND, new Instrument("BTCUSDT", 2, 3, 5, 10, 90_000, 1_000));
        bench.instruments.put(Orders.THIRD, new Instrument("BTCUSDT", 2, 3, 5, 10, 0, 90));

        assertThat(codes(bench.router().submit(parent("p", OrderType.LIMIT, 100))))
                .containsExactly("tick", "notional", "quantity", "no-venue-left");
    }

    @Test
    void shouldRefuseOtherScalesUnknownInstrumentsAndCoarserLots() {
        bench.instruments.put(Orders.FIRST, new Instrument("BTCUSDT", 3, 3, 5, 10, 0, 1_000));
        bench.instruments.remove(Orders.SECOND);
        bench.instruments.put(Orders.THIRD, new Instrument("BTCUSDT", 2, 3, 5, 30, 0, 900));

        assertThat(codes(bench.router().submit(parent("p", OrderType.LIMIT, 100))))
                .containsExactly("scale-differs", "instrument-unknown", "lot", "no-venue-left");
    }

    @Test
    void shouldRefuseAValueThatNoNumberHolds() {
        Instrument wide = new Instrument("BTCUSDT", 2, 3, 1, 1, 0, Long.MAX_VALUE);
        bench.fallback = false;
        bench.instruments.put(Orders.FIRST, wide);
        ParentOrder order =
                new ParentOrder(
                        "p",
                        wide,
                        "balanced",
                        "s",
                        Side.BUY,
                        OrderType.LIMIT,
                        1L << 40,
                        1L << 40,
                        false);

        assertThat(codes(bench.router().submit(order))).containsExactly("quantity", "no-fallback");
    }

    @Test
    void shouldPassOverAVenueThatDoesNotTakeIt() {
        bench.instruments.put(Orders.FIRST, new Instrument("BTCUSDT", 2, 3, 7, 10, 0, 1_000));

        assertThat(bench.router().submit(parent("p", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Working.class);
        assertThat(bench.first.placed).isEmpty();
        assertThat(bench.second.placed).hasSize(1);
    }

    @Test
    void shouldNotPassOverTheFirstVenueWithoutFallback() {
        bench.fallback = false;
        bench.instruments.put(Orders.FIRST, new Instrument("BTCUSDT", 2, 3, 7, 10, 0, 1_000));

        assertThat(codes(bench.router().submit(parent("p", OrderType.LIMIT, 100))))
                .containsExactly("tick", "no-fallback");
        assertThat(bench.second.placed).isEmpty();
    }

    @Test
    void shouldNotSendWhatAGuardRefuses() {
        bench.guard.refusals =
                List.of(Finding.of("controls", "collar", "p", "near", "far", "price it nearer"));

        assertThat(codes(bench.router().submit(parent("p", OrderType.LIMIT, 100))))
                .containsExactly("collar");
        assertThat(bench.log)
                .containsExactly("ask g-1 true", "journal ParentTaken", "journal ParentRefused");
        assertThat(bench.guard.told).isEmpty();
    }

    @Test
    void shouldNotSendPastABrokenGuard() {
        bench.guard.breaks = true;

        assertThat(codes(bench.router().submit(parent("p", OrderType.LIMIT, 100))))
                .containsExactly("guard-failed");
        assertThat(bench.first.placed).isEmpty();
    }

    @Test
    void shouldAskTheGuardsBeforeEachChild() {
        bench.first.refuses(io.gatehouse.adapter.liverouter.venue.Outcome.Refusal.TRANSIENT);

        bench.router().submit(parent("p", OrderType.LIMIT, 100));

        assertThat(bench.guard.asked).isEqualTo(2);
        assertThat(bench.guard.told).containsExactly("sent g-1", "ended g-1", "sent g-2");
    }

    @Test
    void shouldKeepToAVenuesRate() {
        bench.fallback = false;
        bench.rules.put(Orders.FIRST, rules(10, 2, 5));
        Router router = bench.router();

        router.submit(parent("a", OrderType.LIMIT, 100));
        router.submit(parent("b", OrderType.LIMIT, 100));
        assertThat(codes(router.submit(parent("c", OrderType.LIMIT, 100))))
                .containsExactly("rate-limited", "no-fallback");

        bench.pass(Duration.ofMillis(100));
        assertThat(router.submit(parent("d", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Working.class);
    }

    @Test
    void shouldLeaveAVenueAloneThatDoesNotAnswer() {
        bench.fallback = false;
        bench.rules.put(Orders.FIRST, rules(1_000, 100, 2));
        bench.first.doubts().doubts();
        Router router = bench.router();

        router.submit(parent("a", OrderType.LIMIT, 100));
        router.submit(parent("b", OrderType.LIMIT, 100));
        assertThat(codes(router.submit(parent("c", OrderType.LIMIT, 100))))
                .containsExactly("breaker-open", "no-fallback");
        assertThat(bench.first.placed).hasSize(2);

        bench.pass(Duration.ofSeconds(5));
        assertThat(router.submit(parent("d", OrderType.LIMIT, 100)))
                .isInstanceOf(Submission.Working.class);
    }

    @Test
    void shouldNotBlameAVenueForOrdersThatAreWrong() {
        bench.rules.put(Orders.FIRST, rules(1_000, 100, 1));
        bench.first.refuses(io.gatehouse.adapter.liverouter.venue.Outcome.Refusal.PERMANENT);
        Router router = bench.router();
        router.submit(parent("a", OrderType.LIMIT, 100));

        router.submit(parent("b", OrderType.LIMIT, 100));

        assertThat(bench.first.placed).hasSize(2);
    }

    @Test
    void shouldGoOnNumberingAfterARestart() {
        bench.router().submit(parent("a", OrderType.LIMIT, 100));

        bench.router(List.copyOf(bench.journal)).submit(parent("b", OrderType.LIMIT, 100));

        assertThat(bench.first.placed)
                .extracting(o -> o.id().value())
                .containsExactly("g-1", "g-2");
    }

    @Test
    void shouldNotBeBuiltWithoutTheVenuesOfItsPlan() {
        RouterSetup whole = bench.setup("g");

        assertThatThrownBy(
                        () ->
                                new RouterSetup(
                                        whole.plan(),
                                        List.of(bench.second, bench.third),
                                        whole.instruments(),
                                        whole.guards(),
                                        whole.journal(),
                                        whole.halt(),
                                        whole.risk(),
                                        whole.clock(),
                                        whole.nanos(),
                                        "g",
                                        whole.directory()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> bench.setup("a-b")).isInstanceOf(IllegalArgumentException.class);
        assertThat(BTC.lot()).isEqualTo(10);
    }

    @Test
    void shouldTellGuardsWhoseOrderTheyJudgeAndListItBeforehand() {
        List<String> seen = new java.util.ArrayList<>();
        bench.guard.onAsk =
                child -> {
                    bench.directory.parent(child.parent()).ifPresent(p -> seen.add(p.id()));
                    bench.directory.live().forEach(c -> seen.add(c.id().value()));
                };
        bench.guard.refusals =
                List.of(Finding.of("kill", "killed", "p", "trading", "killed", "enable it"));

        bench.router().submit(parent("p", OrderType.LIMIT, 100));

        assertThat(seen).containsExactly("p", "g-1");
        assertThat(bench.directory.live()).as("it was not sent").isEmpty();
    }

    @Test
    void shouldListOrdersThatMayRestFromBeforeTheyAreSent() {
        List<Integer> live = new java.util.ArrayList<>();
        bench.first.places.add(
                order -> {
                    live.add(bench.directory.live().size());
                    return new io.gatehouse.adapter.liverouter.venue.Outcome.Accepted(
                            TestBench.FakeVenue.report(order, OrderStatus.OPEN, 0));
                });
        Router router = bench.router();
        router.submit(parent("p", OrderType.LIMIT, 100));
        assertThat(live).containsExactly(1);
        assertThat(bench.directory.live()).hasSize(1);

        bench.router(List.copyOf(bench.journal));
        assertThat(bench.directory.live()).as("after a restart").hasSize(1);

        bench.first.finds(OrderStatus.FILLED, 100, 100);
        bench.router(List.copyOf(bench.journal)).poll();
        assertThat(bench.directory.live()).isEmpty();
    }

    static VenueRules rules(int rate, int burst, int failures) {
        VenueRules usual = VenueRules.DEFAULT;
        return new VenueRules(
                rate,
                burst,
                failures,
                usual.breakerOpen(),
                usual.messageValidity(),
                usual.absenceMargin());
    }

    static List<String> codes(Submission result) {
        List<Finding> findings =
                result instanceof Submission.Refused refused
                        ? refused.findings()
                        : ((Submission.Done) result).findings();
        return findings.stream().map(Finding::code).toList();
    }
}

package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueInspector;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KrakenVenueTest extends VenueContract {

    @Override
    Venue venue(long timeoutMillis) {
        return KrakenBench.venue(address(), timeoutMillis, clock);
    }

    @Override
    String notOpen() {
        return "EOrder:Unknown order";
    }

    @Override
    Map<FaultKind, Outcome.Doubt> ownDoubts() {
        return Map.of(
                FaultKind.ERROR_AFTER, Outcome.Doubt.UNREADABLE,
                FaultKind.MAINTENANCE, Outcome.Doubt.UNREADABLE,
                FaultKind.REJECT_TIMESTAMP, Outcome.Doubt.UNREADABLE);
    }

    @Override
    List<String> questions() {
        return List.of("find", "open", "time");
    }

    @Test
    void shouldAskWhatWasFilledOfAnOrderThatDoesNotRest() {
        OrderReport bought =
                accepted(
                        venue.place(
                                Bench.order(
                                        clock,
                                        "m-1",
                                        Side.BUY,
                                        OrderType.MARKET,
                                        0,
                                        1_234,
                                        5_000)));
        assertThat(bought.status()).isEqualTo(OrderStatus.FILLED);
        assertThat(bought.filledNotional())
                .isEqualTo(truth.orders().get(0).integer("notional").orElseThrow());
        ChildOrder none =
                Bench.order(clock, "i-1", OrderType.IMMEDIATE_OR_CANCEL, 5_000_000, 5_000);
        OrderReport now = accepted(venue.place(none));
        assertThat(now.status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(now.filled()).isZero();
        truth.script(FaultScript.always(FaultKind.RESET_BEFORE, "open", 0));
        ChildOrder unseen =
                Bench.order(clock, "i-2", OrderType.IMMEDIATE_OR_CANCEL, 6_100_000, 5_000);
        assertThat(accepted(venue.place(unseen)))
                .returns(OrderStatus.OPEN, OrderReport::status)
                .returns(0L, OrderReport::filled);
        assertThat(truth.seen("place")).isEqualTo(3);
    }

    @Test
    void shouldTellPermanentFromTransientRefusals() {
        ChildOrder small = Bench.order(clock, "n", Side.BUY, OrderType.LIMIT, 1, 1, 5_000);
        assertThat(refused(venue.place(small)))
                .returns(Outcome.Refusal.PERMANENT, Outcome.Refused::refusal)
                .returns("EOrder:Cost minimum not met", Outcome.Refused::code);
        truth.balance("USDT", 0);
        assertThat(refused(venue.place(limit("b"))))
                .returns(Outcome.Refusal.TRANSIENT, Outcome.Refused::refusal)
                .returns("EOrder:Insufficient funds", Outcome.Refused::code);
        truth.trading(false);
        assertThat(refused(venue.place(limit("p"))))
                .returns(Outcome.Refusal.PERMANENT, Outcome.Refused::refusal);
        for (VenueCredentials wrong :
                List.of(
                        new VenueCredentials("no-such-key", StandInServer.KRAKEN_SECRET),
                        new VenueCredentials(StandInServer.API_KEY, "bm8tc3VjaC1jb2Rl"))) {
            KrakenVenue other =
                    new KrakenVenue(
                            KrakenBench.settings(address(), 2_000), wrong, clock, Egress.ANY);
            assertThat(refused(other.place(limit("k"))))
                    .returns(Outcome.Refusal.PERMANENT, Outcome.Refused::refusal);
        }
        assertThat(truth.orders()).isEmpty();
    }

    @Test
    void shouldNotSendWhatTheVenueCouldNotTake() {
        for (long window : new long[] {-1, 1_000, 2_000}) {
            Outcome late = venue.place(Bench.order(clock, "l", OrderType.LIMIT, LOW, window));
            assertThat(refused(late))
                    .returns("not-sent", Outcome.Refused::code)
                    .returns(Outcome.Refusal.TRANSIENT, Outcome.Refused::refusal);
        }
        assertThat(refused(venue.place(limit("a-name-of-19-letters"))).code())
                .isEqualTo("not-sent");
        assertThat(truth.seen("total") + truth.seen("place")).isZero();
        accepted(venue.place(limit("a-name-of-18-chars")));
        accepted(venue.place(limit("6d47a5f0-6fd4-4b84-b56e-c23f0f689c20")));
        accepted(venue.place(Bench.order(clock, "long", OrderType.LIMIT, LOW, 600_000)));
    }

    @Test
    void shouldMakeTheVenueRefuseWhatArrivesTooLateAndThenProveItsAbsence() {
        truth.skew(6_000);
        ChildOrder order = limit("s");
        Outcome outcome = venue.place(order);
        assertThat(((Outcome.Unknown) outcome).detail()).contains("EService:Deadline elapsed");
        Lookup.Absent absent = (Lookup.Absent) venue.find(order.id(), Bench.BTC);
        assertThat(absent.venueTime()).isAfter(order.validUntil());
        assertThat(truth.orders()).isEmpty();
    }

    @Test
    void shouldRefuseAMessageThatReachesTheBookAfterItsDeadline() {
        KrakenVenue hasty = KrakenBench.venue(address(), 200, clock);
        venue.time();
        truth.script(FaultScript.always(FaultKind.LATE, "place", 400));
        ChildOrder order = limit("late-1");
        assertThat(hasty.place(order)).isInstanceOf(Outcome.Unknown.class);
        // the venue's clock jumps past the deadline while the message waits inside
        truth.skew(clock.advance(7_000));
        Lookup.Absent absent = (Lookup.Absent) venue.find(order.id(), Bench.BTC);
        assertThat(absent.venueTime()).isAfter(order.validUntil());
        truth.script(FaultScript.NONE);
        accepted(venue.place(limit("after-1")));
        assertThat(truth.byClientId()).doesNotContainKey("late-1");
    }

    @Test
    void shouldSendInTurnWhenManyAskAtOnce() {
        List<Outcome> outcomes =
                IntStream.range(0, 64)
                        .parallel()
                        .mapToObj(i -> venue.place(limit("many-" + i)))
                        .toList();
        assertThat(outcomes).allMatch(Outcome.Accepted.class::isInstance);
        assertThat(truth.orders()).hasSize(64);
    }

    @Test
    void shouldNotSendWhenItsTurnDoesNotCome() throws Exception {
        KrakenSequence sequence = KrakenSequence.of(StandInServer.API_KEY);
        KrakenVenue hasty = KrakenBench.venue(address(), 50, clock);
        Outcome outcome =
                sequence.inTurn(
                        clock,
                        java.time.Duration.ofSeconds(5),
                        nonce -> elsewhere(() -> hasty.place(limit("w"))));
        assertThat(refused(outcome).code()).isEqualTo("not-sent");
        assertThat(truth.seen("place")).isZero();
    }

    private static Outcome elsewhere(java.util.function.Supplier<Outcome> work) {
        return java.util.concurrent.CompletableFuture.supplyAsync(work).join();
    }

    @Test
    void shouldReadInstrumentPriceAndPermissions() {
        KrakenInspector inspector =
                new KrakenInspector(
                        KrakenBench.settings(address(), 2_000),
                        KrakenBench.credentials(),
                        clock,
                        Egress.ANY);
        assertThat(inspector.instrument("BTCUSDT").orElseThrow())
                .returns(2, i -> i.priceScale())
                .returns(5, i -> i.quantityScale())
                .returns(1L, i -> i.lot())
                .returns(50_000_000L, i -> i.minimumNotional());
        assertThat(inspector.instrument("NOSUCH")).isEmpty();
        assertThat(inspector.price(Bench.BTC)).hasValue(6_000_000);
        assertThat(inspector.permissions())
                .contains(new VenueInspector.Permissions(true, true, false));
        truth.trading(false);
        assertThat(inspector.permissions())
                .contains(new VenueInspector.Permissions(true, false, false));
        server.close();
        assertThat(inspector.permissions()).isEmpty();
        assertThat(inspector.price(Bench.BTC)).isEmpty();
    }

    @Test
    void shouldRefuseASecretThatIsNotTheVenuesWithoutShowingIt() {
        assertThatThrownBy(
                        () ->
                                new KrakenVenue(
                                        KrakenBench.settings(address(), 10),
                                        new VenueCredentials("key", "se~cret"),
                                        clock,
                                        Egress.ANY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("se~cret")
                .hasNoCause();
    }
}

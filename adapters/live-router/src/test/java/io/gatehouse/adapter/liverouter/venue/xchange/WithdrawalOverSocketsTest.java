package io.gatehouse.adapter.liverouter.venue.xchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.kill.CancelResult;
import io.gatehouse.adapter.liverouter.kill.CancelSelection;
import io.gatehouse.adapter.liverouter.kill.KillClock;
import io.gatehouse.adapter.liverouter.kill.KillReport;
import io.gatehouse.adapter.liverouter.kill.KillSwitch;
import io.gatehouse.adapter.liverouter.kill.OpenOrder;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.standin.StandInProcess;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Cancels;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.Withdrawal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills and cancels at three stand-ins in processes of their own, over real sockets. */
class WithdrawalOverSocketsTest {

    private static final long LOW = 5_900_000;
    private static final int EACH = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir Path folder;

    private final SkewedClock clock = new SkewedClock();
    private final List<StandInProcess> standIns = new ArrayList<>();
    private final List<Venue> venues = new ArrayList<>();
    private final List<OpenOrder> open = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        for (int i = 0; i < 3; i++) {
            standIns.add(StandInProcess.start(i + 1));
        }
        venues.add(new BinanceVenue(settings("a", 0), Bench.credentials(), clock, Egress.ANY));
        venues.add(new KrakenVenue(settings("b", 1), KrakenBench.credentials(), clock, Egress.ANY));
        venues.add(new BinanceVenue(settings("c", 2), Bench.credentials(), clock, Egress.ANY));
    }

    private VenueSettings settings(String name, int number) {
        return new VenueSettings(
                new VenueId("venue_" + name),
                standIns.get(number).address(),
                Duration.ofSeconds(20),
                Map.of());
    }

    @AfterEach
    void stop() {
        standIns.forEach(StandInProcess::close);
    }

    private OpenOrder place(Venue venue, String id, String strategy, long price) {
        ChildOrder order =
                new ChildOrder(
                        new ClientOrderId(id),
                        "parent",
                        venue.id(),
                        Bench.BTC,
                        Side.BUY,
                        OrderType.LIMIT,
                        100,
                        price,
                        false,
                        clock.instant().plusSeconds(30));
        assertThat(venue.place(order)).isInstanceOf(Outcome.Accepted.class);
        return new OpenOrder(order, Optional.of(strategy));
    }

    private void placeAll() {
        for (Venue venue : venues) {
            for (int i = 0; i < EACH; i++) {
                String id = "x-" + venue.id() + "-" + i;
                open.add(place(venue, id, i % 2 == 0 ? "trend" : "mean", LOW));
            }
        }
    }

    private TradingLatch latch() {
        return TradingLatch.open(
                folder.resolve("latch"), false, (d, n, l, at) -> List.of(), Clock.systemUTC());
    }

    private KillReport withdrawn(TradingLatch latch, CancelSelection selection, boolean halting) {
        Map<VenueId, Set<Instrument>> instruments = new HashMap<>();
        venues.forEach(venue -> instruments.put(venue.id(), Set.of(Bench.BTC)));
        try (KillSwitch kill =
                new KillSwitch(
                        latch,
                        venues,
                        instruments,
                        WithdrawalOverSocketsTest::own,
                        () -> List.copyOf(open),
                        KillClock.system(),
                        4)) {
            KillReport report =
                    halting
                            ? kill.kill(selection, "officer", "drill", PATIENCE)
                            : kill.cancel(selection, PATIENCE);
            assertThat(report.complete()).as(report.findings().toString()).isTrue();
            return report;
        }
    }

    private static boolean own(ClientOrderId id) {
        return id.value().startsWith("x-");
    }

    private static List<String> resting(Venue venue) {
        return ((OpenOrders.Listed) venue.openOrders(Bench.BTC))
                .orders().stream().map(each -> each.id().value()).toList();
    }

    @Test
    void shouldWithdrawEverythingAndAskOnceWhereTheVenueWantsNoBurst() {
        placeAll();
        TradingLatch latch = latch();
        assertThat(withdrawn(latch, CancelSelection.ALL, true).results()).hasSize(3 * EACH);
        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
        venues.forEach(venue -> assertThat(resting(venue)).isEmpty());
        assertThat(standIns.get(0).truth().seen("cancel")).isEqualTo(EACH);
        assertThat(standIns.get(1).truth().seen("cancel")).isEqualTo(1);
    }

    @Test
    void shouldWithdrawAllOfASymbolInOneRequest() {
        placeAll();
        for (Venue venue : venues) {
            AtomicInteger sent = new AtomicInteger();
            Withdrawal.Told told =
                    (Withdrawal.Told)
                            venue.cancelAll(
                                    Set.of(Bench.BTC),
                                    WithdrawalOverSocketsTest::own,
                                    sent::incrementAndGet);
            assertThat(told.withdrawn().size() + told.ended().size()).isEqualTo(EACH);
            assertThat(told.withdrawn()).allMatch(r -> r.status() == OrderStatus.CANCELLED);
            assertThat(sent).hasValue(1);
            assertThat(resting(venue)).isEmpty();
        }
        standIns.forEach(each -> assertThat(each.truth().seen("cancel")).isEqualTo(1));
    }

    @Test
    void shouldWithdrawOneStrategysOrdersAndNoOther() {
        placeAll();
        CancelSelection trend =
                new CancelSelection(Optional.empty(), Optional.empty(), Optional.of("trend"));
        assertThat(withdrawn(latch(), trend, false).results()).hasSize(3 * EACH / 2);
        for (Venue venue : venues) {
            assertThat(resting(venue))
                    .containsExactlyInAnyOrderElementsOf(
                            open.stream()
                                    .filter(each -> each.strategy().equals(Optional.of("mean")))
                                    .filter(each -> each.order().venue().equals(venue.id()))
                                    .map(each -> each.order().id().value())
                                    .toList());
        }
    }

    @Test
    void shouldLeaveOrdersOfOthersWhereTheyAre() {
        placeAll();
        venues.forEach(venue -> place(venue, "other-1", "", LOW));
        for (Venue venue : venues) {
            Withdrawal all =
                    venue.cancelAll(
                            Set.of(Bench.BTC),
                            WithdrawalOverSocketsTest::own,
                            () -> {
                                throw new AssertionError("sent");
                            });
            assertThat(all).isInstanceOf(Withdrawal.NotSent.class);
        }
        KillReport report = withdrawn(latch(), CancelSelection.ALL, true);
        assertThat(report.foreign().values()).containsOnly(1);
        venues.forEach(venue -> assertThat(resting(venue)).containsExactly("other-1"));
    }

    @Test
    void shouldCallWhatWasFilledMeanwhileEndedAndKnowTheFill() {
        placeAll();
        // bought up before the cancels come: it ended, and not by them
        venues.forEach(venue -> open.add(place(venue, "x-best", "trend", 6_000_500)));
        KillReport report = withdrawn(latch(), CancelSelection.ALL, true);
        assertThat(report.results())
                .filteredOn(each -> each.order().value().equals("x-best"))
                .hasSize(3)
                .allMatch(each -> each.fate() == CancelResult.Fate.ENDED);
        for (Venue venue : venues) {
            assertThat(venue.find(new ClientOrderId("x-best"), Bench.BTC))
                    .isInstanceOfSatisfying(
                            Lookup.Found.class,
                            found ->
                                    assertThat(found.report().status())
                                            .isEqualTo(OrderStatus.FILLED));
        }
    }

    @Test
    void shouldGoOnThroughFaultsUntilAllIsGone() {
        placeAll();
        List<FaultKind> kinds =
                List.of(
                        FaultKind.DROPPED_ACK,
                        FaultKind.RESET_BEFORE,
                        FaultKind.RESET_AFTER,
                        FaultKind.GARBAGE_BEFORE,
                        FaultKind.TRUNCATED_ACK,
                        FaultKind.ERROR_BEFORE,
                        FaultKind.RATE_LIMIT);
        FaultScript script = new FaultScript(5, 100, kinds, List.of("cancel"), Map.of(), 0);
        standIns.forEach(each -> each.truth().script(script));
        withdrawn(latch(), CancelSelection.ALL, true);
        venues.forEach(venue -> assertThat(resting(venue)).isEmpty());
    }

    @Test
    void shouldTellOfEachCancelOnceWhateverTheConnectionDoes() {
        Venue venue = venues.get(0);
        Map<ClientOrderId, Instrument> orders = new LinkedHashMap<>();
        for (int i = 0; i < 60; i++) {
            orders.put(place(venue, "x-a-" + i, "trend", LOW).order().id(), Bench.BTC);
        }
        standIns.get(0)
                .truth()
                .script(
                        new FaultScript(
                                0,
                                0,
                                List.of(),
                                List.of("cancel"),
                                Map.of(11L, FaultKind.DUPLICATE_ACK, 31L, FaultKind.RESET_AFTER),
                                0));
        Heard heard = new Heard();
        venue.cancelEach(orders, heard);
        assertThat(heard.told).hasValue(60);
        assertThat(heard.answers.keySet()).isEqualTo(orders.keySet());
        // behind the second answer each is about the order before, and taken for none
        Map<ClientOrderId, Cancellation> done = new HashMap<>(heard.answers);
        done.values().removeIf(each -> !(each instanceof Cancellation.Done));
        assertThat(done).hasSizeLessThanOrEqualTo(11);
        done.forEach(
                (id, each) -> assertThat(((Cancellation.Done) each).report().id()).isEqualTo(id));
    }

    @Test
    void shouldNotSendWhereItMayNot() {
        Egress none =
                address -> {
                    throw new Egress.RefusedException(address.getHost());
                };
        Heard heard = new Heard();
        new BinanceVenue(settings("a", 0), Bench.credentials(), clock, none)
                .cancelEach(Map.of(new ClientOrderId("x-1"), Bench.BTC), heard);
        assertThat(heard.answers.values())
                .hasSize(1)
                .allMatch(Cancellation.Unknown.class::isInstance);
        assertThat(heard.sent).hasValue(0);
        assertThat(standIns.get(0).truth().seen("cancel")).isZero();
    }

    private static final class Heard implements Cancels {
        private final Map<ClientOrderId, Cancellation> answers = new ConcurrentHashMap<>();
        private final AtomicInteger told = new AtomicInteger();
        private final AtomicInteger sent = new AtomicInteger();

        @Override
        public void sent(ClientOrderId id) {
            sent.incrementAndGet();
        }

        @Override
        public void taken(ClientOrderId id) {
            throw new AssertionError("this exchange says what was filled");
        }

        @Override
        public void answered(ClientOrderId id, Cancellation answer) {
            answers.put(id, answer);
            told.incrementAndGet();
        }
    }
}

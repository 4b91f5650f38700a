package io.gatehouse.adapter.liverouter.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.adapter.liverouter.guard.Orders;
import io.gatehouse.adapter.liverouter.kill.CancelResult.Fate;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.state.Persons;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.rule.Finding;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KillSwitchTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir Path home;
    private final MemoryVenue a = new MemoryVenue("venue_a");
    private final MemoryVenue b = new MemoryVenue("venue_b");
    private final MemoryVenue c = new MemoryVenue("venue_c");
    private final List<OpenOrder> known = new CopyOnWriteArrayList<>();
    private OpenOrderSnapshot snapshot = () -> List.copyOf(known);
    private final AtomicLong nanos = new AtomicLong();
    private TradingLatch latch;
    private final List<KillSwitch> switches = new ArrayList<>();

    @BeforeEach
    void open() {
        latch = reopen();
    }

    private TradingLatch reopen() {
        return TradingLatch.open(
                home.resolve("latches"), false, Persons.check(), () -> Persons.NOON);
    }

    @AfterEach
    void close() {
        switches.forEach(KillSwitch::close);
    }

    /** Time passes only in pauses, and a little with each look at the clock. */
    private final KillClock clock =
            new KillClock() {
                @Override
                public long nanos() {
                    return nanos.incrementAndGet();
                }

                @Override
                public void pause(long pause) {
                    nanos.addAndGet(pause);
                }
            };

    private KillSwitch kill(KillClock time, int width) {
        Set<Instrument> instruments = Set.of(Orders.BTC, Orders.ETH);
        Map<VenueId, Set<Instrument>> all = new HashMap<>();
        List.of(a, b, c).forEach(venue -> all.put(venue.id(), instruments));
        KillSwitch made =
                new KillSwitch(
                        latch, List.of(a, b, c), all, id -> id.of("gh"), snapshot, time, width);
        switches.add(made);
        return made;
    }

    private KillReport killAll() {
        return kill(clock, 2).kill(CancelSelection.ALL, "anna", "drill", MINUTE);
    }

    private ChildOrder rest(MemoryVenue venue, String strategy, Instrument instrument) {
        ChildOrder order =
                Orders.order(venue.id().value(), "p", instrument, Side.BUY, OrderType.LIMIT, 1, 1);
        venue.place(order);
        known.add(new OpenOrder(order, Optional.of(strategy)));
        return order;
    }

    private static Map<ClientOrderId, Fate> fates(KillReport report) {
        Map<ClientOrderId, Fate> fates = new HashMap<>();
        report.results().forEach(each -> fates.put(each.order(), each.fate()));
        return fates;
    }

    private static List<String> codes(KillReport report) {
        return report.findings().stream().map(Finding::code).toList();
    }

    @Test
    void shouldHaltDurablyAndWithdrawEverythingEverywhere() {
        List<MemoryVenue> venues = List.of(a, b, c);
        for (int i = 0; i < 30; i++) {
            rest(venues.get(i % 3), "trend", i % 2 == 0 ? Orders.BTC : Orders.ETH);
        }

        KillReport report = killAll();

        assertThat(report.complete()).isTrue();
        assertThat(report.results()).hasSize(30).allMatch(each -> each.fate() == Fate.CANCELLED);
        assertThat(report.results()).allMatch(each -> each.attempts() == 1);
        assertThat(venues).allMatch(venue -> venue.open.isEmpty());
        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
        assertThat(reopen().state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void shouldTradeAgainOnlyWhenANamedPersonSays() {
        killAll();
        var document = Persons.document(latch.entries().get(0), Persons.NOON);

        assertThat(latch.reenable(document)).isEmpty();
        assertThat(reopen().state()).isEqualTo(TradingState.ACTIVE);
    }

    @Test
    void shouldWithdrawASubsetByVenueSymbolAndStrategy() {
        ChildOrder wanted = rest(a, "trend", Orders.BTC);
        ChildOrder otherSymbol = rest(a, "trend", Orders.ETH);
        ChildOrder otherStrategy = rest(a, "revert", Orders.BTC);
        ChildOrder otherVenue = rest(b, "trend", Orders.BTC);

        KillReport report =
                kill(clock, 2)
                        .cancel(
                                new CancelSelection(
                                        Optional.of(a.id()),
                                        Optional.of("BTCUSDT"),
                                        Optional.of("trend")),
                                MINUTE);

        assertThat(fates(report)).containsOnlyKeys(wanted.id());
        assertThat(report.complete()).isTrue();
        assertThat(a.open).containsOnlyKeys(otherSymbol.id(), otherStrategy.id());
        assertThat(b.open).containsOnlyKeys(otherVenue.id());
        assertThat(latch.state()).isEqualTo(TradingState.ACTIVE);
    }

    @Test
    void shouldWithdrawAnOrderThatTheRouterForgotAndLeaveThoseOfOthersAlone() {
        ChildOrder forgotten = rest(a, "trend", Orders.BTC);
        known.clear();
        ChildOrder foreign =
                new ChildOrder(
                        new ClientOrderId("other-1"),
                        "p",
                        a.id(),
                        Orders.BTC,
                        Side.BUY,
                        OrderType.LIMIT,
                        1,
                        1,
                        false,
                        Persons.NOON);
        a.place(foreign);

        KillReport report = killAll();

        assertThat(fates(report)).containsOnly(Map.entry(forgotten.id(), Fate.CANCELLED));
        assertThat(report.foreign()).containsEntry(a.id(), 1);
        assertThat(a.open).containsOnlyKeys(foreign.id());
        assertThat(report.complete()).isTrue();
    }

    @Test
    void shouldRepeatCancelsThatWereNotAnswered() {
        ChildOrder order = rest(a, "trend", Orders.BTC);
        a.silentCancels.set(3);
        a.silentLists.set(2);
        a.silentLookups.set(2);

        KillReport report = killAll();

        assertThat(report.complete()).isTrue();
        assertThat(fates(report)).containsEntry(order.id(), Fate.CANCELLED);
        assertThat(report.results().get(0).attempts()).isEqualTo(4);
    }

    @Test
    void shouldTellOrdersThatEndedBefore() {
        ChildOrder order = rest(a, "trend", Orders.BTC);
        a.open.remove(order.id());
        a.ended.put(order.id(), OrderStatus.FILLED);

        KillReport report = killAll();

        assertThat(fates(report)).containsEntry(order.id(), Fate.ENDED);
        assertThat(report.complete()).isTrue();
    }

    @Test
    void shouldNotTakeANotYetArrivedOrderForAnAbsentOne() {
        ChildOrder order = rest(a, "trend", Orders.BTC);
        a.open.remove(order.id());
        a.now = order.validUntil();

        KillReport unsure = killAll();
        assertThat(fates(unsure)).containsEntry(order.id(), Fate.UNKNOWN);
        assertThat(codes(unsure)).containsExactly("not-gone");

        a.now = order.validUntil().plusNanos(1);
        assertThat(fates(killAll())).containsEntry(order.id(), Fate.ABSENT);
    }

    @Test
    void shouldWithdrawAnOrderThatArrivesWhileItRuns() {
        ChildOrder late = rest(a, "trend", Orders.BTC);
        a.open.remove(late.id());
        snapshot =
                () -> {
                    if (a.cancels.get() == 2) {
                        a.place(late); // the message was on its way when the kill began
                    }
                    return List.copyOf(known);
                };

        KillReport report = killAll();

        assertThat(fates(report)).containsEntry(late.id(), Fate.CANCELLED);
        assertThat(a.open).isEmpty();
    }

    @Test
    void shouldReportWhatItCouldNotFindOut() {
        rest(a, "trend", Orders.BTC);
        a.silentCancels.set(Integer.MAX_VALUE);
        a.silentLookups.set(Integer.MAX_VALUE);
        a.silentLists.set(Integer.MAX_VALUE);
        ChildOrder other = rest(b, "trend", Orders.BTC);

        KillReport report = killAll();

        assertThat(report.complete()).isFalse();
        assertThat(codes(report)).containsExactly("not-listed", "not-listed", "not-gone");
        assertThat(fates(report)).containsEntry(other.id(), Fate.CANCELLED);
        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
    }

    @Test
    void shouldGoOnWhenAVenueOrTheSnapshotFails() {
        ChildOrder at = rest(a, "trend", Orders.BTC);
        ChildOrder other = rest(b, "trend", Orders.BTC);
        a.throwing = true;
        snapshot =
                () -> {
                    throw new IllegalStateException("the router's memory is broken");
                };

        KillReport report = killAll();

        assertThat(fates(report))
                .containsEntry(at.id(), Fate.STILL_OPEN)
                .containsEntry(other.id(), Fate.CANCELLED);
        assertThat(codes(report)).contains("not-gone", "snapshot-failed");
    }

    @Test
    void shouldNotWaitForAVenueThatNeverComesBack() {
        ChildOrder stuck = rest(a, "trend", Orders.BTC);
        ChildOrder other = rest(b, "trend", Orders.BTC);
        CountDownLatch never = new CountDownLatch(1);
        a.hanging = Optional.of(never);

        // all of the time is waited: on a busy machine the other venue needs more of it
        Duration patience = Duration.ofMillis(300);
        KillReport report = killWithin(patience);
        while (fates(report).get(other.id()) != Fate.CANCELLED && patience.compareTo(MINUTE) < 0) {
            patience = patience.multipliedBy(4);
            report = killWithin(patience);
        }

        assertThat(fates(report))
                .containsEntry(stuck.id(), Fate.UNKNOWN)
                .containsEntry(other.id(), Fate.CANCELLED);
        assertThat(codes(report)).contains("unfinished", "not-gone");
        assertThat(latch.state()).isEqualTo(TradingState.HALTED);
        never.countDown();
    }

    private KillReport killWithin(Duration patience) {
        return kill(KillClock.system(), 1).kill(CancelSelection.ALL, "anna", "drill", patience);
    }

    /** The time is printed, not asserted: it is the machine's as much as the program's. */
    @Test
    void shouldHandOverTheCancelsOfTenThousandOrdersAtThreeVenues() {
        List<MemoryVenue> venues = List.of(a, b, c);
        for (int i = 0; i < 10_000; i++) {
            rest(venues.get(i % 3), "trend", i % 2 == 0 ? Orders.BTC : Orders.ETH);
        }
        KillSwitch kill = kill(KillClock.system(), 8);
        long before = System.nanoTime();
        latch.hold(TradingState.HALTED, "anna", "measured");
        TradingState state = latch.state();
        long blocked = System.nanoTime() - before;

        KillReport report = kill.kill(CancelSelection.ALL, "anna", "drill", MINUTE);

        assertThat(state).isEqualTo(TradingState.HALTED);
        assertThat(report.results()).hasSize(10_000).allMatch(e -> e.fate() == Fate.CANCELLED);
        assertThat(a.cancels.get() + b.cancels.get() + c.cancels.get()).isEqualTo(10_000);
        System.out.printf(
                "kill: blocked after %d us, 10,000 cancels at 3 venues handed over after %d ms%n",
                blocked / 1_000, report.handedOver().toMillis());
    }
}

package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.kill.CancelSelection;
import io.gatehouse.adapter.liverouter.kill.KillClock;
import io.gatehouse.adapter.liverouter.kill.KillReport;
import io.gatehouse.adapter.liverouter.kill.KillSwitch;
import io.gatehouse.adapter.liverouter.kill.OpenOrder;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.liverouter.state.TradingStateGuard;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.HdrHistogram.Histogram;

/** How long after a kill orders still pass, and until all that rest have been told to go. */
final class KillFigures {

    private static final int OPEN = 10_000;
    private static final int VENUES = 3;
    private static final int WIDTH = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Scratch scratch;

    KillFigures(Scratch scratch) {
        this.scratch = scratch;
    }

    void print(int times) throws IOException, InterruptedException {
        Histogram blocked = Table.histogram();
        Histogram durable = Table.histogram();
        Histogram held = Table.histogram();
        long late = 0;
        for (int i = 0; i < times + times / 10; i++) {
            if (i == times / 10) {
                held.reset();
            }
            late += hold(i, held);
        }
        for (int i = 0; i < times + times / 10; i++) {
            if (i == times / 10) {
                blocked.reset();
                durable.reset();
            }
            block(i, blocked, durable);
        }
        Table.head(
                "Kill, "
                        + times
                        + " times after a tenth to warm up, another thread asking all along",
                "from the call until",
                "p50 µs",
                "p99 µs",
                "p99.9 µs",
                "max µs");
        Table.row("the block is set, by its own thread", Table.micros(held));
        Table.row("an order is refused", Table.micros(blocked));
        Table.row("the kill is on the disk and returns", Table.micros(durable));
        System.out.println();
        System.out.println(
                "Orders that were asked for after the block was set and allowed: " + late);
        cancels();
    }

    private TradingLatch latch(String name) {
        return TradingLatch.open(
                scratch.resolve(name), false, (d, n, l, at) -> List.of(), Clock.systemUTC());
    }

    private void block(int number, Histogram blocked, Histogram durable)
            throws InterruptedException {
        TradingLatch latch = latch("kill-" + number);
        SendGuard guard = new TradingStateGuard(latch);
        ChildOrder order = child(Desk.resting("k", number), new VenueId("venue_0"));
        try (KillSwitch kill = kill(latch, List.of(), List.of())) {
            Watcher watcher = new Watcher(guard, order);
            watcher.start();
            while (!watcher.asking) {
                Thread.onSpinWait();
            }
            long start = System.nanoTime();
            kill.kill(CancelSelection.ALL, "bench", "a figure", PATIENCE);
            durable.recordValue(System.nanoTime() - start);
            watcher.join();
            blocked.recordValue(Math.max(0, watcher.refused - start));
        }
    }

    /**
     * The block alone. How long another thread takes to meet it is a matter of when that thread
     * gets a processor; what it asks after the block is set must be refused.
     */
    private int hold(int number, Histogram held) throws InterruptedException {
        TradingLatch latch = latch("hold-" + number);
        Watcher watcher =
                new Watcher(
                        new TradingStateGuard(latch),
                        child(Desk.resting("h", number), new VenueId("venue_0")));
        watcher.start();
        while (!watcher.asking) {
            Thread.onSpinWait();
        }
        long start = System.nanoTime();
        latch.hold(TradingState.HALTED, "bench", "a figure");
        long set = System.nanoTime();
        held.recordValue(set - start);
        watcher.join();
        return watcher.allowed - set > 0 ? 1 : 0;
    }

    /** Asks until it is refused. */
    private static final class Watcher extends Thread {
        private final SendGuard guard;
        private final ChildOrder order;
        private volatile boolean asking;
        private volatile long refused;
        private volatile long allowed;

        Watcher(SendGuard guard, ChildOrder order) {
            this.guard = guard;
            this.order = order;
        }

        @Override
        public void run() {
            long began = System.nanoTime();
            while (guard.refusals(order, true).isEmpty()) {
                allowed = began;
                asking = true;
                began = System.nanoTime();
            }
            refused = System.nanoTime();
        }
    }

    private void cancels() throws IOException {
        Table.head(
                "Kill with "
                        + OPEN
                        + " open orders at "
                        + VENUES
                        + " venues, "
                        + WIDTH
                        + " at once each",
                "venues",
                "times",
                "all first cancels handed over, least ms",
                "median ms",
                "most ms",
                "orders gone");
        List<Venue> memory = new ArrayList<>();
        for (int i = 0; i < VENUES; i++) {
            memory.add(new BookVenue(new VenueId("venue_" + i)));
        }
        cancels("in memory", memory, 21, 5);
        try (StandIns standIns = new StandIns(VENUES, 5_000)) {
            cancels("stand-ins over HTTP, answers included", List.copyOf(standIns.venues()), 3, 1);
        }
    }

    private void cancels(String name, List<Venue> venues, int times, int warm) throws IOException {
        List<Double> millis = new ArrayList<>();
        long gone = 0;
        for (int i = 0; i < times + warm; i++) {
            List<OpenOrder> orders = place(name.length() + "-" + i, venues);
            try (KillSwitch kill = kill(latch(name.length() + "-cancels-" + i), venues, orders)) {
                KillReport report = kill.kill(CancelSelection.ALL, "bench", "a figure", PATIENCE);
                if (i >= warm) {
                    millis.add(report.handedOver().toNanos() / 1e6);
                    gone += report.results().stream().filter(each -> each.fate().gone()).count();
                }
            }
        }
        millis.sort(null);
        Table.row(
                name,
                Integer.toString(times),
                Table.number("%.1f", millis.get(0)),
                Table.number("%.1f", millis.get(times / 2)),
                Table.number("%.1f", millis.get(times - 1)),
                Table.number("%,d of %,d", gone, (long) times * OPEN));
    }

    private static List<OpenOrder> place(String round, List<Venue> venues) throws IOException {
        List<OpenOrder> orders = new ArrayList<>();
        for (int i = 0; i < OPEN; i++) {
            Venue venue = venues.get(i % venues.size());
            ChildOrder child = child(Desk.resting("x" + round, i), venue.id());
            if (!(venue.place(child) instanceof Outcome.Accepted)) {
                throw new IOException("an order was not placed");
            }
            orders.add(new OpenOrder(child, Optional.of("trend")));
        }
        return orders;
    }

    private static ChildOrder child(ParentOrder order, VenueId venue) {
        return HttpFigures.child(order, venue, new ClientOrderId(order.id()), 60_000);
    }

    private static KillSwitch kill(
            TradingLatch latch, List<? extends Venue> venues, List<OpenOrder> orders) {
        Instrument instrument = Desk.instrument("BTCUSDT");
        Map<VenueId, Set<Instrument>> instruments = new HashMap<>();
        venues.forEach(venue -> instruments.put(venue.id(), Set.of(instrument)));
        return new KillSwitch(
                latch,
                venues,
                instruments,
                id -> id.value().startsWith("x"),
                () -> orders,
                KillClock.system(),
                WIDTH);
    }
}

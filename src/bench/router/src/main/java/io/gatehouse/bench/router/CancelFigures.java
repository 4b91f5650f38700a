package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.kill.CancelResult;
import io.gatehouse.adapter.liverouter.kill.CancelSelection;
import io.gatehouse.adapter.liverouter.kill.KillClock;
import io.gatehouse.adapter.liverouter.kill.KillReport;
import io.gatehouse.adapter.liverouter.kill.KillSwitch;
import io.gatehouse.adapter.liverouter.kill.OpenOrder;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.standin.StandInProcess;
import io.gatehouse.adapter.liverouter.standin.StandInServer;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.xchange.BinanceVenue;
import io.gatehouse.adapter.liverouter.venue.xchange.Egress;
import io.gatehouse.adapter.liverouter.venue.xchange.KrakenVenue;
import io.gatehouse.adapter.liverouter.venue.xchange.VenueCredentials;
import io.gatehouse.adapter.liverouter.venue.xchange.VenueSettings;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Cancels of 10,000 open orders over sockets, to three stand-ins in processes of their own: two in
 * the shape of Binance, one in that of Kraken.
 */
final class CancelFigures {

    private static final int OPEN = 10_000;
    private static final int WIDTH = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Scratch scratch;
    private int round;

    CancelFigures(Scratch scratch) {
        this.scratch = scratch;
    }

    void print(int times) throws IOException, InterruptedException, ExecutionException {
        Table.head(
                "Cancels of "
                        + OPEN
                        + " open orders at three stand-ins, "
                        + times
                        + " times after one to warm up",
                "what",
                "handed over, least ms",
                "median ms",
                "most ms",
                "known to be gone, median ms",
                "CPU ms, median",
                "orders gone",
                "others left");
        try (StandInProcess first = StandInProcess.start(1);
                StandInProcess second = StandInProcess.start(2);
                StandInProcess third = StandInProcess.start(3)) {
            List<Venue> venues =
                    List.of(
                            binance("stand_in_a", first.address()),
                            kraken("stand_in_b", second.address()),
                            binance("stand_in_c", third.address()));
            row("kill: all of them are ours", venues, times, Mode.ALL);
            row("kill: orders of others rest there too", venues, times, Mode.AMONG_OTHERS);
            row("one strategy's, every second order", venues, times, Mode.HALF);
        }
    }

    private enum Mode {
        ALL,
        AMONG_OTHERS,
        HALF
    }

    private static Venue binance(String name, URI address) {
        return new BinanceVenue(
                settings(name, address),
                new VenueCredentials(StandInServer.API_KEY, StandInServer.API_SECRET),
                Clock.systemUTC(),
                Egress.ANY);
    }

    private static Venue kraken(String name, URI address) {
        return new KrakenVenue(
                settings(name, address),
                new VenueCredentials(StandInServer.API_KEY, StandInServer.KRAKEN_SECRET),
                Clock.systemUTC(),
                Egress.ANY);
    }

    private static VenueSettings settings(String name, URI address) {
        return new VenueSettings(new VenueId(name), address, TIMEOUT, Map.of());
    }

    private void row(String name, List<Venue> venues, int times, Mode mode)
            throws IOException, InterruptedException, ExecutionException {
        List<Double> handed = new ArrayList<>();
        List<Double> whole = new ArrayList<>();
        List<Double> processor = new ArrayList<>();
        long gone = 0;
        long asked = 0;
        int others = 0;
        for (int i = -1; i < times; i++) {
            List<OpenOrder> orders = place(venues, mode);
            try (KillSwitch kill = kill(venues, orders)) {
                long cpu = Table.processorNanos();
                long start = System.nanoTime();
                KillReport report = kill.cancel(selection(mode), PATIENCE);
                long end = System.nanoTime();
                if (i >= 0) {
                    handed.add(report.handedOver().toNanos() / 1e6);
                    whole.add((end - start) / 1e6);
                    processor.add((Table.processorNanos() - cpu) / 1e6);
                    asked += mode == Mode.HALF ? OPEN / 2 : OPEN;
                    gone += report.results().stream().filter(each -> each.fate().gone()).count();
                }
                others = report.foreign().values().stream().mapToInt(each -> each).sum();
                if (report.results().stream().map(CancelResult::fate).anyMatch(f -> !f.gone())) {
                    System.out.println(report.findings());
                }
            }
            sweepUp(venues);
        }
        handed.sort(null);
        whole.sort(null);
        processor.sort(null);
        Table.row(
                name,
                Table.number("%.1f", handed.get(0)),
                Table.number("%.1f", handed.get(times / 2)),
                Table.number("%.1f", handed.get(times - 1)),
                Table.number("%.1f", whole.get(times / 2)),
                Table.number("%.0f", processor.get(times / 2)),
                Table.number("%,d of %,d", gone, asked),
                Integer.toString(others));
    }

    private static CancelSelection selection(Mode mode) {
        return mode == Mode.HALF
                ? new CancelSelection(Optional.empty(), Optional.empty(), Optional.of("trend"))
                : CancelSelection.ALL;
    }

    /** What the figure left over, so that the next one starts with an empty book. */
    private static void sweepUp(List<Venue> venues) {
        for (Venue venue : venues) {
            venue.cancelAll(Set.of(Desk.instrument("BTCUSDT")), id -> true, () -> {});
        }
    }

    private List<OpenOrder> place(List<Venue> venues, Mode mode)
            throws IOException, InterruptedException, ExecutionException {
        String prefix = "x" + round++ + "-";
        ExecutorService threads = Executors.newFixedThreadPool(venues.size());
        try {
            List<Future<List<OpenOrder>>> futures = new ArrayList<>();
            for (int v = 0; v < venues.size(); v++) {
                int from = v;
                futures.add(threads.submit(() -> placed(venues, from, prefix)));
            }
            List<OpenOrder> all = new ArrayList<>();
            for (Future<List<OpenOrder>> each : futures) {
                all.addAll(each.get());
            }
            if (mode == Mode.AMONG_OTHERS) {
                for (Venue venue : venues) {
                    place(venue, "other-" + round);
                }
            }
            return all;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<OpenOrder> placed(List<Venue> venues, int from, String prefix)
            throws IOException {
        List<OpenOrder> orders = new ArrayList<>();
        for (int i = from; i < OPEN; i += venues.size()) {
            String strategy = i / venues.size() % 2 == 0 ? "trend" : "mean";
            orders.add(new OpenOrder(place(venues.get(from), prefix + i), Optional.of(strategy)));
        }
        return orders;
    }

    private static ChildOrder place(Venue venue, String id) throws IOException {
        ChildOrder child =
                HttpFigures.child(Desk.resting("c", 1), venue.id(), new ClientOrderId(id), 60_000);
        Outcome outcome = venue.place(child);
        if (!(outcome instanceof Outcome.Accepted)) {
            throw new IOException("an order was not placed: " + outcome);
        }
        return child;
    }

    private KillSwitch kill(List<Venue> venues, List<OpenOrder> orders) {
        TradingLatch latch =
                TradingLatch.open(
                        scratch.resolve("cancels-" + round),
                        false,
                        (d, n, l, at) -> List.of(),
                        Clock.systemUTC());
        Map<VenueId, Set<Instrument>> instruments = new HashMap<>();
        venues.forEach(venue -> instruments.put(venue.id(), Set.of(Desk.instrument("BTCUSDT"))));
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

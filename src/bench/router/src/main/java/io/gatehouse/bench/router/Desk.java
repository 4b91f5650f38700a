package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.guard.Amounts;
import io.gatehouse.adapter.liverouter.guard.ExposureBook;
import io.gatehouse.adapter.liverouter.guard.GuardClock;
import io.gatehouse.adapter.liverouter.guard.LatestPrices;
import io.gatehouse.adapter.liverouter.guard.Origins;
import io.gatehouse.adapter.liverouter.guard.PreTradeControls;
import io.gatehouse.adapter.liverouter.guard.ProfileLimits;
import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.guard.SymbolLimits;
import io.gatehouse.adapter.liverouter.journal.FileOrderJournal;
import io.gatehouse.adapter.liverouter.journal.JournalOpening;
import io.gatehouse.adapter.liverouter.journal.JournalSize;
import io.gatehouse.adapter.liverouter.lease.LeaseGuard;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.route.Instruments;
import io.gatehouse.adapter.liverouter.route.OrderDirectory;
import io.gatehouse.adapter.liverouter.route.RiskDirection;
import io.gatehouse.adapter.liverouter.route.Route;
import io.gatehouse.adapter.liverouter.route.RouteLimits;
import io.gatehouse.adapter.liverouter.route.RoutePlan;
import io.gatehouse.adapter.liverouter.route.Router;
import io.gatehouse.adapter.liverouter.route.RouterSetup;
import io.gatehouse.adapter.liverouter.route.VenueRules;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.liverouter.state.TradingStateGuard;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A router with everything that stands before an order in service: lease, trading state, and the
 * eleven pre-trade controls of a profile; limits are so wide that none refuses.
 *
 * <p>A thread of its own renews prices and looks at the lease, as in service.
 */
final class Desk implements AutoCloseable {

    /** Reference price and limit price of every order, in hundredths. */
    static final long PRICE = 60_000_00;

    private static final List<String> SYMBOLS = List.of("BTCUSDT", "ETHUSDT", "SOLUSDT", "XRPUSDT");
    private static final long PLENTY = Amounts.parse("9000000000");
    private static final int MANY = 1_000_000;

    /** Two routers with the same prefix would use the same ids at a venue that both share. */
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final LatestPrices prices = new LatestPrices(System::nanoTime);
    private final OrderDirectory directory = new OrderDirectory();
    private final FileOrderJournal journal;
    private final CountingGuard lease;
    private final CountingGuard state;
    private final List<CountingGuard> controls = new ArrayList<>();
    private final Router router;
    private final ScheduledExecutorService keeper;

    /** How orders travel: one route for each symbol, or one for all with fallback. */
    record Roads(List<Route> routes, VenueRules rules) {

        /** Each symbol has a venue of its own. */
        static Roads separate(List<VenueId> venues) {
            List<Route> routes = new ArrayList<>();
            for (int i = 0; i < venues.size(); i++) {
                routes.add(route(SYMBOLS.get(i), List.of(venues.get(i))));
            }
            return new Roads(routes, rules(2_000));
        }

        /** All venues in order; an order is valid for so long. */
        static Roads fallback(List<VenueId> venues, long validMillis) {
            return new Roads(List.of(route(SYMBOLS.get(0), venues)), rules(validMillis));
        }

        private static Route route(String symbol, List<VenueId> venues) {
            return new Route(
                    symbol,
                    Set.of(symbol),
                    Set.of(),
                    Set.of(),
                    venues,
                    Duration.ofSeconds(5),
                    true);
        }

        private static VenueRules rules(long validMillis) {
            return new VenueRules(
                    100_000,
                    10_000,
                    1_000,
                    Duration.ofSeconds(1),
                    Duration.ofMillis(validMillis),
                    Duration.ZERO);
        }
    }

    Desk(Path folder, JournalOpening opening, List<? extends Venue> venues, Roads roads)
            throws IOException {
        this.journal = opened(opening);
        LiveWorkspace workspace = new LiveWorkspace(folder);
        LeaseGuard permit = workspace.guard();
        TradingLatch latch =
                TradingLatch.open(
                        folder.resolve("latches"),
                        false,
                        (d, n, l, at) -> List.of(),
                        Clock.systemUTC());
        this.lease = new CountingGuard(permit);
        this.state = new CountingGuard(new TradingStateGuard(latch));
        updatePrices();
        Map<VenueId, VenueRules> rules = new HashMap<>();
        venues.forEach(venue -> rules.put(venue.id(), roads.rules()));
        this.router =
                Router.resume(
                        new RouterSetup(
                                new RoutePlan(
                                        true, roads.routes(), rules, new RouteLimits(4, 100_000)),
                                List.copyOf(venues),
                                instruments(),
                                List.of(lease, state, controls(latch)),
                                journal,
                                (code, detail) ->
                                        latch.tighten(TradingState.HALTED, "router", code),
                                RiskDirection.asDeclared(),
                                Clock.systemUTC(),
                                System::nanoTime,
                                "bench" + NUMBER.incrementAndGet(),
                                directory),
                        List.of());
        if (!permit.look().isEmpty()) {
            throw new IllegalStateException("the lease does not hold: " + permit.look());
        }
        this.keeper =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "keeper");
                            thread.setDaemon(true);
                            return thread;
                        });
        keeper.scheduleAtFixedRate(() -> keep(permit), 250, 250, TimeUnit.MILLISECONDS);
        keeper.scheduleAtFixedRate(() -> renew(workspace), 30, 30, TimeUnit.SECONDS);
    }

    static FileOrderJournal opened(JournalOpening opening) {
        if (opening instanceof JournalOpening.Opened opened) {
            return opened.journal();
        }
        throw new IllegalStateException("the journal does not open: " + opening);
    }

    /** A journal that costs no disk. */
    static JournalOpening inMemory() {
        return FileOrderJournal.open(new MemoryFiles(), JournalSize.STANDARD, event -> {});
    }

    /** A journal in files, each group synced. */
    static JournalOpening onDisk(Path folder) {
        return FileOrderJournal.open(folder, JournalSize.STANDARD, event -> {});
    }

    private void keep(LeaseGuard permit) {
        updatePrices();
        permit.look();
    }

    private static void renew(LiveWorkspace workspace) {
        try {
            workspace.renew();
        } catch (IOException e) {
            // the lease lapses, every order is refused, and the run says so
            System.err.println("not renewed: " + e);
        }
    }

    /** What market data do. */
    void updatePrices() {
        long now = System.nanoTime();
        SYMBOLS.forEach(symbol -> prices.update(symbol, PRICE, 2, now));
    }

    private PreTradeControls controls(TradingLatch latch) {
        GuardClock clock = new GuardClock(Clock.systemUTC(), System::nanoTime);
        Map<String, SymbolLimits> symbols = new HashMap<>();
        SYMBOLS.forEach(symbol -> symbols.put(symbol, new SymbolLimits("USDT", PLENTY, PLENTY)));
        ProfileLimits limits =
                new ProfileLimits(
                        "USDT",
                        symbols,
                        Duration.ofSeconds(2),
                        500,
                        1_000,
                        Duration.ofMinutes(5),
                        PLENTY,
                        PLENTY,
                        PLENTY,
                        MANY,
                        MANY,
                        1_000,
                        Duration.ofMinutes(1),
                        1);
        Origins origins =
                parent ->
                        directory
                                .parent(parent)
                                .map(
                                        order ->
                                                new Origins.Origin(
                                                        order.profile(), order.strategy()));
        ExposureBook book = limits.book(prices, clock);
        for (SendGuard each : limits.controls(prices, book, origins, latch, clock)) {
            controls.add(new CountingGuard(each));
        }
        return new PreTradeControls(List.of(), Map.of("balanced", controls), origins);
    }

    private static Instruments instruments() {
        Map<String, Optional<Instrument>> all = new HashMap<>();
        SYMBOLS.forEach(symbol -> all.put(symbol, Optional.of(instrument(symbol))));
        return new Instruments() {
            @Override
            public Optional<Instrument> at(VenueId venue, String symbol) {
                return all.getOrDefault(symbol, Optional.empty());
            }

            @Override
            public List<Instrument> of(VenueId venue) {
                return SYMBOLS.stream().map(Desk::instrument).toList();
            }
        };
    }

    static Instrument instrument(String symbol) {
        return new Instrument(symbol, 2, 5, 1, 1, 50_000_000, 900_000_000);
    }

    /**
     * Orders over so many symbols, bought and sold in turns so that positions stay near zero, in
     * 250 sizes of about 600 USDT.
     */
    static ParentOrder[] orders(String name, int count, int symbols) {
        Instrument[] instruments =
                SYMBOLS.stream().limit(symbols).map(Desk::instrument).toArray(Instrument[]::new);
        ParentOrder[] orders = new ParentOrder[count];
        for (int i = 0; i < count; i++) {
            int turn = i / symbols;
            orders[i] =
                    new ParentOrder(
                            name + "-" + i,
                            instruments[i % symbols],
                            "balanced",
                            "trend",
                            turn % 2 == 0 ? Side.BUY : Side.SELL,
                            OrderType.IMMEDIATE_OR_CANCEL,
                            1_000 + turn / 2 % 250,
                            PRICE,
                            false);
        }
        return orders;
    }

    /** An order to buy, a hundredth below the market, that rests in the book. */
    static ParentOrder resting(String name, int number) {
        return new ParentOrder(
                name + "-" + number,
                instrument(SYMBOLS.get(0)),
                "balanced",
                "trend",
                Side.BUY,
                OrderType.LIMIT,
                1_000 + number % 250,
                PRICE - PRICE / 100,
                false);
    }

    Router router() {
        return router;
    }

    /** The least number of questions that any of the guards was asked. */
    long leastAsked() {
        long least = Math.min(lease.asked(), state.asked());
        for (CountingGuard each : controls) {
            least = Math.min(least, each.asked());
        }
        return least;
    }

    /** How many guards are asked about each order. */
    int guards() {
        return 2 + controls.size();
    }

    @Override
    public void close() {
        keeper.shutdownNow();
        journal.close();
    }
}

package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.kill.CancelSelection;
import io.gatehouse.adapter.liverouter.kill.KillClock;
import io.gatehouse.adapter.liverouter.kill.KillSwitch;
import io.gatehouse.adapter.liverouter.kill.OpenOrder;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.route.PollReport;
import io.gatehouse.adapter.liverouter.route.Submission;
import io.gatehouse.adapter.liverouter.state.LatchWatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.strategy.Permission;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What a router's process does again and again: look at the latch, the lease and the prices, ask
 * about orders in doubt, compare with the venues.
 */
final class RouterRounds implements AutoCloseable {

    private static final Duration LATCH = Duration.ofMillis(5);
    private static final long RECONCILE_MILLIS = 100;
    private static final long COMPARE_MILLIS = 1_000;
    private static final long PRICE_MILLIS = 500;
    private static final long MARKET_MILLIS = 100;
    private static final int WIDTH = 16;

    private final Assembly parts;
    private final Consumer<JsonObject> news;
    private final ReferenceFeed feed;
    // Each its own thread: a venue that hangs must not keep the lease from being looked at.
    private final ScheduledExecutorService threads =
            Executors.newScheduledThreadPool(
                    4,
                    task -> {
                        Thread thread = new Thread(task, "router-round");
                        thread.setDaemon(true);
                        return thread;
                    });
    private volatile KillSwitch killSwitch;
    private volatile boolean listed;
    private LatchWatch latchWatch;

    RouterRounds(Assembly parts, Consumer<JsonObject> news) {
        this.parts = parts;
        this.news = news;
        this.feed =
                new ReferenceFeed(
                        parts.venues, parts.instruments, parts.prices, parts.given.nanos());
        this.killSwitch = newKillSwitch();
    }

    /** Looks at everything once, then again and again. */
    void start() {
        latchWatch = LatchWatch.start(parts.latch, LATCH);
        for (ChildOrder child : parts.directory.live()) {
            parts.directory.parent(child.parent()).ifPresent(parts.watch::resumed);
        }
        guarded(parts.market);
        guarded(parts.instruments::ask);
        guarded(feed::look);
        guarded(this::compare);
        guarded(this::measure);
        every(Assembly.LEASE.toMillis() / 2, parts.lease::look);
        every(RECONCILE_MILLIS, this::reconcile);
        if (parts.given.mode() == RouterMode.PAPER) {
            every(MARKET_MILLIS, this::market);
        }
        every(COMPARE_MILLIS, this::compare);
        every(
                PRICE_MILLIS,
                () -> {
                    feed.look();
                    measure();
                });
    }

    private void every(long millis, Runnable round) {
        threads.scheduleWithFixedDelay(() -> guarded(round), millis, millis, TimeUnit.MILLISECONDS);
    }

    /** A round that fails is a fault of the program: nothing is sent until somebody has looked. */
    private void guarded(Runnable round) {
        try {
            round.run();
        } catch (RuntimeException e) {
            parts.latch.tighten(
                    TradingState.HALTED, "router", "a round failed: " + e.getClass().getName());
        }
    }

    /** Nobody but this process reaches its venues: a kill from outside is carried out here. */
    private void market() {
        parts.market.run();
        if (parts.latch.state() == TradingState.HALTED && !parts.directory.live().isEmpty()) {
            killSwitch.cancel(CancelSelection.ALL, Duration.ofMillis(MARKET_MILLIS));
        }
    }

    private void reconcile() {
        if (parts.latch.state() == TradingState.ACTIVE && parts.router.halted()) {
            // A named person has lifted every latch, and with them the router's own halt.
            parts.router.rearm();
        }
        parts.router.reconcile();
        tell();
    }

    private void compare() {
        if (!listed && parts.instruments.ask()) {
            KillSwitch old = killSwitch;
            killSwitch = newKillSwitch();
            old.close();
            listed = true;
        }
        PollReport report = parts.router.poll();
        if (listed && report.unanswered() == 0 && priced()) {
            parts.start.compared();
        }
        tell();
    }

    private boolean priced() {
        return parts.venues.stream()
                .flatMap(each -> each.symbols().stream())
                .flatMap(symbol -> parts.instruments.any(symbol).stream())
                .allMatch(instrument -> parts.prices.ageNanos(instrument) >= 0);
    }

    private void tell() {
        for (String id : parts.watch.open()) {
            synchronized (parts.telling) {
                Optional<ParentOrder> order = parts.watch.order(id);
                Submission now = parts.router.status(id);
                if (order.isPresent() && parts.watch.news(now)) {
                    news.accept(RouterLines.of(now, order));
                }
            }
        }
    }

    private void measure() {
        parts.watching.state(parts.latch.state());
        Permission permission =
                parts.context.mayRun(
                        parts.given.mode().environment(), parts.given.files().configuration());
        boolean held = permission instanceof Permission.Allowed && parts.lease.look().isEmpty();
        parts.watching
                .metrics()
                .lease(
                        held,
                        permission instanceof Permission.Allowed allowed
                                ? allowed.within()
                                : Duration.ZERO);
        Set<VenueId> leftAlone = parts.router.leftAlone();
        for (Connected each : parts.venues) {
            VenueId id = each.venue().id();
            parts.watching.metrics().venue(id.value()).breaker(leftAlone.contains(id));
        }
    }

    /** The emergency stop over what the venues list now. */
    KillSwitch killSwitch() {
        return killSwitch;
    }

    private KillSwitch newKillSwitch() {
        List<Venue> venues = parts.venues.stream().map(Connected::venue).toList();
        Map<VenueId, Set<Instrument>> instruments = new HashMap<>();
        for (Venue venue : venues) {
            instruments.put(venue.id(), Set.copyOf(parts.instruments.of(venue.id())));
        }
        String prefix = parts.given.prefix();
        return new KillSwitch(
                parts.latch,
                venues,
                instruments,
                id -> id.of(prefix),
                this::snapshot,
                KillClock.system(),
                WIDTH);
    }

    private List<OpenOrder> snapshot() {
        return parts.directory.live().stream()
                .map(
                        child ->
                                new OpenOrder(
                                        child,
                                        parts.directory
                                                .parent(child.parent())
                                                .map(ParentOrder::strategy)))
                .toList();
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            // A round that asks a venue ends with its answer; the journal must outlive it.
            if (!threads.awaitTermination(10, TimeUnit.SECONDS)) {
                parts.latch.hold(TradingState.HALTED, "router", "a round did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (latchWatch != null) {
            latchWatch.close();
        }
        killSwitch.close();
    }
}

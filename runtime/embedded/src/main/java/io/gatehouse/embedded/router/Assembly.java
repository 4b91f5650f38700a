package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.ExposureBook;
import io.gatehouse.adapter.liverouter.guard.FreshReference;
import io.gatehouse.adapter.liverouter.guard.GuardClock;
import io.gatehouse.adapter.liverouter.guard.GuardReplay;
import io.gatehouse.adapter.liverouter.guard.LatestPrices;
import io.gatehouse.adapter.liverouter.guard.PilotLimits;
import io.gatehouse.adapter.liverouter.guard.PreTradeControls;
import io.gatehouse.adapter.liverouter.guard.ProfileLimits;
import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.journal.FileOrderJournal;
import io.gatehouse.adapter.liverouter.lease.Arming;
import io.gatehouse.adapter.liverouter.lease.LeaseGuard;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.route.OrderDirectory;
import io.gatehouse.adapter.liverouter.route.Router;
import io.gatehouse.adapter.liverouter.route.RouterSetup;
import io.gatehouse.adapter.liverouter.state.SignedReenable;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.liverouter.state.TradingStateGuard;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.strategy.Permission;
import io.gatehouse.strategy.StrategyContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a router together: what was journalled, who may forbid, where it sends. Used once. */
final class Assembly {

    /** For how long an answer about the lease is kept; well under the second that is allowed. */
    static final Duration LEASE = Duration.ofMillis(200);

    /** Greatest age of a look at the latches when an order is sent; they are watched more often. */
    private static final Duration LATCH = Duration.ofMillis(50);

    final RouterStart given;
    final LiveSettings settings;
    final boolean secured;
    final List<Connected> venues;
    final List<OrderEvent> events;
    final Watching watching;
    final OrderWatch watch;

    /** Held while something is told: what is older must not be told after what is newer. */
    final Object telling = new Object();

    final OrderDirectory directory = new OrderDirectory();
    final TradingLatch latch;
    final StrategyContext context;
    final VenueInstruments instruments;
    final LatestPrices prices;
    final StartGuard start;
    final LeaseGuard lease;
    final Router router;

    /** Moves what is on paper; does nothing where venues move by themselves. */
    final Runnable market;

    final Optional<String> permit;
    final JsonObject limits;

    Assembly(
            RouterStart given,
            Prepared prepared,
            byte[] configuration,
            FileOrderJournal journal,
            List<OrderEvent> events,
            Watching watching) {
        this.given = given;
        this.settings = prepared.settings();
        this.secured = prepared.tls().isPresent();
        this.venues = prepared.venues();
        this.market = prepared.paper().<Runnable>map(this::market).orElse(() -> {});
        this.events = events;
        this.watching = watching;
        this.watch =
                new OrderWatch(
                        given.mode(),
                        settings.plan(),
                        watching.metrics(),
                        watching::log,
                        given.clock(),
                        given.nanos());
        this.latch =
                TradingLatch.open(
                        given.files().latches(),
                        !events.isEmpty(),
                        new SignedReenable(
                                given.holder().installation(), given.persons(), RouterStart.ROLES),
                        given.clock(),
                        given.nanos());
        this.context =
                StrategyContext.open(
                        given.root(),
                        given.holder(),
                        given.engineKey(),
                        given.clock(),
                        given.nanos());
        this.instruments = new VenueInstruments(venues);
        this.prices = new LatestPrices(given.nanos());

        List<Finding> amiss = new ArrayList<>(watching.amiss());
        Permission permission =
                context.mayRun(given.mode().environment(), given.files().configuration());
        Optional<Permission.Allowed> allowed =
                permission instanceof Permission.Allowed yes ? Optional.of(yes) : Optional.empty();
        this.permit = allowed.map(yes -> yes.permit().id().value());
        this.limits = allowed.map(Permission.Allowed::limits).orElse(JsonObject.EMPTY);
        if (allowed.isPresent()
                && !Arrays.equals(allowed.get().configuration().bytes(), configuration)) {
            // Changed between two readings: what is routed by must be what was promoted.
            amiss.add(RouterCode.PERMIT.at("configuration", "the promoted one", "another"));
        }
        GuardClock guardClock = new GuardClock(given.clock(), given.nanos());
        KnownOrigins origins = new KnownOrigins(directory, events);
        PreTradeControls controls =
                new PreTradeControls(
                        pilot(guardClock, amiss), profiles(guardClock, origins), origins);
        Positions positions = new Positions();
        replay(controls, positions, guardClock);

        this.start = new StartGuard(amiss);
        this.lease = lease(new LeaseGuard.Terms(given.bundle(), limits));
        TradingStateGuard state = new TradingStateGuard(latch, LATCH);
        List<Venue> guarded = new ArrayList<>();
        for (Connected each : venues) {
            guarded.add(
                    new GuardedVenue(
                            metered(each.venue()),
                            List.of(state, lease),
                            positions,
                            given.nanos(),
                            watch::attempted));
        }
        this.router =
                Router.resume(
                        new RouterSetup(
                                settings.plan(),
                                guarded,
                                instruments,
                                List.of(controls, positions, state, lease, start),
                                new MeteredJournal(journal, watching.metrics(), events),
                                // Positions may be wrong then: not even a closing order is sent.
                                (code, detail) ->
                                        latch.tighten(
                                                TradingState.HALTED,
                                                "router",
                                                code + ": " + detail),
                                positions,
                                given.clock(),
                                given.nanos(),
                                given.prefix(),
                                directory),
                        events);
    }

    private Runnable market(PaperVenues paper) {
        return () -> {
            if (!paper.play()) {
                watching.metrics().routerLogFailed();
            }
        };
    }

    private LeaseGuard lease(LeaseGuard.Terms terms) {
        return given.mode() == RouterMode.PAPER
                ? LeaseGuard.onPaper(
                        context, given.files().configuration(), terms, LEASE, given.nanos())
                : LeaseGuard.over(
                        context,
                        given.files().configuration(),
                        new Arming(given.root()),
                        terms,
                        LEASE,
                        given.nanos());
    }

    private Venue metered(Venue venue) {
        return new MeteredVenue(
                venue, watching.metrics().venue(venue.id().value()), given.prefix());
    }

    private List<SendGuard> pilot(GuardClock clock, List<Finding> amiss) {
        if (limits.equals(JsonObject.EMPTY)) {
            return List.of();
        }
        PilotLimits.Reading reading = PilotLimits.read(limits);
        if (reading instanceof PilotLimits.Reading.Refused refused) {
            amiss.add(refused.finding());
            return List.of();
        }
        Duration oldest =
                settings.profiles().values().stream()
                        .map(ProfileLimits::oldestReference)
                        .min(Duration::compareTo)
                        .orElse(Duration.ofSeconds(1));
        long fee =
                settings.profiles().values().stream()
                        .mapToLong(ProfileLimits::feeBasisPoints)
                        .max()
                        .orElse(0);
        FreshReference reference = new FreshReference(prices, oldest);
        return ((PilotLimits.Reading.Read) reading)
                .limits()
                .controls(
                        settings.currencies(),
                        reference,
                        new ExposureBook(reference, fee, clock),
                        clock);
    }

    private Map<String, List<SendGuard>> profiles(GuardClock clock, KnownOrigins origins) {
        Map<String, List<SendGuard>> profiles = new HashMap<>();
        settings.profiles()
                .forEach(
                        (name, own) ->
                                profiles.put(
                                        name,
                                        own.controls(
                                                prices,
                                                own.book(prices, clock),
                                                origins,
                                                latch,
                                                clock)));
        return profiles;
    }

    private void replay(PreTradeControls controls, Positions positions, GuardClock clock) {
        GuardReplay first = new GuardReplay(controls, clock);
        GuardReplay second = new GuardReplay(positions, clock);
        for (OrderEvent event : events) {
            first.accept(event);
            second.accept(event);
        }
        first.end();
        second.end();
    }
}

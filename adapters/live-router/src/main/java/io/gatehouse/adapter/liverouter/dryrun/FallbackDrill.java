package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.journal.FileOrderJournal;
import io.gatehouse.adapter.liverouter.journal.JournalOpening;
import io.gatehouse.adapter.liverouter.journal.JournalSize;
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
import io.gatehouse.adapter.liverouter.route.Submission;
import io.gatehouse.adapter.liverouter.standin.FaultKind;
import io.gatehouse.adapter.liverouter.standin.FaultScript;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/**
 * The route's first venue refuses for good and the router must fill the order at the next one,
 * once, with its own journal on a disk. Where the route has one venue, the order must end unfilled
 * after one attempt.
 *
 * <p>Timed from the order's arrival to its end. Bound: 1.5 s.
 */
public final class FallbackDrill implements Drill {

    private static final String PREFIX = "drill_f";
    private static final String ORDER = "drill-fallback";

    private final Clock clock;

    public FallbackDrill(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "fallback";
    }

    @Override
    public long boundMillis() {
        return 1_500;
    }

    @Override
    public List<DryRunCheck> run(List<WiredVenue> venues) {
        return practise(venues, System::nanoTime).checks();
    }

    @Override
    public DrillResult practise(List<WiredVenue> venues, LongSupplier nanos) {
        WiredVenue first = venues.get(0);
        Optional<WiredVenue> second =
                venues.stream().skip(1).filter(v -> trades(v, first.instrument())).findFirst();
        List<WiredVenue> route = new ArrayList<>(List.of(first));
        second.ifPresent(route::add);
        try (DrillFolder folder = new DrillFolder()) {
            JournalOpening opening =
                    FileOrderJournal.open(folder.at("journal"), JournalSize.STANDARD, event -> {});
            if (!(opening instanceof JournalOpening.Opened opened)) {
                return DrillResult.of(List.of(failed(first, "a journal on the disk", "none")), 0);
            }
            try (FileOrderJournal journal = opened.journal()) {
                return through(route, journal, nanos);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean trades(WiredVenue wired, Instrument instrument) {
        return wired.inspector().instrument(instrument.symbol()).equals(Optional.of(instrument));
    }

    private DrillResult through(
            List<WiredVenue> route, FileOrderJournal journal, LongSupplier nanos) {
        WiredVenue first = route.get(0);
        Router router = Router.resume(setup(route, journal, nanos), List.of());
        long quantity = new RefusalDrill(clock).order(first, PREFIX + "-sized").quantity();
        ToLongFunction<WiredVenue> placed = v -> v.truth().seen("place");
        List<Long> before = route.stream().map(placed::applyAsLong).toList();
        first.truth().script(FaultScript.always(FaultKind.REJECT_BALANCE, "place", 0));
        long start = nanos.getAsLong();
        Submission end;
        try {
            end = router.submit(market(first.instrument(), quantity));
        } finally {
            first.truth().script(FaultScript.NONE);
        }
        long took = nanos.getAsLong() - start;
        List<DryRunCheck> checks = new ArrayList<>();
        for (int i = 0; i < route.size(); i++) {
            checks.add(once(route.get(i), before.get(i), placed.applyAsLong(route.get(i))));
        }
        boolean holds =
                route.size() > 1
                        ? end instanceof Submission.Done done && done.filled() == quantity
                        : filled(end) == 0;
        String expected =
                route.size() > 1
                        ? "filled at " + route.get(1).venue().id()
                        : "ended, not filled: the route has no other venue";
        checks.add(
                DryRunCheck.of(
                        holds,
                        name(),
                        DryRunCode.DRILL_FAILED,
                        first.venue().id().value(),
                        expected,
                        end.getClass().getSimpleName() + ", filled " + filled(end)));
        return DrillResult.of(checks, took);
    }

    /** Nothing else than an end says that nothing was filled. */
    private static long filled(Submission end) {
        if (end instanceof Submission.Done done) {
            return done.filled();
        }
        return end instanceof Submission.Refused ? 0 : -1;
    }

    private DryRunCheck once(WiredVenue wired, long before, long after) {
        return DryRunCheck.of(
                after == before + 1,
                "sent-once",
                DryRunCode.DRILL_FAILED,
                wired.venue().id().value(),
                "one order sent",
                after - before + " sent");
    }

    private DryRunCheck failed(WiredVenue wired, String expected, String observed) {
        return DryRunCheck.failed(
                name(), DryRunCode.DRILL_FAILED, wired.venue().id().value(), expected, observed);
    }

    private static ParentOrder market(Instrument instrument, long quantity) {
        return new ParentOrder(
                ORDER,
                instrument,
                "dry-run",
                "dry-run",
                Side.BUY,
                OrderType.MARKET,
                quantity,
                0,
                false);
    }

    private RouterSetup setup(
            List<WiredVenue> route, FileOrderJournal journal, LongSupplier nanos) {
        Instrument instrument = route.get(0).instrument();
        List<VenueId> ids = route.stream().map(v -> v.venue().id()).toList();
        Route all =
                new Route(
                        "drill",
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        ids,
                        Duration.ofMillis(boundMillis()),
                        true);
        return new RouterSetup(
                new RoutePlan(true, List.of(all), Map.of(), RouteLimits.DEFAULT),
                route.stream().map(WiredVenue::venue).toList(),
                new Instruments() {
                    @Override
                    public Optional<Instrument> at(VenueId venue, String symbol) {
                        return Optional.of(instrument).filter(i -> i.symbol().equals(symbol));
                    }

                    @Override
                    public List<Instrument> of(VenueId venue) {
                        return List.of(instrument);
                    }
                },
                List.of(),
                journal,
                (code, detail) -> {},
                RiskDirection.asDeclared(),
                clock,
                nanos,
                PREFIX,
                new OrderDirectory());
    }
}

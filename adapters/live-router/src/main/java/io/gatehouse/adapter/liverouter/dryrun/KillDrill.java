package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.kill.CancelSelection;
import io.gatehouse.adapter.liverouter.kill.KillClock;
import io.gatehouse.adapter.liverouter.kill.KillReport;
import io.gatehouse.adapter.liverouter.kill.KillSwitch;
import io.gatehouse.adapter.liverouter.kill.OpenOrder;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.state.ReenableCheck;
import io.gatehouse.adapter.liverouter.state.TradingLatch;
import io.gatehouse.adapter.liverouter.state.TradingState;
import io.gatehouse.adapter.liverouter.state.TradingStateGuard;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Orders rest at every venue; the kill must refuse new ones before the first cancel leaves, hand a
 * cancel over for each, see all of them gone, and stay latched for whoever opens the latch again.
 *
 * <p>Timed from the kill to the last first cancel handed over. Bound: 250 ms. The block alone, from
 * the kill's first step to a guard that refuses, is the median of trials: at most 1 ms. The latch
 * is one of the drill's own, in a folder of its own.
 */
public final class KillDrill implements Drill {

    /** Figures by venue: how many orders rested there, for how many a cancel was handed over. */
    static final String OPEN_AT = "open_orders.";

    static final String HANDED_OVER_AT = "handed_over.";

    private static final String PREFIX = "drill_k";
    private static final int ORDERS = 10;
    private static final int WIDTH = 8;
    private static final int TRIALS = 9;
    private static final long BLOCK_NANOS = 1_000_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Nobody lifts the latch of a drill. */
    private static final ReenableCheck NOBODY =
            (document, number, latch, at) ->
                    List.of(
                            Finding.of(
                                    "dry-run",
                                    DryRunCode.DRILL_FAILED.code(),
                                    "latch " + number,
                                    "the latch of a drill",
                                    "a person's document",
                                    "end the dry run"));

    private final Clock clock;
    private final Optional<Path> kept;

    public KillDrill(Clock clock) {
        this(clock, Optional.empty());
    }

    private KillDrill(Clock clock, Optional<Path> kept) {
        this.clock = clock;
        this.kept = kept;
    }

    /** The same drill with its latch in a folder that outlives this process. */
    KillDrill keepingLatch(Path folder) {
        return new KillDrill(clock, Optional.of(folder));
    }

    /** Opens the latch of a drill, as a router does that starts after it. */
    static TradingLatch reopened(Path folder, Clock clock) {
        return TradingLatch.open(folder, true, NOBODY, clock);
    }

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public long boundMillis() {
        return 250;
    }

    @Override
    public List<DryRunCheck> run(List<WiredVenue> venues) {
        return practise(venues, System::nanoTime).checks();
    }

    @Override
    public DrillResult practise(List<WiredVenue> venues, LongSupplier nanos) {
        try (DrillFolder folder = new DrillFolder()) {
            List<DryRunCheck> checks = new ArrayList<>();
            ChildOrder probe = new RefusalDrill(clock).order(venues.get(0), PREFIX + "-probe");
            long blocked = blocked(folder, probe, nanos, checks);
            List<ChildOrder> open = rest(venues, checks);
            Path latches = kept.orElseGet(() -> folder.at("latches"));
            TradingLatch latch = open(latches, false);
            DryRunCheck refused =
                    check(
                            new TradingStateGuard(latch).refusals(probe, true).isEmpty(),
                            "before",
                            "orders pass",
                            "refused before the kill");
            checks.add(refused);
            Map<String, Long> figures = new HashMap<>(Map.of("blocked_nanos", blocked));
            figures.put("open_orders", (long) open.size());
            long handedOver = kill(venues, open, latch, probe, checks, figures);
            checks.add(
                    check(
                            reopened(latches, clock).state() == TradingState.HALTED,
                            "latched",
                            "halted for whoever opens it again",
                            "not halted"));
            return new DrillResult(checks, handedOver, figures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TradingLatch open(Path folder, boolean usedBefore) {
        return TradingLatch.open(folder, usedBefore, NOBODY, clock);
    }

    /** The first step of a kill alone, often enough that one pause of the machine says nothing. */
    private long blocked(
            DrillFolder folder, ChildOrder probe, LongSupplier nanos, List<DryRunCheck> checks) {
        long[] took = new long[TRIALS];
        boolean all = true;
        for (int i = 0; i < TRIALS; i++) {
            TradingLatch latch = open(folder.at("block-" + i), false);
            TradingStateGuard guard = new TradingStateGuard(latch);
            boolean passed = guard.refusals(probe, true).isEmpty();
            long start = nanos.getAsLong();
            latch.hold(TradingState.HALTED, name(), "dry run");
            boolean refuses = !guard.refusals(probe, true).isEmpty();
            took[i] = nanos.getAsLong() - start;
            all &= passed && refuses;
        }
        Arrays.sort(took);
        long median = took[TRIALS / 2];
        checks.add(
                check(
                        all && median <= BLOCK_NANOS,
                        "blocked",
                        "new orders refused within 1 ms",
                        all ? median / 1_000 + " microseconds" : "not refused"));
        return median;
    }

    private List<ChildOrder> rest(List<WiredVenue> venues, List<DryRunCheck> checks) {
        List<ChildOrder> open = new ArrayList<>();
        for (int v = 0; v < venues.size(); v++) {
            WiredVenue wired = venues.get(v);
            int taken = 0;
            for (int i = 0; i < ORDERS; i++) {
                ChildOrder order = new RefusalDrill(clock).order(wired, PREFIX + "-" + v + "-" + i);
                if (wired.venue().place(order) instanceof Outcome.Accepted) {
                    taken++;
                    open.add(order);
                }
            }
            checks.add(
                    check(
                            taken == ORDERS,
                            "open " + wired.venue().id(),
                            ORDERS + " orders at rest",
                            String.valueOf(taken)));
        }
        return open;
    }

    /** Nanoseconds until every first cancel was handed over. */
    private long kill(
            List<WiredVenue> venues,
            List<ChildOrder> open,
            TradingLatch latch,
            ChildOrder probe,
            List<DryRunCheck> checks,
            Map<String, Long> figures) {
        Map<VenueId, Set<Instrument>> instruments =
                venues.stream()
                        .collect(
                                Collectors.toMap(v -> v.venue().id(), v -> Set.of(v.instrument())));
        TradingStateGuard guard = new TradingStateGuard(latch);
        AtomicBoolean first = new AtomicBoolean(true);
        AtomicBoolean refusedFirst = new AtomicBoolean();
        List<OpenOrder> known =
                open.stream().map(o -> new OpenOrder(o, Optional.of("dry-run"))).toList();
        KillReport report;
        try (KillSwitch kill =
                new KillSwitch(
                        latch,
                        venues.stream().map(WiredVenue::venue).toList(),
                        instruments,
                        id -> id.of(PREFIX),
                        () -> {
                            // asked before the first cancel of a venue leaves
                            if (first.getAndSet(false)) {
                                refusedFirst.set(!guard.refusals(probe, true).isEmpty());
                            }
                            return known;
                        },
                        KillClock.system(),
                        WIDTH)) {
            report = kill.kill(CancelSelection.ALL, name(), "dry run", PATIENCE);
        }
        checks.add(
                check(
                        refusedFirst.get(),
                        "order-of-steps",
                        "new orders refused before the first cancel",
                        "not refused"));
        boolean gone = report.complete() && report.results().size() == open.size();
        checks.add(
                check(
                        gone,
                        "cancels",
                        "every order gone",
                        report.results().size()
                                + " of "
                                + open.size()
                                + report.findings().stream().map(f -> " " + f.code()).toList()));
        for (WiredVenue wired : venues) {
            VenueId id = wired.venue().id();
            figures.put(
                    OPEN_AT + id, open.stream().filter(order -> order.venue().equals(id)).count());
            figures.put(
                    HANDED_OVER_AT + id,
                    report.results().stream()
                            .filter(each -> each.venue().equals(id) && each.attempts() > 0)
                            .count());
        }
        return report.handedOver().toNanos();
    }

    private DryRunCheck check(boolean holds, String subject, String expected, String observed) {
        return DryRunCheck.of(holds, name(), DryRunCode.DRILL_FAILED, subject, expected, observed);
    }
}

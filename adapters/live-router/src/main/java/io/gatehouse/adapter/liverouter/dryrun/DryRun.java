package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.venue.VenueInspector.Permissions;
import io.gatehouse.core.rule.Finding;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Tries the live wiring of a configuration against stand-ins and says what held (runbook, stage 3).
 *
 * <p>Passes only when every check of every environment, every drill and the confinement passed; a
 * check that could not be made has failed. One run per object; one thread.
 */
public final class DryRun {

    private static final int LATENCY_ROUNDS = 50;

    private final DryVenues venues;
    private final Confinement confinement;
    private final List<Drill> drills;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Map<String, DryVenues.Dry> adapters = new LinkedHashMap<>();
    private final List<WiredVenue> wired = new ArrayList<>();
    private final DryRunReport report;

    /**
     * @param surroundings confinement that the run proves first
     * @param drills of the router, the kill switch and the alerts; a demanded one that is missing
     *     fails the run
     * @param nanos a monotonic clock, for the latency
     */
    public DryRun(
            DryRunTask task,
            DryVenues venues,
            DryRunSurroundings surroundings,
            List<Drill> drills,
            Clock clock,
            LongSupplier nanos) {
        this.venues = venues;
        this.confinement = new Confinement(surroundings.egress(), surroundings.environment());
        this.drills = withOwn(drills, clock);
        this.clock = clock;
        this.nanos = nanos;
        this.report = new DryRunReport(task, clock.instant());
    }

    private static List<Drill> withOwn(List<Drill> given, Clock clock) {
        List<Drill> all = new ArrayList<>(given);
        all.add(new RefusalDrill(clock));
        all.add(new UnknownDrill(clock));
        return List.copyOf(all);
    }

    /** Runs it all. */
    public DryRunReport run() {
        LiveWiring.Reading reading = WiringReader.read(report.task().configuration());
        if (reading instanceof LiveWiring.Reading.Refused refused) {
            report.add(refused.finding());
            return report;
        }
        LiveWiring wiring = ((LiveWiring.Reading.Read) reading).wiring();
        confinement.run().forEach(report::confinement);
        wiringFindings(wiring).forEach(report::add);
        for (LiveWiring.Environment environment : wiring.environments()) {
            environment(wiring, environment);
        }
        drills();
        return report;
    }

    private static List<Finding> wiringFindings(LiveWiring wiring) {
        List<Finding> findings = new ArrayList<>();
        if (!wiring.enabled()) {
            findings.add(DryRunCode.LIVE_DISABLED.at("execution.live.enabled", "true", "not true"));
        }
        if (wiring.route().isEmpty()) {
            findings.add(DryRunCode.NO_ROUTE.at("execution.live.default_route", "a venue", "none"));
        }
        if (wiring.environments().isEmpty()) {
            findings.add(DryRunCode.NO_ENVIRONMENT.at("environments", "a live one", "none"));
        }
        return findings;
    }

    private void environment(LiveWiring wiring, LiveWiring.Environment environment) {
        EnvironmentReport part = report.environment(environment.name(), wiring.route());
        for (String stop : wiring.route()) {
            String name = wiring.venue(stop);
            Optional<DryVenues.Dry> adapter = adapter(name, wiring);
            if (adapter.isEmpty()) {
                part.adapterFailed(stop, "no adapter of that name");
                part.check(
                        DryRunCheck.failed(
                                "adapter", DryRunCode.NO_ADAPTER, stop, "an adapter", "none"));
                continue;
            }
            part.adapterPassed(stop, adapter.get().adapter(), name);
            venue(wiring, environment, name, adapter.get(), part);
        }
    }

    private Optional<DryVenues.Dry> adapter(String name, LiveWiring wiring) {
        if (!adapters.containsKey(name)) {
            venues.adapter(name, wiring).ifPresent(dry -> adapters.put(name, dry));
        }
        return Optional.ofNullable(adapters.get(name));
    }

    private void venue(
            LiveWiring wiring,
            LiveWiring.Environment environment,
            String name,
            DryVenues.Dry dry,
            EnvironmentReport part) {
        part.check(permissions(environment, name, dry));
        part.check(latency(wiring, name, dry));
        List<LiveWiring.Traded> traded =
                environment.instruments().stream()
                        .filter(t -> t.symbols().containsKey(name))
                        .toList();
        if (traded.isEmpty()) {
            // never a made-up symbol: what is not configured is not tried, and that fails
            part.check(
                    DryRunCheck.failed(
                            "instruments",
                            DryRunCode.NO_INSTRUMENT,
                            environment.name() + " " + name,
                            "an instrument of the configuration",
                            "none"));
        }
        for (LiveWiring.Traded one : traded) {
            instrument(name, dry, one, part);
        }
    }

    private void instrument(
            String name, DryVenues.Dry dry, LiveWiring.Traded traded, EnvironmentReport part) {
        Optional<Instrument> known = dry.inspector().instrument(traded.symbol());
        OptionalLong price =
                known.isPresent() ? dry.inspector().price(known.get()) : OptionalLong.empty();
        part.symbol(traded.symbol());
        if (price.isEmpty() || price.getAsLong() <= 0) {
            part.attempted(false, Optional.empty(), 0);
            part.check(
                    DryRunCheck.failed(
                            "instrument",
                            DryRunCode.INSTRUMENT_UNKNOWN,
                            name + " " + traded.symbol(),
                            "traded there, with a price",
                            "not so"));
            return;
        }
        String prefix = "dry-" + report.nextTrial();
        VenueTrial trial =
                new VenueTrial(dry.venue(), clock, known.get(), price.getAsLong(), prefix);
        trial.run().forEach(part::check);
        part.attempted(trial.filled(), known, trial.notional());
        if (wired.stream().noneMatch(w -> w.venue() == dry.venue())) {
            wired.add(
                    new WiredVenue(
                            dry.venue(),
                            dry.inspector(),
                            dry.truth(),
                            known.get(),
                            price.getAsLong()));
        }
    }

    private static DryRunCheck permissions(
            LiveWiring.Environment environment, String name, DryVenues.Dry dry) {
        String subject = environment.name() + " " + name;
        Optional<Permissions> had = dry.inspector().permissions();
        if (had.isEmpty()) {
            return DryRunCheck.failed(
                    "permissions", DryRunCode.ADAPTER_ERROR, subject, "an answer", "none");
        }
        for (String required : environment.required()) {
            if (!may(had.get(), required)) {
                return DryRunCheck.failed(
                        "permissions", DryRunCode.PERMISSION_MISSING, subject, required, "no");
            }
        }
        for (String forbidden : environment.forbidden()) {
            if (may(had.get(), forbidden)) {
                return DryRunCheck.failed(
                        "permissions",
                        DryRunCode.PERMISSION_FORBIDDEN,
                        subject,
                        "no " + forbidden,
                        forbidden);
            }
        }
        return DryRunCheck.passed("permissions", subject, "as the environment demands");
    }

    private static boolean may(Permissions had, String permission) {
        return switch (permission) {
            case "read" -> had.read();
            case "trade" -> had.trade();
            case "withdraw" -> had.withdraw();
            default -> false;
        };
    }

    private DryRunCheck latency(LiveWiring wiring, String name, DryVenues.Dry dry) {
        dry.venue().time();
        long worst = 0;
        for (int i = 0; i < LATENCY_ROUNDS; i++) {
            long start = nanos.getAsLong();
            if (dry.venue().time().isEmpty()) {
                return DryRunCheck.failed(
                        "latency", DryRunCode.ADAPTER_ERROR, name, "an answer", "none");
            }
            worst = Math.max(worst, nanos.getAsLong() - start);
        }
        report.measured(name, worst / 1_000);
        long budget = wiring.latencyBudgetMillis();
        // the figure, not the verdict alone: whoever judges the report compares again
        String millis = BigDecimal.valueOf(worst / 1_000, 3).toPlainString();
        String bound = "<= " + budget;
        return new DryRunCheck(
                "latency",
                name,
                bound,
                millis,
                worst <= budget * 1_000_000
                        ? Optional.empty()
                        : Optional.of(
                                DryRunCode.OVER_LATENCY_BUDGET.at(
                                        name, bound + " ms to the stand-in", millis + " ms")));
    }

    private void drills() {
        for (String demanded : Drill.DEMANDED) {
            if (drills.stream().noneMatch(d -> d.name().equals(demanded))) {
                report.drill(demanded, notRun(demanded, "no such drill was given"));
            }
        }
        for (Drill drill : drills) {
            if (wired.isEmpty()) {
                report.drill(drill.name(), notRun(drill.name(), "no venue to practise at"));
                continue;
            }
            try {
                practised(drill, drill.practise(List.copyOf(wired), nanos));
            } catch (RuntimeException e) {
                report.drill(
                        drill.name(),
                        notRun(drill.name(), "ended by " + e.getClass().getSimpleName()));
            }
        }
    }

    private void practised(Drill drill, DrillResult result) {
        if (result.checks().isEmpty()) {
            // a drill that looked at nothing has shown nothing
            report.drill(drill.name(), notRun(drill.name(), "no check"));
            return;
        }
        List<DryRunCheck> checks = new ArrayList<>(result.checks());
        if (result.millis() > drill.boundMillis()) {
            checks.add(
                    DryRunCheck.failed(
                            drill.name(),
                            DryRunCode.DRILL_TOO_SLOW,
                            drill.name(),
                            "at most " + drill.boundMillis() + " ms",
                            result.millis() + " ms"));
        }
        report.drill(drill.name(), checks);
        report.timed(drill, result);
    }

    private static List<DryRunCheck> notRun(String drill, String observed) {
        return List.of(DryRunCheck.failed(drill, DryRunCode.DRILL_NOT_RUN, drill, "run", observed));
    }
}

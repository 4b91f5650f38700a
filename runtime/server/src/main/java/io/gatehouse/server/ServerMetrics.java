package io.gatehouse.server;

import io.gatehouse.app.engine.EngineParts;
import io.gatehouse.app.engine.Handled;
import io.gatehouse.app.engine.Outcome;
import io.gatehouse.app.port.JournalStore;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.EventCodec;
import io.gatehouse.core.event.LedgerEvent.CommandAdmitted;
import io.gatehouse.core.event.LedgerEvent.CommandRefused;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PermitRecord;
import io.gatehouse.core.state.PromotionState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Figures for Prometheus, all named {@code gate_...}. Labels are kinds, outcomes, rules,
 * environments, gates and the place of a workspace on the command line; never ids of installations,
 * promotions or persons, whose number nobody bounds and which are nobody's business there.
 * Thread-safe.
 */
final class ServerMetrics {

    private static final String REVERIFIED = "ENVIRONMENT_REVERIFIED";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final InstantSource clock;
    private final Timer appends;
    private final Map<Integer, Instant> lastReverified = new ConcurrentHashMap<>();
    private final Map<Integer, MultiGauge> openByGate = new ConcurrentHashMap<>();
    private final Map<Integer, House> houses = new ConcurrentHashMap<>();

    ServerMetrics(InstantSource clock) {
        this.clock = clock;
        this.appends =
                Timer.builder("gate.journal.append")
                        .description("append of one group to the journal, fsync included")
                        .register(registry);
    }

    /** The parts of an engine with a clock before its journal. */
    EngineParts measuring(EngineParts parts) {
        JournalStore journals = new TimedJournals(parts.journals(), appends);
        return new EngineParts(
                parts.workspace(),
                journals,
                parts.decider(),
                parts.actions(),
                parts.logs(),
                parts.projection(),
                parts.people(),
                parts.clock());
    }

    void watch(House house) {
        Tags tags = workspace(house.number());
        houses.put(house.number(), house);
        Gauge.builder("gate.engine.up", house, h -> h.isUp() ? 1 : 0)
                .description("whether the engine decides and its keeper watches")
                .tags(tags)
                .register(registry);
        Gauge.builder("gate.journal.seq", house, h -> h.access().position().seq())
                .description("number of the last durable event")
                .tags(tags)
                .register(registry);
        Gauge.builder("gate.lease.seconds.left", house, this::leaseLeft)
                .description("until the permit in force ends; NaN without one")
                .tags(tags)
                .register(registry);
        Gauge.builder("gate.reverification.age.seconds", house.number(), this::sinceReverified)
                .description("since all active environments last verified; NaN before the first")
                .tags(tags)
                .register(registry);
        openByGate.put(
                house.number(),
                MultiGauge.builder("gate.promotions.open")
                        .description("promotions that have not ended")
                        .register(registry));
    }

    void notOpened(int number) {
        Gauge.builder("gate.engine.up", () -> 0)
                .description("whether the engine decides and its keeper watches")
                .tags(workspace(number))
                .register(registry);
    }

    private static Tags workspace(int number) {
        return Tags.of("workspace", Integer.toString(number));
    }

    private double leaseLeft(House house) {
        return house.access()
                .read(state -> state.environment().permit())
                .filter(permit -> permit.revoked().isEmpty())
                .flatMap(ServerMetrics::end)
                .map(end -> Duration.between(clock.instant(), end).toMillis() / 1000.0)
                .orElse(Double.NaN);
    }

    /** The lease's end where there is one, else the permit's. */
    private static Optional<Instant> end(PermitRecord permit) {
        JsonObject document = permit.permit();
        try {
            Optional<Instant> expires = document.text("expires").map(Instant::parse);
            Optional<Instant> lease =
                    document.text("lease")
                            .map(Duration::parse)
                            .flatMap(
                                    length ->
                                            document.text("renewed")
                                                    .or(() -> document.text("issued"))
                                                    .map(from -> Instant.parse(from).plus(length)));
            return lease.isPresent() && expires.filter(e -> e.isBefore(lease.get())).isEmpty()
                    ? lease
                    : expires;
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private double sinceReverified(Integer number) {
        Instant last = lastReverified.get(number);
        return last == null
                ? Double.NaN
                : Duration.between(last, clock.instant()).toMillis() / 1000.0;
    }

    /** Counts a person's command and what followed. */
    void handled(String command, Handled handled) {
        count(command, handled.outcome());
        handled.followed().forEach(this::kept);
    }

    /** Counts a command of the engine's own. */
    void kept(Outcome outcome) {
        count(commandOf(outcome), outcome);
    }

    private void count(String command, Outcome outcome) {
        registry.counter("gate.commands", "kind", command, "outcome", outcome(outcome)).increment();
        if (!outcome.isAdmitted()) {
            outcome.findings().stream()
                    .map(Finding::rule)
                    .distinct()
                    .forEach(r -> registry.counter("gate.refusals", "rule", r.value()).increment());
        }
    }

    void round(int number, long nanos, List<Outcome> outcomes) {
        registry.timer("gate.keeper.round").record(nanos, TimeUnit.NANOSECONDS);
        for (Outcome outcome : outcomes) {
            for (Event event : outcome.events()) {
                if (EventCodec.typeOf(event).equals(REVERIFIED)) {
                    reverified(number, EventCodec.encode(event));
                }
            }
        }
    }

    private void reverified(int number, JsonObject event) {
        boolean holds = event.array("findings").isEmpty();
        registry.counter(
                        "gate.reverifications",
                        "environment",
                        event.text("environment").orElse("?"),
                        "result",
                        holds ? "holds" : "fails")
                .increment();
        if (holds) {
            lastReverified.put(number, clock.instant());
        }
    }

    static String outcome(Outcome outcome) {
        return outcome.refusal()
                .map(reason -> reason.name().toLowerCase(Locale.ROOT))
                .orElse("admitted");
    }

    /** The command's name, as the outcome's own events have it. */
    static String commandOf(Outcome outcome) {
        for (Event event : outcome.events()) {
            if (event instanceof CommandAdmitted admitted) {
                return admitted.command();
            }
            if (event instanceof CommandRefused refused) {
                return refused.command();
            }
        }
        return "-";
    }

    /** All figures as Prometheus reads them. */
    String scrape() {
        openByGate.forEach(
                (number, gauge) -> {
                    Map<String, Integer> open = new TreeMap<>();
                    houses.get(number).access().read(state -> count(state, open));
                    gauge.register(
                            open.entrySet().stream()
                                    .<MultiGauge.Row<?>>map(
                                            e ->
                                                    MultiGauge.Row.of(
                                                            workspace(number)
                                                                    .and("gate", e.getKey()),
                                                            e.getValue()))
                                    .toList(),
                            true);
                });
        return registry.scrape();
    }

    private static boolean count(InstallationView state, Map<String, Integer> open) {
        state.governance().gates().keySet().forEach(gate -> open.put(gate.value(), 0));
        for (PromotionState promotion : state.openPromotions()) {
            open.merge(promotion.gate().value(), 1, Integer::sum);
        }
        return true;
    }
}

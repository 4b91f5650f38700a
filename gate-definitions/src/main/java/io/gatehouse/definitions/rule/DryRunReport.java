package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The live dry run passed and its report holds together (runbook RB-3.3): every environment and
 * every adapter, every order filled, with the configuration that is to be promoted; and its log
 * says the same.
 *
 * <p>The tool that writes the report passes an environment in which one order of five was filled;
 * this rule does not. It also leaves the log unsigned when nobody gives it a key; that is admitted
 * only where the definition says so.
 */
public final class DryRunReport extends AbstractRule {

    private static final String PASS = "PASS";
    private static final String CATEGORY = "live_execution_dry_run";

    /** Of the key that signs the log: {@code evidence:dry-run}. */
    private static final String PURPOSE = "dry-run";

    DryRunReport() {
        super(
                "dry-run-report",
                false,
                "Every live environment, adapter and order of the dry run passed, with the configuration in evidence, and the log says the same.",
                Parameter.required("report", Parameter.Kind.ARTEFACT, "the JSON report"),
                Parameter.required("log", Parameter.Kind.ARTEFACT, "the run's JSONL"),
                Parameter.optional(
                        "max-age", Parameter.Kind.DURATION, "greatest age of report and line"),
                Parameter.optional(
                        "signed",
                        Parameter.Kind.FLAG,
                        "false admits a line without signature; one that is there is always checked"));
    }

    /** The configuration that is promoted is evidence of another step. */
    @Override
    public boolean looksBeyond(GateDefinition gate, StepDefinition step) {
        return true;
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Optional<Duration> maxAge = given.duration("max-age");
        boolean signed = given.flag("signed", true);
        LiveConfiguration configuration = LiveConfiguration.of(inspection);
        Map<String, Map<String, String>> reports = new TreeMap<>();
        for (Observation file : inspection.readable(given.artefact("report").orElseThrow())) {
            Optional<ReportPart> report = ReportPart.of(inspection, file);
            report.ifPresent(
                    r -> reports.put(file.item().path(), report(r, maxAge, configuration)));
        }
        Set<String> logged = new HashSet<>();
        for (Observation file : inspection.readable(given.artefact("log").orElseThrow())) {
            Optional<List<JsonLines.Entry>> lines = JsonLines.read(inspection, file);
            for (JsonLines.Entry line : lines.orElse(List.of())) {
                ReportPart.ofLine(inspection, file, line)
                        .flatMap(l -> line(l, line.bytes().bytes(), signed, maxAge, reports))
                        .ifPresent(logged::add);
            }
        }
        for (String path : reports.keySet()) {
            if (!logged.contains(path)) {
                inspection.fail(
                        "not-logged",
                        path,
                        "a line of the log about this report",
                        "none",
                        "do step " + inspection.context().step().id() + " again");
            }
        }
    }

    /** Judges a report; returns the status of each environment. */
    private static Map<String, String> report(
            ReportPart report, Optional<Duration> maxAge, LiveConfiguration configuration) {
        report.time("generated_at", maxAge);
        configuration.judge(report);
        report.demand("status", PASS);
        Map<String, String> environments = new TreeMap<>();
        List<ReportPart> parts = report.parts("environments");
        if (parts.isEmpty() && report.states("environments")) {
            report.refuse("no-environment", "environments", "a live environment", "none");
        }
        for (ReportPart part : parts) {
            Optional<String> name = part.text("environment");
            String status = part.text("status").orElse("");
            if (name.isPresent() && environments.put(name.get(), status) != null) {
                part.refuse("environment-twice", "environment", "each once", "again");
            }
            name.ifPresent(n -> configuration.requireLive(part, n));
            environment(part);
        }
        boolean all = environments.values().stream().allMatch(PASS::equals);
        if (report.states("status")
                && report.object().text("status").filter(PASS::equals).isPresent() != all) {
            report.refuse(
                    "status-disagrees",
                    "status",
                    "the status of the environments, " + environments,
                    "another");
        }
        return environments;
    }

    /** What holds of an environment of every dry run: status, adapters, exchanges, orders. */
    static void environment(ReportPart part) {
        part.demand("status", PASS);
        noError(part);
        Set<String> adapters = new HashSet<>();
        part.part("adapters")
                .ifPresent(
                        all -> {
                            for (String name : all.object().names()) {
                                adapters.add(name);
                                all.part(name)
                                        .ifPresent(
                                                a -> {
                                                    a.demand("status", PASS);
                                                    noError(a);
                                                });
                            }
                        });
        List<JsonValue> exchanges = part.list("exchanges").orElse(List.of());
        if (exchanges.isEmpty() && part.states("exchanges")) {
            part.refuse("no-exchange", "exchanges", "an exchange", "none");
        }
        for (JsonValue exchange : exchanges) {
            if (!(exchange instanceof JsonString text) || !adapters.contains(text.value())) {
                part.refuse(
                        "no-adapter",
                        "adapters",
                        "an adapter for " + ReportVerdict.show(exchange),
                        "none");
            }
        }
        part.part("simulation").ifPresent(DryRunReport::simulation);
    }

    private static void noError(ReportPart part) {
        if (part.states("error")) {
            part.refuse(
                    "adapter-error",
                    "error",
                    "none",
                    ReportVerdict.show(part.object().members().get("error")));
        }
    }

    private static void simulation(ReportPart simulation) {
        Optional<BigDecimal> attempted = simulation.number("orders_attempted");
        Optional<BigDecimal> executed = simulation.number("orders_executed");
        if (attempted.isPresent() && executed.isPresent()) {
            boolean filled = attempted.get().compareTo(executed.get()) == 0;
            if (!filled || attempted.get().signum() <= 0) {
                simulation.refuse(
                        "orders-unfilled",
                        "orders_executed",
                        "every order of at least one",
                        executed.get().toPlainString() + " of " + attempted.get().toPlainString());
            }
            if (simulation.states("ledger_rows")
                    && simulation
                            .number("ledger_rows")
                            .filter(r -> r.compareTo(executed.get()) < 0)
                            .isPresent()) {
                simulation.refuse("ledger-short", "ledger_rows", "a row for every order", "fewer");
            }
        }
    }

    /** Judges a line of the log; returns the path of the report that it is about. */
    private static Optional<String> line(
            ReportPart line,
            byte[] bytes,
            boolean signed,
            Optional<Duration> maxAge,
            Map<String, Map<String, String>> reports) {
        line.time("timestamp", maxAge);
        line.demand("category", CATEGORY);
        line.demand("status", PASS);
        InlineMac.judge(line, bytes, PURPOSE, signed);
        Optional<String> stated = line.text("report");
        Optional<String> path =
                stated.flatMap(
                        s -> reports.keySet().stream().filter(p -> isPath(s, p)).findFirst());
        if (stated.isPresent() && path.isEmpty()) {
            line.refuse(
                    "other-report",
                    "report",
                    "the report in evidence, " + reports.keySet(),
                    ReportVerdict.show(new JsonString(stated.get())));
        }
        Map<String, String> environments = new TreeMap<>();
        for (ReportPart part : line.parts("environments")) {
            part.text("name").ifPresent(n -> environments.put(n, part.text("status").orElse("")));
        }
        if (path.isPresent() && !reports.get(path.get()).equals(environments)) {
            line.refuse(
                    "log-disagrees",
                    "environments",
                    reports.get(path.get()).toString(),
                    environments.toString());
        }
        return path;
    }

    /** Whether a tool's path, absolute or not, is that of a file of the workspace. */
    static boolean isPath(String stated, String recorded) {
        String plain = stated.replace('\\', '/');
        plain = plain.startsWith("./") ? plain.substring(2) : plain;
        return plain.equals(recorded) || (plain.startsWith("/") && plain.endsWith("/" + recorded));
    }
}

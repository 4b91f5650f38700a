package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.AdapterId;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The dry run of this system's own router passed by its own figures (runbook RB-3.3): every live
 * environment, adapter, check and drill, with the configuration that is to be promoted, and a
 * signed line of the log names this very report by its digest.
 */
public final class DryRunPass extends AbstractRule {

    private static final String PASS = "PASS";
    private static final String PURPOSE = "dry-run";
    private static final AdapterId ROUTER = new AdapterId("live-router");

    DryRunPass() {
        super(
                "dry-run-pass",
                false,
                "Every live environment, check and drill of the dry run was run and passed within its bounds, and the signed log names the report.",
                Parameter.required("report", Parameter.Kind.ARTEFACT, "the JSON report"),
                Parameter.required("log", Parameter.Kind.ARTEFACT, "the run's signed JSONL"),
                Parameter.required(
                        "max-age", Parameter.Kind.DURATION, "greatest age of report and line"),
                Parameter.required(
                        "drills",
                        Parameter.Kind.TEXTS,
                        "drills that each environment must have, as id:milliseconds"),
                Parameter.required(
                        "checks", Parameter.Kind.TEXTS, "checks that each environment must have"),
                Parameter.optional(
                        "environments",
                        Parameter.Kind.TEXTS,
                        "the environments that must be there; all live ones unless given"));
    }

    /** The configuration that is promoted is evidence of another step. */
    @Override
    public boolean looksBeyond(GateDefinition gate, StepDefinition step) {
        return true;
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return DrillFigures.bounds(given.texts("drills")).isPresent()
                ? List.of()
                : List.of("parameter 'drills' is not a list of id:milliseconds, each once");
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Optional<Duration> maxAge = given.duration("max-age");
        LiveConfiguration configuration = LiveConfiguration.of(inspection);
        Map<String, String> reports = new HashMap<>();
        for (Observation file : inspection.readable(given.artefact("report").orElseThrow())) {
            OwnRun.demand(inspection, file, ROUTER, "the dry run");
            reports.put(file.item().digests().sha384().hex(), file.item().path());
            ReportPart.of(inspection, file)
                    .ifPresent(
                            r -> {
                                r.time("generated_at", maxAge);
                                configuration.judgeDigest(r);
                                report(r, given, configuration);
                            });
        }
        for (Observation file : inspection.readable(given.artefact("log").orElseThrow())) {
            for (JsonLines.Entry line : JsonLines.read(inspection, file).orElse(List.of())) {
                ReportPart.ofLine(inspection, file, line)
                        .ifPresent(l -> line(l, line.bytes().bytes(), maxAge, reports));
            }
        }
        // what is left was named by no line
        for (String path : new TreeSet<>(reports.values())) {
            inspection.fail(
                    "not-logged",
                    path,
                    "a signed line that names this report's digest",
                    "none",
                    "do step " + inspection.context().step().id() + " again");
        }
    }

    private static void report(ReportPart report, Reading given, LiveConfiguration configuration) {
        report.demand("status", PASS);
        Map<String, BigDecimal> drills = DrillFigures.bounds(given.texts("drills")).orElseThrow();
        Set<String> seen = new TreeSet<>();
        boolean passed = true;
        for (ReportPart part : report.parts("environments")) {
            Optional<String> name = part.text("environment");
            if (name.isPresent() && !seen.add(name.get())) {
                part.refuse("listed-twice", "environment", "each once", Shown.text(name.get()));
            }
            name.ifPresent(n -> configuration.requireLive(part, n));
            DryRunReport.environment(part);
            passed &= part.object().text("status").filter(PASS::equals).isPresent();
            DrillFigures.checks(part, given.texts("checks"));
            DrillFigures.drills(part, drills);
        }
        if (report.object().text("status").filter(PASS::equals).isPresent() != passed) {
            report.refuse("status-disagrees", "status", "what its environments say", "another");
        }
        Set<String> wanted = new TreeSet<>(given.texts("environments"));
        if (wanted.isEmpty()) {
            wanted.addAll(configuration.live());
        }
        if (wanted.isEmpty()) {
            report.refuse("no-environment", "environments", "a live environment", "none");
        }
        wanted.removeAll(seen);
        for (String missing : wanted) {
            report.refuse(
                    "not-run", "environments", Shown.text(missing), "it is not in the report");
        }
    }

    private static void line(
            ReportPart line, byte[] bytes, Optional<Duration> maxAge, Map<String, String> reports) {
        line.time("timestamp", maxAge);
        line.demand("category", "live_execution_dry_run");
        line.demand("status", PASS);
        InlineMac.judge(line, bytes, PURPOSE, true);
        Optional<String> digest = line.text("report_sha384").map(LiveConfiguration::hex);
        if (digest.isPresent() && reports.remove(digest.get()) == null) {
            line.refuse(
                    "other-report",
                    "report_sha384",
                    "the digest of the report in evidence",
                    Shown.text(digest.get()));
        }
    }
}

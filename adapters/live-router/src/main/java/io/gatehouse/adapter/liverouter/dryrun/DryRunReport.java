package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The report of a dry run, in the existing tool's form and more.
 *
 * <p>Canonical JSON. The same task gives the same bytes but for {@code generated_at}, {@code
 * measured}, and in the environments the figures of latency and drills and the value of what was
 * filled. For one thread.
 */
public final class DryRunReport {

    /** Name and version of the form. */
    public static final String SCHEMA = "gatehouse.live-dry-run/1";

    private static final List<String> NOT_TESTED =
            List.of(
                    "that the real venues keep the ticks, lots and minimums of the stand-in",
                    "that the real keys have the permissions of the stand-in's key",
                    "latency, rate limits and depth of the real venues",
                    "transport security to the real venues");

    private final DryRunTask task;
    private final Instant at;
    private final List<Finding> findings = new ArrayList<>();
    private final List<DryRunCheck> confinement = new ArrayList<>();
    private final List<EnvironmentReport> environments = new ArrayList<>();
    private final TreeMap<String, List<DryRunCheck>> drills = new TreeMap<>();
    private final TreeMap<String, Long> measured = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, Long>> figures = new TreeMap<>();
    private int trials;

    DryRunReport(DryRunTask task, Instant at) {
        this.task = task;
        this.at = at.truncatedTo(ChronoUnit.MILLIS);
    }

    DryRunTask task() {
        return task;
    }

    void add(Finding finding) {
        findings.add(finding);
    }

    void confinement(DryRunCheck check) {
        confinement.add(check);
    }

    EnvironmentReport environment(String name, List<String> exchanges) {
        EnvironmentReport part = new EnvironmentReport(name, exchanges);
        environments.add(part);
        return part;
    }

    void drill(String name, List<DryRunCheck> checks) {
        drills.merge(name, checks, (a, b) -> Stream.concat(a.stream(), b.stream()).toList());
    }

    /** A drill was run to its end, which belongs to each environment that uses the route. */
    void timed(Drill drill, DrillResult result) {
        TreeMap<String, Long> own = new TreeMap<>(result.figures());
        own.put("nanos", result.nanos());
        figures.put(drill.name(), own);
        boolean holds = drills.get(drill.name()).stream().allMatch(DryRunCheck::holds);
        environments.forEach(
                e -> e.drill(drill.name(), holds, result.millis(), drill.boundMillis()));
    }

    void measured(String venue, long micros) {
        measured.merge(venue, micros, Math::max);
    }

    int nextTrial() {
        return ++trials;
    }

    /** Everything that speaks against it, in the order of the report. */
    public List<Finding> findings() {
        Stream<DryRunCheck> checks =
                Stream.of(
                                confinement.stream(),
                                environments.stream().flatMap(e -> e.checks().stream()),
                                drills.values().stream().flatMap(List::stream))
                        .flatMap(s -> s);
        return Stream.concat(
                        findings.stream(),
                        checks.map(DryRunCheck::finding).flatMap(Optional::stream))
                .toList();
    }

    /** Whether nothing failed and everything was there to be tried. */
    public boolean passed() {
        return findings().isEmpty()
                && !confinement.isEmpty()
                && !environments.isEmpty()
                && environments.stream().allMatch(EnvironmentReport::holds)
                && drills.keySet().containsAll(Drill.DEMANDED);
    }

    String status() {
        return passed() ? "PASS" : "FAIL";
    }

    /** The report's value. */
    public JsonObject toJson() {
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("generated_at", at.toString())
                .put("config", task.path())
                .put("config_sha256", Digest.sha256(task.configuration()).hex())
                .put("config_sha384", Digest.sha384(task.configuration()).hex())
                .put("status", status())
                .put("environments", environments.stream().map(EnvironmentReport::toJson).toList())
                .put("confinement", confinement.stream().map(DryRunCheck::toJson).toList())
                .put("drills", drillsJson())
                .put("findings", findings().stream().map(DryRunReport::finding).toList())
                .put(
                        "measured",
                        JsonObject.of("slowest_answer_micros", measured).with("drills", figures))
                .put("not_tested", NOT_TESTED)
                .put("seed", task.seed())
                .put("versions", task.versions())
                .put("notes", JsonNull.NULL)
                .build();
    }

    private List<JsonObject> drillsJson() {
        return drills.entrySet().stream()
                .map(
                        e ->
                                JsonObject.builder()
                                        .put("name", e.getKey())
                                        .put(
                                                "status",
                                                e.getValue().stream().allMatch(DryRunCheck::holds)
                                                        ? "PASS"
                                                        : "FAIL")
                                        .put(
                                                "checks",
                                                e.getValue().stream()
                                                        .map(DryRunCheck::toJson)
                                                        .toList())
                                        .build())
                .toList();
    }

    private static JsonObject finding(Finding finding) {
        return JsonObject.builder()
                .put("rule", finding.rule().value())
                .put("code", finding.code())
                .put("subject", finding.subject())
                .put("expected", finding.expected())
                .put("observed", finding.observed())
                .put("remedy", finding.remedy())
                .build();
    }

    /** The bytes of a report's file: canonical, with a line end. */
    public static byte[] bytes(JsonObject report) {
        byte[] canonical = CanonicalJson.bytes(report);
        byte[] file = Arrays.copyOf(canonical, canonical.length + 1);
        file[canonical.length] = '\n';
        return file;
    }
}

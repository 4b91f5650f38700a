package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The interface's guard raised no alarm (runbook RB-3.5) and, where its report is named, was at
 * work: frames within the plan's limits, computed from the frame times themselves (ADR 0013).
 *
 * <p>The log alone says nothing about health: a guard that is dead writes no lines. A definition
 * therefore asks for a run of continuous integration or for the guard's report beside it.
 */
public final class UiTelemetry extends AbstractRule {

    private static final Set<String> CALM = Set.of("info", "notice");
    private static final Set<String> ALARM = Set.of("warning", "error", "critical");
    private static final Pattern CATEGORY = Pattern.compile("ui(?:\\.[a-z0-9_]{1,64}){1,4}");

    UiTelemetry() {
        super(
                "ui-telemetry",
                false,
                "The interface's alert log holds no alarm and, where a guard report is named, its raw frame times keep p95 below 150 ms and jank below 1 %.",
                Parameter.required("log", Parameter.Kind.ARTEFACT, "JSONL of alerts; may be empty"),
                Parameter.optional(
                        "guard",
                        Parameter.Kind.ARTEFACT,
                        "JSON report of the guard with frame times and heartbeats"),
                Parameter.optional(
                        "max-age", Parameter.Kind.DURATION, "the time that log and report cover"));
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        Optional<Duration> maxAge = given.duration("max-age");
        for (Observation file : inspection.readable(given.artefact("log").orElseThrow())) {
            Optional<List<JsonLines.Entry>> lines = JsonLines.read(inspection, file);
            for (JsonLines.Entry line : lines.orElse(List.of())) {
                ReportPart.ofLine(inspection, file, line).ifPresent(l -> alert(l, maxAge));
            }
        }
        if (given.artefact("guard").isPresent()) {
            for (Observation file : inspection.readable(given.artefact("guard").get())) {
                ReportPart.of(inspection, file).ifPresent(r -> guard(r, maxAge));
            }
        }
    }

    private static void alert(ReportPart line, Optional<Duration> maxAge) {
        // an alarm counts whatever its time says: a line's time is the sender's
        line.time("generated_at", maxAge);
        Optional<String> category = line.text("category");
        if (category.filter(c -> !CATEGORY.matcher(c).matches()).isPresent()) {
            line.refuse(
                    "value-refused",
                    "category",
                    "a category of the interface, such as ui.performance.jank",
                    ReportVerdict.show(new JsonString(category.get())));
        }
        Optional<String> severity = line.text("severity");
        if (severity.filter(ALARM::contains).isPresent()) {
            line.refuse("alarm", "severity", CALM.toString(), severity.get());
        } else if (severity.filter(s -> !CALM.contains(s)).isPresent()) {
            line.refuse(
                    "value-refused",
                    "severity",
                    CALM.toString(),
                    ReportVerdict.show(new JsonString(severity.get())));
        }
        rate(line);
        line.part("payload");
        Optional<ReportPart> context = line.part("context");
        for (Map.Entry<String, JsonValue> member :
                context.map(c -> c.object().members().entrySet()).orElse(Set.of())) {
            if (!(member.getValue() instanceof JsonString)) {
                context.get()
                        .refuse(
                                "wrong-kind",
                                member.getKey(),
                                "text",
                                ReportVerdict.show(member.getValue()));
            }
        }
    }

    /** Frames per second; a client that does not say is null there. */
    private static void rate(ReportPart line) {
        boolean silent = line.object().find("fps").filter(JsonNull.class::isInstance).isPresent();
        Optional<BigDecimal> rate = silent ? Optional.empty() : line.number("fps");
        if (rate.filter(r -> r.signum() < 0).isPresent()) {
            line.refuse("value-refused", "fps", "not below 0", rate.get().toPlainString());
        }
    }

    private static void guard(ReportPart report, Optional<Duration> maxAge) {
        report.time("generated_at", maxAge);
        report.part("guard").ifPresent(g -> g.demand("active", true));
        report.part("reduce_motion").ifPresent(r -> r.demand("verified", true));
        report.part("fps_monitor").ifPresent(f -> f.demand("active", true));
        Heartbeats.judge(report, maxAge);
        FrameFigures.judge(report);
    }
}

package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonNumbers;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What the smoke test of the strategies prints: cycles, signals and telemetry of each schedule. The
 * tool itself gives no verdict and succeeds with no signal at all; the runbook wants PASS and no
 * deviation above tolerance, which the report that wraps the output says.
 */
final class DemoSmokeFigures {

    private static final String AGAIN = "run the smoke test again";

    private final Inspection inspection;
    private final String path;
    private final JsonObject report;

    DemoSmokeFigures(Inspection inspection, String path, JsonObject report) {
        this.inspection = inspection;
        this.path = path;
        this.report = report;
    }

    void judge() {
        if (report.integer("cycles").filter(n -> n > 0).isEmpty()) {
            fail("no-cycles", "cycles", "at least one", Shown.value(report.find("cycles")));
        }
        JsonObject signals = report.object("emitted_signals").orElse(JsonObject.EMPTY);
        JsonObject telemetry = report.object("telemetry").orElse(JsonObject.EMPTY);
        for (String schedule : signals.names()) {
            JsonValue value = signals.find(schedule).orElseThrow();
            if (!(value instanceof JsonInteger n) || n.value() < 0) {
                fail(
                        "implausible",
                        "emitted_signals " + Shown.text(schedule),
                        "a whole number from 0",
                        Shown.value(Optional.of(value)));
            }
        }
        boolean any =
                signals.members().values().stream()
                        .anyMatch(v -> v instanceof JsonInteger n && n.value() > 0);
        if (!any) {
            fail("no-signals", "emitted_signals", "a signal of some schedule", "none");
        }
        if (telemetry.names().isEmpty() || !telemetry.names().equals(signals.names())) {
            fail(
                    "telemetry-incomplete",
                    "telemetry",
                    "of the schedules " + Shown.text(signals.names().toString()),
                    Shown.text(telemetry.names().toString()));
        }
        telemetry.names().forEach(schedule -> telemetry(schedule, telemetry));
        verdict();
    }

    private void telemetry(String schedule, JsonObject telemetry) {
        JsonObject row = telemetry.object(schedule).orElse(JsonObject.EMPTY);
        for (String member : new String[] {"signals", "latency_ms"}) {
            if (row.find(member)
                    .flatMap(JsonNumbers::decimal)
                    .filter(n -> n.signum() >= 0)
                    .isEmpty()) {
                fail(
                        "implausible",
                        "telemetry " + Shown.text(schedule) + " " + member,
                        "a number from 0",
                        Shown.value(row.find(member)));
            }
        }
    }

    private void verdict() {
        if (!report.text("status").equals(Optional.of("PASS"))) {
            fail("not-passed", "status", "PASS", Shown.value(report.find("status")));
        }
        Optional<Long> said = report.integer("deviations_above_tolerance");
        if (!said.equals(Optional.of(0L))) {
            fail(
                    "deviations",
                    "deviations_above_tolerance",
                    "0",
                    Shown.value(report.find("deviations_above_tolerance")));
        }
        report.find("deviations").ifPresent(list -> deviations(list, said.orElse(-1L)));
    }

    /** Where the report lists deviations, they are measured again. */
    private void deviations(JsonValue list, long said) {
        if (!(list instanceof JsonArray rows)) {
            inspection.malformed(path + " deviations", "a list", "another value");
            return;
        }
        long counted = rows.values().stream().filter(row -> !isTolerable(row)).count();
        if (counted != said) {
            fail(
                    "counter-disagrees",
                    "deviations_above_tolerance",
                    counted + ", counted in the rows",
                    String.valueOf(said));
        }
    }

    private static boolean isTolerable(JsonValue row) {
        JsonObject deviation = row instanceof JsonObject object ? object : JsonObject.EMPTY;
        Optional<BigDecimal> expected = decimal(deviation, "expected");
        Optional<BigDecimal> observed = decimal(deviation, "observed");
        Optional<BigDecimal> tolerance = decimal(deviation, "tolerance");
        return expected.isPresent()
                && observed.isPresent()
                && tolerance.isPresent()
                && observed.get().subtract(expected.get()).abs().compareTo(tolerance.get()) <= 0;
    }

    private static Optional<BigDecimal> decimal(JsonObject object, String name) {
        return object.find(name).flatMap(JsonNumbers::decimal);
    }

    private void fail(String code, String member, String expected, String observed) {
        inspection.fail(code, path + " " + member, expected, observed, AGAIN);
    }
}

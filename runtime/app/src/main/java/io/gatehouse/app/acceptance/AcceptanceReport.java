package io.gatehouse.app.acceptance;

import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code acceptance.json}, the report that the rule {@code installer-accepted} judges: form {@code
 * gatehouse.acceptance/1}, every part once and in order. {@link AcceptanceSigner} signs it.
 *
 * <p>The digests bind it to one bundle; where the bundle was not found sound they are left out, so
 * that a report about it can bear out no other.
 */
public final class AcceptanceReport {

    public static final String SCHEMA = "gatehouse.acceptance/1";

    private AcceptanceReport() {}

    /** The report about a run that began then; times are cut to seconds. */
    public static JsonObject of(
            AcceptanceRun.Result result, AcceptanceSubject subject, Instant started) {
        JsonObject.Builder report =
                JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put("generated_at", started.truncatedTo(ChronoUnit.SECONDS).toString())
                        .put("workspace_installation", subject.installation());
        JsonObject bundle = result.outcomes().get(AcceptancePart.BUNDLE).facts();
        bundle.text("archive_sha384").ifPresent(d -> report.put("bundle_archive_sha384", d));
        bundle.text("manifest_sha384").ifPresent(d -> report.put("bundle_manifest_sha384", d));
        subject.configuration().ifPresent(d -> report.put("config_sha384", d.value()));
        List<JsonObject> steps = new ArrayList<>();
        result.outcomes().forEach((part, outcome) -> steps.add(step(part, outcome)));
        return report.put("steps", steps).build();
    }

    private static JsonObject step(AcceptancePart part, StepOutcome outcome) {
        return JsonObject.builder()
                .put("step", name(part))
                .put("status", status(outcome.status()))
                .put("details", outcome.findings().stream().map(RecordCodec::encode).toList())
                .build();
    }

    private static String name(AcceptancePart part) {
        return part == AcceptancePart.TRIAL_INSTALL ? "install" : part.code();
    }

    private static String status(StepOutcome.Status status) {
        return switch (status) {
            case OK -> "ok";
            case FAILED -> "failed";
            case SKIPPED -> "not_run";
        };
    }
}

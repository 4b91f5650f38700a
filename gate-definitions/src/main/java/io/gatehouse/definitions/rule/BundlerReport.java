package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.List;
import java.util.Optional;

/**
 * What the bundler says about a bundle; its own exit code tells nothing of issues that it found.
 */
final class BundlerReport {

    private BundlerReport() {}

    /**
     * The report of a dry run, or of the pipeline; it may disagree with nothing in the manifest.
     */
    static void judge(
            Inspection inspection,
            String path,
            JsonObject report,
            Optional<Observation> manifest,
            Optional<JsonObject> read) {
        Optional<JsonValue> discrepancies = report.find("discrepancies");
        Optional<JsonObject> fingerprint =
                report.object("pipeline").flatMap(p -> p.object("fingerprint"));
        if (discrepancies.isEmpty() && fingerprint.isEmpty()) {
            reported(inspection, path, "discrepancies or pipeline.fingerprint", "neither");
        }
        discrepancies
                .filter(d -> !isEmptyList(d))
                .ifPresent(d -> reported(inspection, path + " discrepancies", "none", "some"));
        fingerprint
                .filter(
                        f ->
                                !isEmptyList(f.find("issues").orElse(JsonNull.NULL))
                                        || !f.flag("signature_valid").equals(Optional.of(true)))
                .ifPresent(
                        f ->
                                reported(
                                        inspection,
                                        path + " pipeline.fingerprint",
                                        "signature_valid and no issues",
                                        "another answer"));
        for (String member : List.of("bundle", "platform", "version")) {
            Optional<String> said = report.text(member);
            if (said.isPresent() && read.isPresent() && !said.equals(read.get().text(member))) {
                reported(
                        inspection,
                        path + " " + member,
                        Shown.value(read.get().find(member)),
                        Shown.text(said.get()));
            }
        }
        Optional<String> quoted = report.text("manifest_sha384");
        Optional<String> own = manifest.map(m -> m.item().digests().sha384().hex());
        if (quoted.isPresent() && !quoted.equals(own)) {
            reported(inspection, path + " manifest_sha384", own.orElse("none"), "another");
        }
    }

    private static boolean isEmptyList(JsonValue value) {
        return value instanceof JsonArray array && array.size() == 0;
    }

    private static void reported(
            Inspection inspection, String subject, String expected, String observed) {
        inspection.fail(
                "discrepancy",
                subject,
                expected,
                observed,
                "build the bundle again and check it with the bundler");
    }
}

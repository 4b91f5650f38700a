package io.gatehouse.demo.standin;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Stands for {@code oem_provision_license.py}: issues a licence for the device of the request, with
 * HMAC-SHA384, into a file of its own and as a line of the registry. Whether the device is that of
 * the installation is the gate's question.
 */
final class LicenceProvision {

    private static final int MOST_DAYS = 1095;

    private LicenceProvision() {}

    static int run(StandInRun run) throws IOException {
        String requestPath = run.arguments().isEmpty() ? "request.json" : run.arguments().get(0);
        JsonObject request = request(run.read(requestPath));
        long days = request.integer("valid_days").orElse(365L);
        if (days < 1 || days > MOST_DAYS) {
            throw new IOException("valid_days is 1 to " + MOST_DAYS);
        }
        String id = licenceId(run, request);
        JsonObject payload = payload(run, request, id, days);
        String line = ReportText.line(DemoSecrets.LICENCE.envelope(run.workspace(), payload));
        run.write("var/licenses/issued/" + id + ".jsonl", line);
        append(run, run.option("--registry", "var/licenses/registry.jsonl"), line);
        run.out().println("licence " + id + " until " + payload.requireText("expires_at"));
        return 0;
    }

    private static JsonObject request(byte[] bytes) throws IOException {
        try {
            return StrictJson.readEvidence(bytes).objectOrThrow();
        } catch (JsonFaultException e) {
            throw new IOException("the request is not a JSON object", e);
        }
    }

    /** With an id exactly where the request brings a fingerprint document, as the vendor's tool. */
    private static JsonObject payload(StandInRun run, JsonObject request, String id, long days)
            throws IOException {
        JsonObject plain =
                JsonObject.builder()
                        .put("schema", "core.oem.license")
                        .put("schema_version", "1.0")
                        .put("fingerprint", "")
                        .put("issued_at", run.now().toString())
                        .put("expires_at", run.now().plus(Duration.ofDays(days)).toString())
                        .put("profile", request.text("profile").orElse("paper"))
                        .put("issuer", request.text("issuer").orElse("OEM-Control"))
                        .put("bundle_version", run.inputs().release().id())
                        .put("features", List.of())
                        .put("notes", StandIn.LABEL + " in place of oem_provision_license.py")
                        .build();
        Optional<JsonObject> document = request.object("fingerprint");
        if (document.isEmpty()) {
            String text = request.text("fingerprint").orElse("").toUpperCase(Locale.ROOT);
            if (text.isBlank()) {
                throw new IOException("the request names no fingerprint");
            }
            return plain.with("fingerprint", text);
        }
        JsonObject device =
                document.get()
                        .object("payload")
                        .orElseThrow(() -> new IOException("no fingerprint document"));
        return plain.with("license_id", id)
                .with("mode", "qr")
                .with("fingerprint", device.object("fingerprint").orElse(JsonObject.EMPTY))
                .with("fingerprint_payload", device)
                .with(
                        "fingerprint_signature",
                        document.get().object("signature").orElse(JsonObject.EMPTY))
                .with("policy", JsonObject.of("require_mac", true))
                .with(
                        "policy_evaluation",
                        JsonObject.of("errors", List.of()).with("warnings", List.of()));
    }

    /** Derived, so that two runs in one second for one request do not issue two licences. */
    private static String licenceId(StandInRun run, JsonObject request) {
        String text =
                run.now()
                        + "\n"
                        + Digest.of(
                                JsonObject.EMPTY.with(
                                        "of", request.find("fingerprint").orElse(JsonNull.NULL)))
                        + "\n"
                        + request.text("profile").orElse("");
        return Digest.sha384(text.getBytes(StandardCharsets.UTF_8)).hex().substring(0, 32);
    }

    private static void append(StandInRun run, String registry, String line) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (Files.exists(run.file(registry))) {
            bytes.write(run.read(registry));
        }
        bytes.write(line.getBytes(StandardCharsets.UTF_8));
        run.write(registry, bytes.toByteArray());
    }
}

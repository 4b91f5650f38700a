package io.gatehouse.demo.standin;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

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
        JsonObject payload =
                JsonObject.builder()
                        .put("schema", "core.oem.license")
                        .put("schema_version", "1.0")
                        .put("license_id", id)
                        .put("fingerprint", fingerprint(request))
                        .put("issued_at", run.now().toString())
                        .put("expires_at", run.now().plus(Duration.ofDays(days)).toString())
                        .put("profile", request.text("profile").orElse("paper"))
                        .put("issuer", request.text("issuer").orElse("OEM-Control"))
                        .put("bundle_version", run.inputs().release().id())
                        .put("features", List.of())
                        .put("notes", StandIn.LABEL + " in place of oem_provision_license.py")
                        .build();
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

    /** The form with algorithm and value where the fingerprint is a digest, as ours are. */
    private static Object fingerprint(JsonObject request) throws IOException {
        String text = request.text("fingerprint").filter(t -> !t.isBlank()).orElse("");
        if (text.isEmpty()) {
            throw new IOException("the request names no fingerprint");
        }
        if (!Digest.isDigest(text)) {
            return text;
        }
        Digest digest = Digest.parse(text);
        return JsonObject.builder()
                .put("algorithm", digest.algorithm())
                .put("value", digest.hex())
                .build();
    }

    /** Derived, so that two runs in one second for one request do not issue two licences. */
    private static String licenceId(StandInRun run, JsonObject request) {
        String text =
                run.now()
                        + "\n"
                        + request.text("fingerprint").orElse("")
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

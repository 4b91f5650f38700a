package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/** The log's line about a dry run, with its signature inside, as the existing tool puts it. */
public final class DryRunEntry {

    private static final Set<String> ALGORITHMS = Set.of("HMAC-SHA256", "HMAC-SHA384");
    private static final int SHORTEST = 32;

    private DryRunEntry() {}

    /**
     * The entry, signed over its canonical bytes without the signature.
     *
     * @param report as {@link DryRunReport#toJson} made it
     * @param path of its file, as it is recorded in evidence
     * @throws IllegalArgumentException for a signer without id, of another algorithm, or whose code
     *     is too short for any: an entry that nobody can check is not made
     */
    public static JsonObject signed(JsonObject report, String path, LogSigner signer) {
        JsonObject unsigned =
                JsonObject.builder()
                        .put("timestamp", report.requireText("generated_at"))
                        .put("category", "live_execution_dry_run")
                        .put("status", report.requireText("status"))
                        .put("report", path)
                        .put("report_sha384", Digest.sha384(DryRunReport.bytes(report)).hex())
                        .put("environments", environments(report))
                        .put("notes", JsonNull.NULL)
                        .build();
        byte[] code = signer.sign(CanonicalJson.bytes(unsigned));
        if (signer.keyId().isBlank()
                || !ALGORITHMS.contains(signer.algorithm())
                || code.length < SHORTEST) {
            throw new IllegalArgumentException("a dry run's entry is signed with a named key");
        }
        return unsigned.with(
                "signature",
                JsonObject.builder()
                        .put("algorithm", signer.algorithm())
                        .put("key_id", signer.keyId())
                        .put("value", Base64.getEncoder().encodeToString(code))
                        .build());
    }

    private static List<JsonObject> environments(JsonObject report) {
        return report.array("environments").stream()
                .map(JsonObject.class::cast)
                .map(
                        e ->
                                JsonObject.builder()
                                        .put("name", e.requireText("environment"))
                                        .put("status", e.requireText("status"))
                                        .put("orders_executed", executed(e))
                                        .build())
                .toList();
    }

    private static long executed(JsonObject environment) {
        return environment
                .object("simulation")
                .flatMap(s -> s.integer("orders_executed"))
                .orElse(0L);
    }
}

package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * The verification of a bundle as a document; it holds no time, so equal verdicts are equal bytes.
 */
public final class VerificationReport {

    private VerificationReport() {}

    /** The document: verdict {@code verified}, {@code refused} or {@code not-decided}. */
    public static JsonObject of(Verification verification) {
        JsonObject.Builder report =
                JsonObject.builder()
                        .put("schema", "gatehouse.bundle-verification/1")
                        .put("verdict", verdict(verification))
                        .put(
                                "findings",
                                verification.findings().stream()
                                        .map(VerificationReport::finding)
                                        .toList());
        if (verification instanceof Verification.Verified verified) {
            VerifiedBundle bundle = verified.bundle();
            List<JsonValue> notes =
                    verified.notes().stream().map(n -> JsonValue.of(n.code())).toList();
            report.put("notes", notes)
                    .put("bundle", BundleManifest.BUNDLE)
                    .put("platform", bundle.manifest().platform().text())
                    .put("version", bundle.manifest().version())
                    .put("files", bundle.manifest().files().size())
                    .put("archive_sha384", bundle.archive().hex())
                    .put("archive_bytes", bundle.archiveBytes())
                    .put("manifest_sha384", bundle.manifestDigest().hex())
                    .put("fingerprint", bundle.fingerprint());
            bundle.keyId().ifPresent(id -> report.put("key_id", id));
        }
        return report.build();
    }

    static String verdict(Verification verification) {
        if (verification instanceof Verification.Verified) {
            return "verified";
        }
        return verification instanceof Verification.Refused ? "refused" : "not-decided";
    }

    private static JsonValue finding(Finding finding) {
        return JsonObject.builder()
                .put("rule", finding.rule().value())
                .put("code", finding.code())
                .put("subject", finding.subject())
                .put("expected", finding.expected())
                .put("observed", finding.observed())
                .put("remedy", finding.remedy())
                .build();
    }
}

package io.gatehouse.systemtests.fuzz;

import io.gatehouse.adapter.ci.CiPayload;
import io.gatehouse.adapter.ci.CiReading;
import io.gatehouse.adapter.ci.CiReport;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.pack.PackFaultException;
import io.gatehouse.audit.pack.PackManifest;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reports of machines and manifests of packs: documents that carry their own signature. */
final class SignedDocuments {

    private static final Ed25519Signer SIGNER = Ed25519Signer.ofSeed(new byte[32]);
    private static final KeyId KEY = new KeyId("signer-1");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String COMMIT = "c".repeat(40);

    private SignedDocuments() {}

    static Target reports(int share) {
        List<CiReport> reports =
                List.of(
                        CiReport.sign(
                                new CiPayload.Run("smoke", "job-7", "12", COMMIT, "success", NOON),
                                KEY,
                                SIGNER),
                        CiReport.sign(
                                new CiPayload.MergedPullRequest(
                                        42,
                                        "ann",
                                        List.of("bob", "eve"),
                                        COMMIT,
                                        "a".repeat(40),
                                        "b".repeat(40),
                                        Digest.ZERO,
                                        NOON),
                                KEY,
                                SIGNER));
        List<JsonObject> payloads = reports.stream().map(CiReport::signed).toList();
        return new Target(
                "CI reports",
                share,
                reports.stream().map(SignedDocuments::fileBytes).toList(),
                bytes -> {
                    if (!(CiReport.read(bytes) instanceof CiReading.Parsed parsed)) {
                        return false;
                    }
                    boolean signed = parsed.report().verify(KEY, SIGNER.publicKey()).isEmpty();
                    require(!signed || payloads.contains(parsed.report().signed()), "a report");
                    return signed;
                });
    }

    private static byte[] fileBytes(CiReport report) {
        return CanonicalJson.bytes(
                JsonObject.builder()
                        .put("payload", report.signed())
                        .put(
                                "signature",
                                JsonObject.builder()
                                        .put("algorithm", "Ed25519")
                                        .put("key_id", report.key().value())
                                        .put("value", report.signature())
                                        .build())
                        .build());
    }

    static Target manifests(int share) {
        TreeMap<String, PackManifest.Member> members = new TreeMap<>();
        members.put("README.md", new PackManifest.Member(3, Digest.sha384(new byte[] {1})));
        members.put("journal/head.json", new PackManifest.Member(0, Digest.ZERO));
        PackManifest manifest =
                new PackManifest(
                        new InstallationId("bot-1"),
                        new JournalPosition(7, Digest.sha384(new byte[] {7})),
                        NOON,
                        Optional.empty(),
                        new TreeSet<>(List.of(Digest.ZERO)),
                        members);
        return new Target(
                "manifests of packs",
                share,
                List.of(manifest.sign(KEY, SIGNER)),
                bytes -> {
                    try {
                        PackManifest.Signed read = PackManifest.read(bytes);
                        boolean signed = read.verify(SIGNER.publicKey());
                        require(!signed || read.manifest().equals(manifest), "a manifest");
                        return signed;
                    } catch (PackFaultException e) {
                        return false;
                    }
                });
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what + " that was not signed");
        }
    }
}

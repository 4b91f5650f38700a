package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.fingerprint.Component;
import io.gatehouse.adapter.licensing.fingerprint.FakeIds;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Makes licences of approved requests. Pure but for its port; thread-safe.
 *
 * <p>The device's document is verified always; the existing provisioner does so only when it is
 * given a key.
 */
public final class LicenceIssuer {

    private static final List<String> CPUS =
            List.of("intel", "amd", "apple", "arm", "qualcomm", "ibm");

    private final ToolKeys fingerprintKeys;
    private final Signers signers;

    public LicenceIssuer(ToolKeys fingerprintKeys, Signers signers) {
        this.fingerprintKeys = fingerprintKeys;
        this.signers = signers;
    }

    /**
     * Issues a licence. Refused as {@code not-approved}, or for the fingerprint document: {@code
     * policy}, {@code fake-id} and what {@link HardwareDocument#read} finds.
     */
    public Judged<Licence> issue(LicenceRequest request, ToolKey key, Instant now) {
        List<Finding> findings = new ArrayList<>();
        Set<String> others = new HashSet<>(signers.of(request.bytes()));
        others.remove(request.requester());
        if (others.isEmpty()) {
            findings.add(
                    Area.REQUEST
                            .finding(
                                    "not-approved",
                                    request.licenceId(),
                                    "the signature of a second person over this request",
                                    "none",
                                    "have somebody else than the requester approve it")
                            .asPending());
        }
        Judged<HardwareDocument> document =
                HardwareDocument.read(
                        "fingerprint of the request", request.fingerprint(), fingerprintKeys);
        findings.addAll(document.findings());
        document.value().ifPresent(read -> findings.addAll(judge(request, read)));
        if (!findings.isEmpty()) {
            return Judged.refused(findings);
        }
        JsonObject envelope = key.seal(payload(request, document.value().orElseThrow(), now));
        // read back: what this reader refuses must not leave the house
        return Licence.read(
                request.licenceId(), CanonicalJson.bytes(envelope), new ToolKeys(Set.of(key)));
    }

    /**
     * The licence that was issued for a request, from what a QR code carries of it; its code is
     * verified, so nothing can be passed off.
     *
     * @param signature as it stands in the licence
     */
    public static Judged<Licence> rebuild(
            LicenceRequest request,
            Instant issued,
            JsonObject signature,
            ToolKeys licenceKeys,
            ToolKeys fingerprintKeys) {
        Judged<HardwareDocument> document =
                HardwareDocument.read(
                        "fingerprint of the request", request.fingerprint(), fingerprintKeys);
        if (document.value().isEmpty()) {
            return Judged.refused(document.findings());
        }
        JsonObject envelope =
                JsonObject.builder()
                        .put("payload", payload(request, document.value().get(), issued))
                        .put("signature", signature)
                        .build();
        return Licence.read(request.licenceId(), CanonicalJson.bytes(envelope), licenceKeys);
    }

    private static List<Finding> judge(LicenceRequest request, HardwareDocument document) {
        List<Finding> findings = new ArrayList<>();
        String cpu = document.raw(Component.CPU).orElse("").strip().toLowerCase(Locale.ROOT);
        Set<Component> has = document.digests().keySet();
        boolean usb = request.mode().equals("usb");
        boolean sound =
                CPUS.stream().anyMatch(cpu::startsWith)
                        && has.contains(Component.MAC)
                        && (!usb || has.containsAll(Set.of(Component.TPM, Component.DONGLE)));
        if (!sound) {
            findings.add(
                    Area.REQUEST.finding(
                            "policy",
                            "fingerprint of the request",
                            usb
                                    ? "a known CPU, a network card, a TPM and a dongle"
                                    : "a known CPU and a network card",
                            has.toString(),
                            "license another machine, or by the other mode"));
        }
        for (Component component : has) {
            if (document.raw(component).filter(raw -> FakeIds.isFake(component, raw)).isPresent()) {
                findings.add(
                        Area.REQUEST.finding(
                                "fake-id",
                                component.text(),
                                "an identity that this machine alone has",
                                "one that many have",
                                "make the document again without it, or use a dongle"));
            }
        }
        return findings;
    }

    private static JsonObject payload(
            LicenceRequest request, HardwareDocument document, Instant now) {
        JsonObject.Builder made =
                JsonObject.builder()
                        .put("schema", Licence.SCHEMA)
                        .put("schema_version", Licence.SCHEMA_VERSION)
                        .put("license_id", request.licenceId())
                        .put("mode", request.mode())
                        .put("notes", request.notes().orElse(null))
                        .put("fingerprint", document.payload().object("fingerprint").orElseThrow())
                        .put("fingerprint_payload", document.payload())
                        .put("fingerprint_signature", document.signature())
                        .put("issued_at", Timestamps.format(now))
                        .put(
                                "expires_at",
                                Timestamps.format(now.plus(Duration.ofDays(request.validDays()))))
                        .put("profile", request.profile())
                        .put("issuer", request.issuer())
                        .put("bundle_version", request.bundleVersion())
                        .put("features", request.features())
                        .put(
                                "policy",
                                JsonObject.builder()
                                        .put("allowed_cpu_prefixes", CPUS)
                                        .put("require_mac", true)
                                        .put("require_tpm_usb", true)
                                        .put("require_tpm_qr", false)
                                        .put("require_dongle_usb", true)
                                        .build())
                        .put(
                                "policy_evaluation",
                                JsonObject.builder()
                                        .put("errors", List.of())
                                        .put("warnings", List.of())
                                        .build());
        request.seats().ifPresent(n -> made.put("seats", n));
        return made.build();
    }
}

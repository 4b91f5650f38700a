package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.security.cert.CertificateParsingException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The metadata of a TLS bundle, compared with the files that they describe: {@code bundle.json} of
 * the generator, with its own audit where it stands.
 */
final class BundleMetadata {

    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
    private static final Set<String> COMPLAINTS = Set.of("security_warnings", "warnings", "errors");

    private final ReportPart report;

    BundleMetadata(ReportPart report) {
        this.report = report;
    }

    Optional<String> bundle() {
        return report.text("bundle");
    }

    void judge(Map<TlsPart, PemCertificate> certificates, Map<TlsPart, Observation> files) {
        report.time("generated_at", Optional.empty());
        Optional<ReportPart> artifacts = report.part("artifacts");
        for (TlsPart part : TlsPart.values()) {
            PemCertificate certificate = certificates.get(part);
            if (artifacts.isPresent() && certificate != null) {
                artifacts
                        .get()
                        .part(part.code())
                        .ifPresent(p -> judge(p, certificate, files.get(part)));
            }
        }
        validUntil(certificates);
        Optional.ofNullable(certificates.get(TlsPart.SERVER)).ifPresent(this::hostnames);
        Complaints.judge(report, COMPLAINTS);
    }

    private void judge(ReportPart artifact, PemCertificate certificate, Observation file) {
        List<ReportPart> quoted = artifact.parts("certificates");
        if (quoted.isEmpty() && artifact.states("certificates")) {
            artifact.refuse("no-member", "certificates", "one certificate", "none");
        }
        for (ReportPart one : quoted) {
            Optional<String> fingerprint = one.text("fingerprint_sha256");
            if (fingerprint.filter(f -> !normal(f).equals(certificate.fingerprint())).isPresent()) {
                differs(
                        "fingerprint-differs",
                        certificate.path(),
                        normal(fingerprint.get()) + " (quoted in " + one.file() + ")",
                        certificate.fingerprint());
            }
        }
        if (artifact.states("sha256")) {
            String actual = file.item().digests().sha256().hex();
            Optional<String> stated = artifact.text("sha256");
            if (stated.filter(s -> !s.equals(actual)).isPresent()) {
                differs(
                        "file-differs",
                        certificate.path(),
                        ReportVerdict.show(new JsonString(stated.get())),
                        actual);
            }
        }
    }

    private void differs(String code, String path, String expected, String observed) {
        report.inspection()
                .fail(
                        code,
                        path,
                        expected,
                        observed,
                        "find out who exchanged the certificate, then generate the bundle again");
    }

    private static String normal(String fingerprint) {
        String plain = fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
        return HEX.matcher(plain).matches() ? plain : "something that is no SHA-256";
    }

    /** Metadata that promise more time than the certificates have would put off the rotation. */
    private void validUntil(Map<TlsPart, PemCertificate> certificates) {
        Optional<Instant> stated = report.text("valid_until").flatMap(ReportTime::parse);
        if (report.states("valid_until") && stated.isEmpty()) {
            report.refuse("wrong-kind", "valid_until", "a time (RFC 3339)", "something else");
        }
        for (PemCertificate file : certificates.values()) {
            Instant end = file.certificate().getNotAfter().toInstant();
            // certificates count in whole seconds
            if (stated.filter(s -> s.isAfter(end.plus(Duration.ofSeconds(1)))).isPresent()) {
                report.refuse(
                        "validity-differs",
                        "valid_until",
                        "not after " + end + " (" + file.path() + ")",
                        stated.get().toString());
            }
        }
    }

    private void hostnames(PemCertificate server) {
        try {
            List<String> names =
                    CertificateProfile.names(server.certificate()).stream()
                            .map(BundleMetadata::host)
                            .toList();
            for (JsonValue host : report.list("hostnames").orElse(List.of())) {
                boolean covered = host instanceof JsonString h && names.contains(host(h.value()));
                if (!covered) {
                    report.inspection()
                            .fail(
                                    "hostname-not-covered",
                                    server.path(),
                                    ReportVerdict.show(host) + " among the alternative names",
                                    "not there",
                                    MtlsBundle.REMEDY);
                }
            }
        } catch (CertificateParsingException e) {
            report.inspection()
                    .malformed(server.path(), "names that can be read", "unreadable names");
        }
    }

    /** One spelling of an IPv6 address without its longest run of zeros, and of anything else. */
    private static String host(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int gap = lower.indexOf("::");
        if (gap < 0 || !lower.matches("[0-9a-f:]{2,39}")) {
            return lower;
        }
        String left = lower.substring(0, gap);
        String right = lower.substring(gap + 2);
        int groups = count(left) + count(right);
        String zeros = "0:".repeat(Math.max(0, 8 - groups));
        String whole = (left.isEmpty() ? "" : left + ":") + zeros + right;
        return right.isEmpty() ? whole.substring(0, whole.length() - 1) : whole;
    }

    private static int count(String groups) {
        return groups.isEmpty() ? 0 : groups.split(":", -1).length;
    }

    /**
     * The private keys that the generator looked at fit their certificates, and are those that were
     * recorded. The authority's key may be kept elsewhere; those of server and client are named.
     *
     * @param keys empty where the definition names no keys
     */
    void judgeKeys(Optional<List<Observation>> keys) {
        Set<String> known = new HashSet<>();
        keys.ifPresent(all -> all.forEach(k -> known.add(k.item().digests().sha256().hex())));
        JsonObject audit = report.object().object("tls_audit").orElse(JsonObject.EMPTY);
        for (TlsPart part : TlsPart.values()) {
            String place = "tls_audit." + part.code();
            JsonObject one = audit.object(part.code()).orElse(JsonObject.EMPTY);
            Optional<String> stated = one.object("private_key").flatMap(k -> k.text("sha256"));
            if (keys.isPresent() && part != TlsPart.CA && stated.isEmpty()) {
                // whatever was recorded as a key would then do
                report.refuse(
                        "key-not-named",
                        place + ".private_key.sha256",
                        "the digest of the part's private key",
                        "none");
            }
            if (keys.isPresent() && stated.filter(s -> !known.contains(s)).isPresent()) {
                report.refuse(
                        "key-differs",
                        place + ".private_key.sha256",
                        "the digest of a recorded key",
                        "another");
            }
            if (one.has("key_matches_certificate")
                    && !one.flag("key_matches_certificate").orElse(false)) {
                report.refuse(
                        "key-differs", place + ".key_matches_certificate", "true", "not true");
            }
        }
    }
}

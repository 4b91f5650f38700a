package io.gatehouse.definitions.rule;

import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A certificate is the one that the bundle's metadata names, is valid now and for a while, and is
 * not older than its rotation. The fingerprint is the SHA-256 of the DER, in hexadecimal.
 */
public final class CertificateFingerprint extends AbstractRule {

    private static final int MAX_BYTES = 64 * 1024;

    CertificateFingerprint() {
        super(
                "certificate-fingerprint",
                false,
                "The certificate's fingerprint is the confirmed one, and its validity covers the time ahead.",
                Parameter.required(
                        "certificate", Parameter.Kind.ARTEFACT, "PEM file with one certificate"),
                Parameter.required(
                        "reference",
                        Parameter.Kind.ARTEFACT,
                        "JSON file that quotes the fingerprint"),
                Parameter.required("member", Parameter.Kind.TEXT, "path to the fingerprint in it"),
                Parameter.optional(
                        "min-remaining",
                        Parameter.Kind.DURATION,
                        "how long it must still be valid"),
                Parameter.optional(
                        "rotation", Parameter.Kind.DURATION, "greatest age since not-before"));
    }

    @Override
    List<String> lintFurther(Reading given, StepDefinition step) {
        return JsonPath.isPath(given.text("member"))
                ? List.of()
                : List.of("parameter 'member' is not a path");
    }

    @Override
    void judge(Inspection inspection, Reading given) {
        List<String> quoted = quoted(inspection, given);
        for (Observation file : inspection.readable(given.artefact("certificate").orElseThrow())) {
            Optional<X509Certificate> certificate = parse(inspection, file);
            if (certificate.isPresent()) {
                judge(inspection, given, file.item().path(), certificate.get(), quoted);
            }
        }
    }

    private static List<String> quoted(Inspection inspection, Reading given) {
        List<String> all = new ArrayList<>();
        for (Observation reference :
                inspection.readable(given.artefact("reference").orElseThrow())) {
            Optional<JsonValue> json = inspection.json(reference);
            if (json.isPresent()) {
                JsonPath.Found found = JsonPath.of(given.text("member")).find(json.get());
                found.values().stream()
                        .filter(JsonString.class::isInstance)
                        .map(v -> normal(((JsonString) v).value()))
                        .forEach(all::add);
                if (found.values().isEmpty()) {
                    inspection.fail(
                            "not-quoted",
                            reference.item().path() + " " + given.text("member"),
                            "a fingerprint",
                            "none",
                            "generate the bundle again");
                }
            }
        }
        return all;
    }

    private static String normal(String fingerprint) {
        return fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
    }

    private static Optional<X509Certificate> parse(Inspection inspection, Observation file) {
        String path = file.item().path();
        byte[] bytes = file.content().orElseThrow().bytes();
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (bytes.length > MAX_BYTES || text.contains("PRIVATE KEY")) {
            inspection.malformed(
                    path,
                    "one certificate in PEM",
                    bytes.length > MAX_BYTES ? "too large" : "key material");
            return Optional.empty();
        }
        try {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509")
                            .generateCertificates(new ByteArrayInputStream(bytes));
            if (all.size() == 1 && all.iterator().next() instanceof X509Certificate one) {
                return Optional.of(one);
            }
            inspection.malformed(path, "one certificate in PEM", all.size() + " certificates");
        } catch (CertificateException | RuntimeException e) {
            inspection.malformed(path, "one certificate in PEM", e.getClass().getSimpleName());
        }
        return Optional.empty();
    }

    private static void judge(
            Inspection inspection,
            Reading given,
            String path,
            X509Certificate certificate,
            List<String> quoted) {
        String fingerprint;
        try {
            fingerprint = Digest.sha256(certificate.getEncoded()).hex();
        } catch (CertificateException e) {
            inspection.malformed(
                    path, "a certificate that can be encoded", e.getClass().getSimpleName());
            return;
        }
        if (quoted.isEmpty() || !quoted.stream().allMatch(fingerprint::equals)) {
            inspection.fail(
                    "fingerprint-differs",
                    path,
                    quoted.isEmpty() ? "a quoted fingerprint" : String.join(", ", quoted),
                    fingerprint,
                    "find out who exchanged the certificate, then generate the bundle again");
        }
        Instant now = inspection.context().asOf();
        Instant from = certificate.getNotBefore().toInstant();
        Instant to = certificate.getNotAfter().toInstant();
        Duration ahead = given.duration("min-remaining").orElse(Duration.ZERO);
        if (now.isBefore(from)) {
            inspection.fail(
                    "not-yet-valid",
                    path,
                    "valid at " + now,
                    "valid from " + from,
                    "mend the clock");
        }
        if (!now.plus(ahead).isBefore(to)) {
            inspection.fail(
                    "expires",
                    path,
                    "valid beyond " + now.plus(ahead),
                    "valid to " + to,
                    "generate a new bundle");
        }
        Optional<Duration> rotation = given.duration("rotation");
        if (rotation.isPresent() && from.plus(rotation.get()).isBefore(now)) {
            inspection.fail(
                    "rotation-due",
                    path,
                    "issued since " + now.minus(rotation.get()),
                    "issued " + from,
                    "generate a new bundle");
        }
    }
}

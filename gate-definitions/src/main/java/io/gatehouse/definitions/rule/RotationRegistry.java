package io.gatehouse.definitions.rule;

import io.gatehouse.core.command.Statement;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The registry of rotations, one object of {@code <key>::<purpose>} to the time of the last
 * rotation, looked at for one bundle. Unlike the tool that writes it, an unreadable file or time is
 * not taken for "never rotated".
 */
final class RotationRegistry {

    /** The tool also records each bundle's parts under this key. */
    private static final String COMMON = "mtls";

    /** A certificate may be made a little before or after its rotation is recorded. */
    private static final Duration TOLERANCE = Duration.ofDays(1);

    private final Inspection inspection;
    private final Duration interval;

    RotationRegistry(Inspection inspection, Duration interval) {
        this.inspection = inspection;
        this.interval = interval;
    }

    /**
     * @param bundle name of the bundle, as its metadata say
     */
    void judge(ReportPart registry, String bundle, Map<TlsPart, PemCertificate> certificates) {
        String key = bundle.strip().toLowerCase(Locale.ROOT);
        for (TlsPart part : TlsPart.values()) {
            Optional<PemCertificate> file = Optional.ofNullable(certificates.get(part));
            String own = key + "::tls_" + part.code();
            if (!registry.object().has(own)) {
                registry.inspection()
                        .fail(
                                "rotation-not-recorded",
                                registry.at(own),
                                "the time of the last rotation",
                                "none",
                                MtlsBundle.REMEDY);
            }
            entry(registry, own, file);
            entry(registry, key + "::" + part.code(), file);
            // of whichever bundle was made last, not of this one
            entry(registry, COMMON + "::" + part.code(), Optional.empty());
        }
    }

    private void entry(ReportPart registry, String name, Optional<PemCertificate> file) {
        Optional<JsonValue> value = registry.object().find(name);
        if (value.isEmpty()) {
            return;
        }
        Optional<Instant> time =
                value.filter(JsonString.class::isInstance)
                        .flatMap(v -> ReportTime.parse(((JsonString) v).value()));
        if (time.isEmpty()) {
            inspection.error(
                    "rotation-unreadable",
                    registry.at(name),
                    "a time (RFC 3339)",
                    ReportVerdict.show(value.get()),
                    "rotate that part, so that its time is recorded anew");
            return;
        }
        Instant now = inspection.context().asOf();
        if (time.get().isAfter(now.plus(Statement.SKEW))) {
            inspection.error(
                    "future-dated",
                    registry.at(name),
                    "a time not after " + now,
                    time.get().toString(),
                    "mend the clock, then generate a new bundle");
        } else if (time.get().plus(interval).isBefore(now)) {
            inspection.fail(
                    "rotation-overdue",
                    registry.at(name),
                    "rotated since " + now.minus(interval),
                    time.get().toString(),
                    MtlsBundle.REMEDY);
        }
        file.ifPresent(f -> sameRotation(registry.at(name), time.get(), f));
    }

    /** The registry must be about these certificates, not about those of another rotation. */
    private void sameRotation(String place, Instant rotated, PemCertificate file) {
        Instant from = file.certificate().getNotBefore().toInstant();
        if (Duration.between(from, rotated).abs().compareTo(TOLERANCE) > 0) {
            inspection.fail(
                    "rotation-differs",
                    place,
                    "the rotation that made " + file.path() + ", " + from,
                    rotated.toString(),
                    MtlsBundle.REMEDY);
        }
    }
}

package io.gatehouse.audit.permit;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PermitId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Release;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A permit: one installation on one device may run one configuration of one release in one
 * environment, for a time.
 *
 * <p>Times are UTC; it holds from {@code issued} (inclusive) to {@code expires} (exclusive). With a
 * lease it holds only that long after {@code renewed}, or after {@code issued} before the first
 * renewal. A value of this type was read, not yet verified; {@link PermitVerifier} gives out only
 * verified ones.
 *
 * @param device fingerprint of the device, as the installation was founded with
 * @param configuration SHA-384 of the configuration file that may be loaded
 * @param release with the SHA-384 of the bundle that may run
 * @param decision the line of the decision log that granted it
 * @param journal the journal as it stood when it was issued
 * @param status of the decision, such as {@code live_ready}
 * @param requireDemoMode {@link Grant#REQUIRE_DEMO_MODE}
 * @param complianceConfirmed {@link Grant#COMPLIANCE_CONFIRMED}
 * @param limits of a pilot; empty object when there are none
 * @param key the engine's key that signed
 * @param document the whole document, with its signature
 */
public record Permit(
        PermitId id,
        InstallationId installation,
        Environment environment,
        String device,
        Digest configuration,
        Release release,
        DecisionReference decision,
        JournalPosition journal,
        String status,
        boolean requireDemoMode,
        boolean complianceConfirmed,
        JsonObject limits,
        Instant issued,
        Instant expires,
        Optional<Duration> lease,
        Optional<Instant> renewed,
        KeyId key,
        JsonObject document) {

    /**
     * A line of a decision log.
     *
     * @param index from 1
     * @param digest SHA-384 of the line's canonical bytes
     */
    public record DecisionReference(LogName log, long index, Digest digest) {}

    public Permit {
        if (environment == Environment.NONE) {
            throw new IllegalArgumentException("a permit is for DEMO, PAPER or LIVE");
        }
        if (!issued.isBefore(expires)) {
            throw new IllegalArgumentException("a permit is issued before it expires");
        }
        if (device.isBlank() || status.isBlank()) {
            throw new IllegalArgumentException("a permit names a device and a status");
        }
    }

    /** The moment from which the lease counts. */
    public Instant leaseStart() {
        return renewed.orElse(issued);
    }

    /** Identity of this very document, signature and renewal included. */
    public Digest digest() {
        return Digest.of(document);
    }
}

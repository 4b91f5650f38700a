package io.gatehouse.embedded.oem;

import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.key.LocalKeySecrets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Keys of licences, fingerprints, revocation lists and of what a machine remembers, from the
 * workspace's key ring. Thread-safe; secrets are fetched when first used and wiped by {@link
 * #close}.
 *
 * <p>An expired or retired key is handed out with its times: it signs no more, and what it signed
 * while it was in force still counts. A revoked one is not handed out at all, since its thief
 * chooses what time a document bears.
 */
public final class LicenceKeys implements AutoCloseable {

    private final RingSecrets licences;
    private final RingSecrets fingerprints;
    private final RingSecrets revocations;
    private final RingSecrets deviceState;

    /**
     * @param ring what counts now: limited to what was adopted, asked anew each time
     */
    public LicenceKeys(Supplier<KeyRing> ring, KeySecrets secrets) {
        this.licences = new RingSecrets(OemPurposes.LICENCES, ring, secrets);
        this.fingerprints = new RingSecrets(OemPurposes.FINGERPRINTS, ring, secrets);
        this.revocations = new RingSecrets(OemPurposes.REVOCATIONS, ring, secrets);
        this.deviceState = new RingSecrets(OemPurposes.DEVICE_STATE, ring, secrets);
    }

    /** With the secrets of a workspace. */
    public static LicenceKeys of(Workspace workspace, Supplier<KeyRing> ring) {
        return new LicenceKeys(ring, LocalKeySecrets.of(workspace.rules()));
    }

    /** Keys of licences and of their registry's chain. */
    public ToolKeys licences(Instant now) {
        return keys(licences, now);
    }

    /** Keys of fingerprint documents. */
    public ToolKeys fingerprints(Instant now) {
        return keys(fingerprints, now);
    }

    /** Keys of revocation lists. */
    public ToolKeys revocations(Instant now) {
        return keys(revocations, now);
    }

    /** Keys of what this machine remembers. */
    public ToolKeys deviceStates(Instant now) {
        return keys(deviceState, now);
    }

    /** The key that signs fingerprint documents now, the youngest in force. */
    public Optional<ToolKey> fingerprintSigner(Instant now) {
        return signer(fingerprints, now);
    }

    /** The key that signs revocation lists now, the youngest in force. */
    public Optional<ToolKey> revocationSigner(Instant now) {
        return signer(revocations, now);
    }

    /** The key under which this machine begins to remember. */
    public Optional<ToolKey> deviceStateSigner(Instant now) {
        return signer(deviceState, now);
    }

    /** Whether a purpose has a key whose secret cannot be had here. */
    public boolean lacksSecret(KeyPurpose purpose) {
        return List.of(licences, fingerprints, revocations, deviceState).stream()
                .filter(keys -> keys.isFor(purpose))
                .anyMatch(keys -> keys.entries().stream().anyMatch(k -> keys.secret(k).isEmpty()));
    }

    private static Optional<ToolKey> signer(RingSecrets keys, Instant now) {
        return keys.signing(now).flatMap(entry -> open(keys, entry));
    }

    private static ToolKeys keys(RingSecrets keys, Instant now) {
        List<ToolKey> opened = new ArrayList<>();
        for (KeyEntry entry : keys.entries()) {
            if (entry.standingAt(now) != KeyStanding.REVOKED) {
                open(keys, entry).ifPresent(opened::add);
            }
        }
        return new ToolKeys(opened);
    }

    /** A secret that is too short is none; the ring refuses such keys where they are made. */
    private static Optional<ToolKey> open(RingSecrets keys, KeyEntry entry) {
        return keys.secret(entry)
                .filter(secret -> secret.length() >= ToolKey.FEWEST_BYTES)
                .map(secret -> new ToolKey(entry.id().value(), entry.validity(), secret));
    }

    @Override
    public void close() {
        licences.close();
        fingerprints.close();
        revocations.close();
        deviceState.close();
    }

    @Override
    public String toString() {
        return "LicenceKeys";
    }
}

package io.gatehouse.embedded.oem;

import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.fingerprint.Hardware;
import io.gatehouse.adapter.licensing.fingerprint.HardwareDocument;
import io.gatehouse.adapter.licensing.fingerprint.HardwareReading;
import io.gatehouse.adapter.licensing.fingerprint.StableFingerprint;
import io.gatehouse.adapter.oembundle.BundleVerifier;
import io.gatehouse.adapter.oembundle.FingerprintCheck;
import java.time.InstantSource;

/**
 * Whether a bundle is for this machine: its fingerprint is the stable form's name of it or the
 * value of its hardware document, under a key of fingerprints. Thread-safe.
 *
 * <p>The machine is read each time. The existing installer believes a variable of the environment,
 * so that any machine may claim to be the one.
 */
public final class MachineCheck implements FingerprintCheck {

    private final Hardware hardware;
    private final LicenceKeys keys;
    private final InstantSource clock;

    public MachineCheck(Hardware hardware, LicenceKeys keys, InstantSource clock) {
        this.hardware = hardware;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public Answer check(String expected) {
        if (expected.equals(BundleVerifier.UNPROVISIONED)) {
            return Answer.NOT_PROVISIONED;
        }
        HardwareReading reading = hardware.read();
        ToolKeys known = keys.fingerprints(clock.instant());
        if (reading.values().isEmpty() || known.ids().isEmpty()) {
            return Answer.UNAVAILABLE;
        }
        boolean matches =
                known.ids().stream()
                        .flatMap(id -> known.find(id).stream())
                        .anyMatch(key -> names(reading, key, expected));
        return matches ? Answer.MATCHES : Answer.DIFFERS;
    }

    private boolean names(HardwareReading reading, ToolKey key, String expected) {
        boolean stable =
                StableFingerprint.enrol(reading, clock.instant(), key)
                        .value()
                        .filter(enrolled -> enrolled.device().equals(expected))
                        .isPresent();
        // the hardware document has no value for a machine of which only the board is known
        boolean documented =
                reading.values().keySet().stream().anyMatch(c -> c.inHardwareDocument());
        return stable
                || (documented
                        && HardwareDocument.sign(reading, clock.instant(), key)
                                .value()
                                .equals(expected));
    }
}

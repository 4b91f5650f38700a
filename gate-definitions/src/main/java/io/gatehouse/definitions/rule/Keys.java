package io.gatehouse.definitions.rule;

import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.core.json.CanonicalJson;
import java.util.Optional;

/** The public list of keys that was adopted. */
final class Keys {

    private Keys() {}

    /** The ring, or empty with a finding: without it nothing signed can be believed. */
    static Optional<KeyRing> ring(Inspection inspection) {
        try {
            return Optional.of(
                    KeyRing.parse(
                            CanonicalJson.bytes(
                                    inspection.context().installation().governance().keys())));
        } catch (KeyFaultException | IllegalArgumentException e) {
            inspection.error(
                    "no-key-ring",
                    "keys",
                    "an adopted public list of keys",
                    "none that can be read",
                    "adopt the public list of the key ring");
            return Optional.empty();
        }
    }
}

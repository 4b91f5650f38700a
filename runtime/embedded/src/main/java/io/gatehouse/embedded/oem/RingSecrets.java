package io.gatehouse.embedded.oem;

import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeySecrets;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.id.KeyId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The HMAC-SHA384 keys of one purpose in a ring, whose secrets are fetched once and kept until
 * {@link #close} wipes them. Thread-safe.
 *
 * <p>The ring is asked anew each time, so that a key counts from its adoption on and no longer than
 * until it is revoked.
 */
final class RingSecrets implements AutoCloseable {

    private final KeyPurpose purpose;
    private final Supplier<KeyRing> ring;
    private final KeySecrets secrets;
    private final Map<KeyId, SecretBytes> held = new HashMap<>();
    private boolean closed;

    RingSecrets(KeyPurpose purpose, Supplier<KeyRing> ring, KeySecrets secrets) {
        this.purpose = purpose;
        this.ring = ring;
        this.secrets = secrets;
    }

    boolean isFor(KeyPurpose other) {
        return purpose.equals(other);
    }

    /** The keys in order of their ids; a key of another algorithm codes nothing here. */
    List<KeyEntry> entries() {
        return ring.get().keys().stream()
                .filter(key -> key.purpose().equals(purpose))
                .filter(key -> key.algorithm() == KeyAlgorithm.HMAC_SHA384)
                .toList();
    }

    Optional<KeyEntry> find(String id) {
        return entries().stream().filter(key -> key.id().value().equals(id)).findFirst();
    }

    /** The youngest key that may sign at a time, as the ring itself chooses. */
    Optional<KeyEntry> signing(Instant time) {
        return ring.get().signingKey(purpose, KeyAlgorithm.HMAC_SHA384, time);
    }

    /** The secret, which stays this object's; empty when it cannot be had here. */
    synchronized Optional<SecretBytes> secret(KeyEntry entry) {
        if (closed) {
            return Optional.empty();
        }
        SecretBytes known = held.get(entry.id());
        if (known == null) {
            try {
                known = secrets.load(entry);
            } catch (KeyFaultException e) {
                return Optional.empty(); // the caller says that it lacks the key, never why
            }
            held.put(entry.id(), known);
        }
        return Optional.of(known);
    }

    @Override
    public synchronized void close() {
        closed = true;
        held.values().forEach(SecretBytes::close);
        held.clear();
    }

    @Override
    public String toString() {
        return "RingSecrets[" + purpose + "]";
    }
}

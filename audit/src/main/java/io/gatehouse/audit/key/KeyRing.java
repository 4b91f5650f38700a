package io.gatehouse.audit.key;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The public part of the engine's keys: which key may do what, and when. Holds no secret, so it can
 * be published, digested and adopted by signature. Immutable and thread-safe.
 */
public final class KeyRing {

    private static final Comparator<KeyEntry> BEGINNING =
            Comparator.comparing((KeyEntry key) -> key.validity().notBefore())
                    .thenComparing(key -> key.id().value());

    private final Map<String, KeyEntry> byId;

    /** The same without order, for whoever asks by millions. */
    private final Map<String, KeyEntry> index;

    private KeyRing(Map<String, KeyEntry> byId) {
        this.byId = byId;
        this.index = new HashMap<>(byId);
    }

    /** A ring of these keys; an id given twice is refused. */
    public static KeyRing of(Collection<KeyEntry> keys) {
        TreeMap<String, KeyEntry> byId = new TreeMap<>();
        for (KeyEntry key : keys) {
            if (byId.put(key.id().value(), key) != null) {
                throw new IllegalArgumentException("key " + key.id() + " is listed twice");
            }
        }
        return new KeyRing(byId);
    }

    /**
     * Reads a key ring file.
     *
     * @throws KeyFaultException of kind MALFORMED when it is not one, to the last member
     */
    public static KeyRing parse(byte[] bytes) {
        return KeyRingCodec.read(bytes);
    }

    /** The form that {@link #parse} reads; its canonical bytes are what is stored. */
    public JsonObject toJson() {
        return KeyRingCodec.write(this);
    }

    /** The bytes of the file: canonical, with one LF at the end. */
    public byte[] fileBytes() {
        byte[] canonical = CanonicalJson.bytes(toJson());
        byte[] file = Arrays.copyOf(canonical, canonical.length + 1);
        file[canonical.length] = '\n';
        return file;
    }

    /** The identity of the ring: what an adoption signs. */
    public Digest digest() {
        return Digest.of(toJson());
    }

    /** All keys in order of their ids. */
    public List<KeyEntry> keys() {
        return List.copyOf(byId.values());
    }

    public Optional<KeyEntry> find(KeyId id) {
        return Optional.ofNullable(index.get(id.value()));
    }

    /**
     * The key that signs for a purpose at a time: of those that stand USABLE, the one valid since
     * last, so that a rotation takes effect when the new key begins.
     */
    public Optional<KeyEntry> signingKey(KeyPurpose purpose, KeyAlgorithm algorithm, Instant time) {
        KeyEntry best = null;
        for (KeyEntry key : byId.values()) {
            if (key.algorithm() == algorithm
                    && key.purpose().equals(purpose)
                    && key.standingAt(time) == KeyStanding.USABLE
                    && (best == null || BEGINNING.compare(key, best) > 0)) {
                best = key;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The ring with one key added or replaced. */
    public KeyRing with(KeyEntry key) {
        TreeMap<String, KeyEntry> changed = new TreeMap<>(byId);
        changed.put(key.id().value(), key);
        return new KeyRing(changed);
    }

    /** The ring for an auditor: no hint where any secret is. */
    public KeyRing withoutSecrets() {
        return of(byId.values().stream().map(KeyEntry::withoutSecret).toList());
    }

    /**
     * Keys that are revoked at the given time: lines that they signed earlier need another look.
     */
    public Set<KeyId> revokedAt(Instant time) {
        Set<KeyId> revoked = new LinkedHashSet<>();
        for (KeyEntry key : byId.values()) {
            if (key.revokedAt().filter(since -> !time.isBefore(since)).isPresent()) {
                revoked.add(key.id());
            }
        }
        return revoked;
    }

    @Override
    public String toString() {
        return "KeyRing" + byId.keySet();
    }
}

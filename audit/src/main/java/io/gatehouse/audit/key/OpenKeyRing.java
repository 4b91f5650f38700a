package io.gatehouse.audit.key;

import io.gatehouse.core.id.KeyId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A key ring with a way to its secrets; each is fetched once and kept until {@link #close} wipes
 * it. Thread-safe.
 */
public final class OpenKeyRing implements AutoCloseable {

    private volatile KeyRing file;
    private final KeySecrets secrets;
    private volatile KeyRing ring;
    private final Map<KeyId, HmacKey> hmacKeys = new ConcurrentHashMap<>();
    private final Map<KeyId, Ed25519Signer> signers = new HashMap<>();
    private final Map<KeyId, KeyFault> refused = new HashMap<>();
    private boolean closed;

    public OpenKeyRing(KeyRing ring, KeySecrets secrets) {
        this.file = ring;
        this.ring = ring;
        this.secrets = secrets;
    }

    /**
     * Lets only those keys count that were adopted, as they were adopted; the file merely says
     * where their secrets are. Whoever edits the file can neither add a key nor prolong or revive
     * one.
     *
     * @param adopted the list that owner and compliance signed
     */
    public void limitTo(KeyRing adopted) {
        ring =
                KeyRing.of(
                        adopted.keys().stream()
                                .map(
                                        entry ->
                                                file.find(entry.id())
                                                        .filter(own -> isSame(own, entry))
                                                        .map(own -> located(entry, own))
                                                        .orElse(entry.withoutSecret()))
                                .toList());
    }

    /**
     * Takes over the file's list as it is now, for a process that lives longer than a list: a key
     * that was adopted meanwhile has its secret where the new list says. What counts is still what
     * {@link #limitTo} lets count.
     */
    public synchronized void renew(KeyRing list) {
        file = list;
        refused.clear();
    }

    private static boolean isSame(KeyEntry own, KeyEntry adopted) {
        return own.purpose().equals(adopted.purpose())
                && own.algorithm() == adopted.algorithm()
                && own.publicKey().equals(adopted.publicKey());
    }

    private static KeyEntry located(KeyEntry adopted, KeyEntry own) {
        return new KeyEntry(
                adopted.id(),
                adopted.purpose(),
                adopted.algorithm(),
                adopted.validity(),
                adopted.publicKey(),
                own.secret(),
                adopted.reason());
    }

    /** The public part. */
    public KeyRing ring() {
        return ring;
    }

    /**
     * The HMAC key of that id, whatever its standing: the caller asks {@link KeyEntry#standingAt}.
     *
     * @throws KeyFaultException when there is none or its secret cannot be had
     */
    public HmacKey hmac(KeyId id) {
        HmacKey known = hmacKeys.get(id); // none is left of a closed ring
        return known != null && ring.find(id).isPresent() ? known : openHmac(id);
    }

    private synchronized HmacKey openHmac(KeyId id) {
        requireOpen();
        KeyEntry entry = require(id);
        HmacKey key = hmacKeys.get(id);
        if (key == null) {
            key = HmacKey.of(entry, fetch(entry));
            hmacKeys.put(id, key);
        }
        return key;
    }

    /** The HMAC key that signs for a purpose at a time. */
    public HmacKey signingHmac(KeyPurpose purpose, Instant time) {
        KeyAlgorithm algorithm =
                purpose.equals(KeyPurpose.OUTER)
                        ? KeyAlgorithm.HMAC_SHA256
                        : KeyAlgorithm.HMAC_SHA384;
        return hmac(signingEntry(purpose, algorithm, time).id());
    }

    /**
     * The engine's Ed25519 key that signs at a time.
     *
     * @throws KeyFaultException when there is none, its secret cannot be had, or the secret half
     *     does not belong to the public half in the ring
     */
    public synchronized Ed25519Signer engineSigner(Instant time) {
        requireOpen();
        KeyEntry entry = signingEntry(KeyPurpose.ENGINE, KeyAlgorithm.ED25519, time);
        Ed25519Signer signer = signers.get(entry.id());
        if (signer == null) {
            signer = openSigner(entry);
            signers.put(entry.id(), signer);
        }
        return signer;
    }

    /** The id of the engine's Ed25519 key that signs at a time. */
    public KeyId engineKeyId(Instant time) {
        return signingEntry(KeyPurpose.ENGINE, KeyAlgorithm.ED25519, time).id();
    }

    private KeyEntry signingEntry(KeyPurpose purpose, KeyAlgorithm algorithm, Instant time) {
        return ring.signingKey(purpose, algorithm, time)
                .orElseThrow(
                        () ->
                                KeyFault.of(
                                        KeyFault.Kind.NO_USABLE_KEY,
                                        purpose.value(),
                                        "no "
                                                + algorithm.text()
                                                + " key for this purpose is usable at "
                                                + time));
    }

    private Ed25519Signer openSigner(KeyEntry entry) {
        String id = entry.id().value();
        try (SecretBytes seed = fetch(entry)) {
            if (seed.length() != Ed25519Signer.SEED_LENGTH) {
                throw KeyFault.of(KeyFault.Kind.MALFORMED, id, "the secret half is not 32 bytes");
            }
            Ed25519Signer signer = seed.use(Ed25519Signer::ofSeed);
            if (!entry.publicKey().equals(Optional.of(signer.publicKey()))) {
                // signing with it would produce permits that every holder refuses
                signer.close();
                throw KeyFault.of(
                        KeyFault.Kind.HALVES_DIFFER,
                        id,
                        "the secret half does not belong to the public half in the ring");
            }
            return signer;
        }
    }

    /** A refusal is remembered: verifying a long log must not read a bad file once per line. */
    private SecretBytes fetch(KeyEntry entry) {
        KeyFault earlier = refused.get(entry.id());
        if (earlier != null) {
            throw earlier.exception();
        }
        try {
            return secrets.load(entry);
        } catch (KeyFaultException e) {
            refused.put(entry.id(), e.fault());
            throw e;
        }
    }

    private KeyEntry require(KeyId id) {
        return ring.find(id)
                .orElseThrow(
                        () ->
                                KeyFault.of(
                                        KeyFault.Kind.UNKNOWN_KEY,
                                        id.value(),
                                        "the ring has no such key"));
    }

    private void requireOpen() {
        if (closed) {
            throw KeyFault.of(KeyFault.Kind.CLOSED, "key ring", "the key ring was closed");
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        hmacKeys.values().forEach(HmacKey::close);
        signers.values().forEach(Ed25519Signer::close);
        hmacKeys.clear();
        signers.clear();
    }

    @Override
    public String toString() {
        return "OpenKeyRing" + ring;
    }
}

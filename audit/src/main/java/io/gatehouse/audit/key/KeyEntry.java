package io.gatehouse.audit.key;

import io.gatehouse.core.id.KeyId;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The public part of one key of the ring.
 *
 * @param publicKey present exactly for Ed25519
 * @param secret where the secret half is; empty in a ring handed to an auditor
 * @param reason why it was revoked, one line of at most 500 characters; only for a revoked key
 */
public record KeyEntry(
        KeyId id,
        KeyPurpose purpose,
        KeyAlgorithm algorithm,
        KeyValidity validity,
        Optional<Ed25519PublicKey> publicKey,
        Optional<SecretLocation> secret,
        Optional<String> reason) {

    private static final int LONGEST_REASON = 500;

    private static final Pattern ID = Pattern.compile("[a-z0-9_-]{1,64}");

    public KeyEntry {
        requireForm(id);
        if (!purpose.allows(algorithm)) {
            throw new IllegalArgumentException(
                    "a key for " + purpose + " cannot be " + algorithm.text());
        }
        if (publicKey.isPresent() != (algorithm == KeyAlgorithm.ED25519)) {
            throw new IllegalArgumentException("an Ed25519 key, and no other, has a public half");
        }
        if (reason.isPresent() && validity.revokedAt().isEmpty()) {
            throw new IllegalArgumentException("only a revoked key has a reason");
        }
        if (reason.filter(KeyEntry::isNoReason).isPresent()) {
            throw new IllegalArgumentException("a reason is one line of 1 to 500 characters");
        }
    }

    private static boolean isNoReason(String text) {
        return text.isBlank()
                || text.length() > LONGEST_REASON
                || text.chars().anyMatch(Character::isISOControl);
    }

    /** A key without a reason. */
    public KeyEntry(
            KeyId id,
            KeyPurpose purpose,
            KeyAlgorithm algorithm,
            KeyValidity validity,
            Optional<Ed25519PublicKey> publicKey,
            Optional<SecretLocation> secret) {
        this(id, purpose, algorithm, validity, publicKey, secret, Optional.empty());
    }

    /** An HMAC key. */
    public static KeyEntry hmac(
            KeyId id, KeyPurpose purpose, KeyValidity validity, SecretLocation secret) {
        KeyAlgorithm algorithm =
                purpose.equals(KeyPurpose.OUTER)
                        ? KeyAlgorithm.HMAC_SHA256
                        : KeyAlgorithm.HMAC_SHA384;
        return new KeyEntry(
                id, purpose, algorithm, validity, Optional.empty(), Optional.of(secret));
    }

    /** A key of an existing tool, with the algorithm that its files state. */
    public static KeyEntry evidence(
            KeyId id,
            KeyPurpose purpose,
            KeyAlgorithm algorithm,
            KeyValidity validity,
            SecretLocation secret) {
        if (!purpose.isEvidence()) {
            throw new IllegalArgumentException("a key of an existing tool is for evidence:<name>");
        }
        return new KeyEntry(
                id, purpose, algorithm, validity, Optional.empty(), Optional.of(secret));
    }

    /** The engine's Ed25519 key. */
    public static KeyEntry engine(
            KeyId id, KeyValidity validity, Ed25519PublicKey publicKey, SecretLocation secret) {
        return new KeyEntry(
                id,
                KeyPurpose.ENGINE,
                KeyAlgorithm.ED25519,
                validity,
                Optional.of(publicKey),
                Optional.of(secret));
    }

    /** The standing at the time of signing, or at the time a signed line bears. */
    public KeyStanding standingAt(Instant time) {
        return validity.at(time);
    }

    /** When the key was revoked, if that is known now: what it signed needs another look. */
    public Optional<Instant> revokedAt() {
        return validity.revokedAt();
    }

    public KeyEntry withValidity(KeyValidity changed) {
        return new KeyEntry(
                id,
                purpose,
                algorithm,
                changed,
                publicKey,
                secret,
                changed.revokedAt().isPresent() ? reason : Optional.empty());
    }

    /** The same, lost or stolen since a time; of two such times the earlier one counts. */
    public KeyEntry revoked(Instant since, String why) {
        Instant from = revokedAt().filter(since::isAfter).orElse(since);
        return new KeyEntry(
                id,
                purpose,
                algorithm,
                validity.revoked(from),
                publicKey,
                secret,
                Optional.of(why));
    }

    /** The same without a way to the secret: what an auditor is given. */
    public KeyEntry withoutSecret() {
        return new KeyEntry(id, purpose, algorithm, validity, publicKey, Optional.empty(), reason);
    }

    /** Key ids stand between colons in signatures and name files: no dot, colon or capital. */
    static void requireForm(KeyId id) {
        if (!ID.matcher(id.value()).matches()) {
            throw new IllegalArgumentException("a key id is 1 to 64 of a-z, 0-9, '_', '-'");
        }
    }
}

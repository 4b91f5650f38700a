package io.gatehouse.audit.key;

import java.time.Instant;
import java.util.Optional;

/**
 * When a key counts: from {@code notBefore} (included) to {@code notAfter} (excluded), and not at
 * or after {@code retiredAt} or {@code revokedAt}.
 *
 * <p>The same question is asked for signing, with the time now, and for verification, with the time
 * of the line: a retired key goes on verifying what it signed before. A line's time is the signer's
 * own claim, so a stolen key can be used to backdate; the chain and the journal bound how far.
 */
public record KeyValidity(
        Instant notBefore,
        Instant notAfter,
        Optional<Instant> retiredAt,
        Optional<Instant> revokedAt) {

    public KeyValidity {
        if (!notBefore.isBefore(notAfter)) {
            throw new IllegalArgumentException("a key's not-before must precede its not-after");
        }
    }

    public static KeyValidity between(Instant notBefore, Instant notAfter) {
        return new KeyValidity(notBefore, notAfter, Optional.empty(), Optional.empty());
    }

    /** The standing at a time; the gravest reason first. */
    public KeyStanding at(Instant time) {
        if (reached(revokedAt, time)) {
            return KeyStanding.REVOKED;
        }
        if (time.isBefore(notBefore)) {
            return KeyStanding.NOT_YET_VALID;
        }
        if (reached(retiredAt, time)) {
            return KeyStanding.RETIRED;
        }
        return time.isBefore(notAfter) ? KeyStanding.USABLE : KeyStanding.EXPIRED;
    }

    public KeyValidity retired(Instant time) {
        return new KeyValidity(notBefore, notAfter, Optional.of(time), revokedAt);
    }

    public KeyValidity revoked(Instant time) {
        return new KeyValidity(notBefore, notAfter, retiredAt, Optional.of(time));
    }

    private static boolean reached(Optional<Instant> limit, Instant time) {
        return limit.isPresent() && !time.isBefore(limit.get());
    }
}

package io.gatehouse.app.found;

import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.state.PersonKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A younger key in the place of an older one. The older one goes on verifying for ever what it
 * signed, and may still sign during an overlap, in which the younger one is adopted.
 */
public final class KeyRotation {

    /** How long the older key may still sign when nobody says. */
    public static final Duration OVERLAP = Duration.ofDays(30);

    /** Two persons have to adopt the younger key meanwhile: less than a day invites a gap. */
    public static final Duration SHORTEST_OVERLAP = Duration.ofDays(1);

    private KeyRotation() {}

    /** The ring with the new key, and with an end for those of its kind that sign today. */
    public static KeyRing rotate(KeyRing ring, KeyEntry fresh, Instant now, Duration overlap) {
        Instant end = end(now, overlap);
        KeyRing rotated = ring;
        for (KeyEntry key : ring.keys()) {
            boolean sameKind =
                    key.purpose().equals(fresh.purpose()) && key.algorithm() == fresh.algorithm();
            if (sameKind && key.standingAt(now) == KeyStanding.USABLE && ends(key).isAfter(end)) {
                rotated = rotated.with(key.withValidity(key.validity().retired(end)));
            }
        }
        return rotated.with(fresh);
    }

    /** A person's keys with the new one, and with an end for those that sign today. */
    public static List<PersonKey> rotate(
            List<PersonKey> keys, PersonKey fresh, Instant now, Duration overlap) {
        Instant end = end(now, overlap);
        List<PersonKey> rotated = new ArrayList<>();
        for (PersonKey key : keys) {
            boolean shortened = key.isValidAt(now) && key.notAfter().isAfter(end);
            rotated.add(
                    shortened
                            ? new PersonKey(
                                    key.id(),
                                    key.publicKey(),
                                    key.notBefore(),
                                    end,
                                    key.revokedAt())
                            : key);
        }
        rotated.add(fresh);
        return rotated;
    }

    /** The first id {@code PERSON-N} that none of the keys has. */
    public static KeyId next(String person, List<PersonKey> keys) {
        for (int n = keys.size() + 1; ; n++) {
            KeyId id = new KeyId(person.replace('.', '-') + "-" + n);
            Optional<PersonKey> taken = keys.stream().filter(k -> k.id().equals(id)).findFirst();
            if (taken.isEmpty()) {
                return id;
            }
        }
    }

    private static Instant ends(KeyEntry key) {
        return key.validity()
                .retiredAt()
                .filter(key.validity().notAfter()::isAfter)
                .orElse(key.validity().notAfter());
    }

    private static Instant end(Instant now, Duration overlap) {
        return now.plus(overlap).truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
    }
}

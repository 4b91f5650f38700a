package io.gatehouse.audit.key;

import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.port.MacAnswer;
import io.gatehouse.core.port.MacClaim;
import io.gatehouse.core.port.MacVerifier;
import java.util.List;
import java.util.Optional;

/**
 * Checks codes of the existing tools with keys of purpose {@code evidence:<name>}: of the adopted
 * ones, as soon as the ring is limited to them. Thread-safe.
 */
public final class EvidenceMacs implements MacVerifier {

    private final OpenKeyRing keys;

    public EvidenceMacs(OpenKeyRing keys) {
        this.keys = keys;
    }

    @Override
    public MacAnswer verify(MacClaim claim) {
        KeyPurpose purpose = KeyPurpose.evidence(claim.purpose());
        List<KeyEntry> ofPurpose =
                keys.ring().keys().stream().filter(k -> k.purpose().equals(purpose)).toList();
        List<KeyEntry> named =
                ofPurpose.stream()
                        .filter(k -> claim.keyId().map(k.id().value()::equals).orElse(true))
                        .toList();
        if (named.isEmpty()) {
            return MacAnswer.UNKNOWN_KEY;
        }
        List<KeyEntry> usable = named.stream().filter(k -> isUsable(k, claim)).toList();
        if (usable.isEmpty()) {
            return MacAnswer.KEY_NOT_USABLE;
        }
        // To try several keys would let whoever holds the weakest of them speak for all.
        return usable.size() > 1 ? MacAnswer.UNKNOWN_KEY : check(usable.get(0).id(), claim);
    }

    /** The algorithm is the key's own: a file must not choose with what it is checked. */
    private static boolean isUsable(KeyEntry key, MacClaim claim) {
        return key.standingAt(claim.at()) == KeyStanding.USABLE
                && key.algorithm().text().equals(claim.algorithm());
    }

    private MacAnswer check(KeyId id, MacClaim claim) {
        Optional<HmacKey> key = open(id);
        if (key.isEmpty()) {
            return MacAnswer.UNAVAILABLE;
        }
        return key.get().verify(claim.mac(), claim.message()) ? MacAnswer.VALID : MacAnswer.INVALID;
    }

    private Optional<HmacKey> open(KeyId id) {
        try {
            return Optional.of(keys.hmac(id));
        } catch (KeyFaultException e) {
            return Optional.empty();
        }
    }
}

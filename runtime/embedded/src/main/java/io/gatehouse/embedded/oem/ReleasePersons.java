package io.gatehouse.embedded.oem;

import io.gatehouse.adapter.oembundle.ReleaseKeys;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.Person;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Those whom an installation has adopted to release bundles: persons of role {@code release}.
 * Thread-safe.
 *
 * <p>Naming one is the demand: from then on a bundle that none of them signed is refused. There is
 * no switch beside it that somebody could forget or turn off; revoking the last of them refuses
 * every bundle, and only owner and compliance together change the list.
 */
public final class ReleasePersons implements ReleaseKeys {

    private final Supplier<GovernanceState> governance;

    /**
     * @param governance what was adopted last, asked anew each time
     */
    public ReleasePersons(Supplier<GovernanceState> governance) {
        this.governance = governance;
    }

    @Override
    public boolean demanded() {
        return governance.get().people().values().stream()
                .anyMatch(person -> person.roles().contains(Role.RELEASE));
    }

    @Override
    public Optional<Ed25519PublicKey> find(
            PersonId person, KeyId key, Instant signed, Instant asOf) {
        return governance.get().people().values().stream()
                .filter(known -> known.id().equals(person))
                .filter(known -> known.roles().contains(Role.RELEASE))
                .filter(known -> known.keyCounts(key, signed, asOf))
                .findFirst()
                .flatMap(known -> publicKey(known, key));
    }

    private static Optional<Ed25519PublicKey> publicKey(Person person, KeyId key) {
        try {
            return person.key(key).map(found -> new Ed25519PublicKey(found.publicKey()));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no point of the curve: such a key verifies nothing
        }
    }
}

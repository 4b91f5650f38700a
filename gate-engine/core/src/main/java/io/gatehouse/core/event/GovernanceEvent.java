package io.gatehouse.core.event;

import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.AggregateId;
import java.time.Instant;
import java.util.Optional;

/** Events about the rules and the persons. */
public sealed interface GovernanceEvent extends Event {

    @Override
    default AggregateId aggregate() {
        return AggregateId.GOVERNANCE;
    }

    /**
     * The installation came into being.
     *
     * @param engineKey Ed25519 public key of the engine, base64url
     */
    record InstallationFounded(InstallationId installation, String device, String engineKey)
            implements GovernanceEvent {}

    /** One of the two persons signed a set of rules. */
    record AdoptionSigned(Digest document, JsonObject content, Role role, PersonId person)
            implements GovernanceEvent {}

    /**
     * Owner and compliance have both signed: these rules, persons, keys and programs are in force.
     */
    record Adopted(Digest document, JsonObject content) implements GovernanceEvent {}

    /** A person, or one key of a person, counts no longer from that time on. */
    record PersonRevoked(PersonId person, Optional<KeyId> key, Instant from, String reason)
            implements GovernanceEvent {}
}

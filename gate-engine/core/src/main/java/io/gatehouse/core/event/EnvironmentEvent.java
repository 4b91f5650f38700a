package io.gatehouse.core.event;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.PermitId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.state.AggregateId;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.PermitRecord;
import java.time.Instant;

/** Events of the environment. */
public sealed interface EnvironmentEvent extends Event {

    @Override
    default AggregateId aggregate() {
        return AggregateId.ENVIRONMENT;
    }

    /** A gate was passed and the environment moved up. */
    record EnvironmentPromoted(Environment to, GrantRecord grant, Instant at)
            implements EnvironmentEvent {}

    /** The environment moved down. */
    record EnvironmentDemoted(Environment to, String reason, Instant at)
            implements EnvironmentEvent {}

    /** Everything stops. */
    record EnvironmentHalted(String reason, Instant at) implements EnvironmentEvent {}

    /** One of the two persons agreed to leave HALT. */
    record ResumeSigned(Environment to, Role role, PersonId person, Instant at)
            implements EnvironmentEvent {}

    /** HALT is over; the environment stands lower than before it. */
    record EnvironmentResumed(Environment to, Instant at) implements EnvironmentEvent {}

    /** A permit was issued. */
    record PermitIssued(PermitRecord permit) implements EnvironmentEvent {}

    /** The permit in force was taken back. */
    record PermitRevoked(PermitId permit, String reason, Instant at) implements EnvironmentEvent {}
}

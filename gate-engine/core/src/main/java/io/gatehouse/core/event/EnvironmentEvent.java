package io.gatehouse.core.event;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PermitId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.RuleResult;
import io.gatehouse.core.state.AggregateId;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.PermitRecord;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    /**
     * All that the environment in force rests upon was looked at again. When something did not
     * hold, the demotion or the halt follows in the same group.
     *
     * @param findings what did not hold; empty when everything did
     * @param verdicts digest of what the standing rules answered
     * @param answers those answers; absent when they are the ones recorded last
     */
    record EnvironmentReverified(
            Environment environment,
            List<Finding> findings,
            Digest verdicts,
            Optional<StandingAnswers> answers,
            Instant at)
            implements EnvironmentEvent {
        public EnvironmentReverified {
            findings = List.copyOf(findings);
        }
    }

    /**
     * What the rules answered that have to hold on: enough to ask them again.
     *
     * @param promotion that granted the environment
     * @param asOf the time that the rules saw
     */
    record StandingAnswers(
            PromotionId promotion,
            List<RuleResult> results,
            Instant asOf,
            Digest evidenceRoot,
            String build) {
        public StandingAnswers {
            results = List.copyOf(results);
        }
    }

    /**
     * The lease of the permit in force counts anew.
     *
     * @param renewed from when
     * @param signature over the permit with its new member {@code renewed}
     * @param digest of the permit as it is signed now
     */
    record PermitRenewed(PermitId permit, Instant renewed, JsonObject signature, Digest digest)
            implements EnvironmentEvent {}

    /** A permit was issued. */
    record PermitIssued(PermitRecord permit) implements EnvironmentEvent {}

    /** The permit in force was taken back. */
    record PermitRevoked(PermitId permit, String reason, Instant at) implements EnvironmentEvent {}
}

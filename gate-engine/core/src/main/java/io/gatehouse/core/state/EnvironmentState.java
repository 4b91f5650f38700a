package io.gatehouse.core.state;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.machine.EnvironmentMachine;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where the installation stands.
 *
 * @param machine state of {@link EnvironmentMachine}: an environment, or {@code HALTED:<before>}
 * @param grants what was granted, by environment; kept after a demotion to a higher environment's
 *     end
 * @param permit the permit in force, if any
 * @param resuming an agreed but not yet complete resume: to which environment, who signed in which
 *     role
 * @param reverified when all that the environment in force rests upon last held; empty before the
 *     first re-verification since it came into force
 */
public record EnvironmentState(
        String machine,
        Instant since,
        String reason,
        SortedMap<Environment, GrantRecord> grants,
        Optional<PermitRecord> permit,
        Optional<Resuming> resuming,
        Optional<Reverified> reverified) {

    /**
     * A re-verification that passed.
     *
     * @param verdicts digest of what the standing rules answered
     */
    public record Reverified(Instant at, Digest verdicts) {}

    /** Who has agreed to leave HALT, and whereto. */
    public record Resuming(Environment to, Instant at, SortedMap<Role, PersonId> signers) {
        public Resuming {
            signers = Collections.unmodifiableSortedMap(new TreeMap<>(signers));
        }
    }

    public static final EnvironmentState NEW =
            new EnvironmentState(
                    "NONE",
                    Instant.EPOCH,
                    "",
                    new TreeMap<>(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public EnvironmentState {
        grants = Collections.unmodifiableSortedMap(new TreeMap<>(grants));
    }

    public boolean isHalted() {
        return EnvironmentMachine.isHalted(machine);
    }

    /** The environment that is in force; NONE while halted. */
    public Environment current() {
        return isHalted() ? Environment.NONE : Environment.valueOf(machine);
    }

    /** The environment before the halt, or the one in force. */
    public Environment standing() {
        return Environment.valueOf(isHalted() ? machine.substring("HALTED:".length()) : machine);
    }
}

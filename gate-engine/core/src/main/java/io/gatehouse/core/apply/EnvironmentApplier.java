package io.gatehouse.core.apply;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.event.EnvironmentEvent;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentDemoted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentPromoted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentResumed;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentReverified;
import io.gatehouse.core.event.EnvironmentEvent.PermitIssued;
import io.gatehouse.core.event.EnvironmentEvent.PermitRenewed;
import io.gatehouse.core.event.EnvironmentEvent.PermitRevoked;
import io.gatehouse.core.event.EnvironmentEvent.ResumeSigned;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.machine.EnvironmentMachine;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.state.EnvironmentState;
import io.gatehouse.core.state.EnvironmentState.Resuming;
import io.gatehouse.core.state.EnvironmentState.Reverified;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.PermitRecord;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Where the installation stands, and under which permit. */
public final class EnvironmentApplier {

    private EnvironmentApplier() {}

    public static EnvironmentState apply(EnvironmentState state, EnvironmentEvent event) {
        if (event instanceof EnvironmentPromoted e) {
            TreeMap<Environment, GrantRecord> grants = new TreeMap<>(state.grants());
            grants.put(e.to(), e.grant());
            return move(state, Triggers.promote(e.to()), e.at(), "promoted", grants);
        }
        if (event instanceof EnvironmentDemoted e) {
            return move(state, Triggers.demote(e.to()), e.at(), e.reason(), upTo(state, e.to()));
        }
        if (event instanceof EnvironmentHalted e) {
            return move(state, Triggers.HALT, e.at(), e.reason(), state.grants());
        }
        if (event instanceof EnvironmentResumed e) {
            return move(state, Triggers.resume(e.to()), e.at(), "resumed", upTo(state, e.to()));
        }
        if (event instanceof ResumeSigned e) {
            TreeMap<Role, PersonId> signers = new TreeMap<>();
            state.resuming()
                    .filter(resuming -> resuming.to() == e.to())
                    .ifPresent(resuming -> signers.putAll(resuming.signers()));
            signers.put(e.role(), e.person());
            return with(state, state.permit(), Optional.of(new Resuming(e.to(), e.at(), signers)));
        }
        if (event instanceof PermitIssued e) {
            return with(state, Optional.of(e.permit()), state.resuming());
        }
        if (event instanceof EnvironmentReverified e) {
            return reverified(state, e);
        }
        if (event instanceof PermitRenewed e) {
            return with(state, Optional.of(renewed(state, e)), state.resuming());
        }
        PermitRevoked e = (PermitRevoked) event;
        PermitRecord permit =
                state.permit()
                        .filter(p -> p.id().equals(e.permit()))
                        .orElseThrow(() -> new ApplyFault("no permit " + e.permit() + " in force"));
        return with(state, Optional.of(permit.revokedAt(e.at())), state.resuming());
    }

    private static EnvironmentState reverified(EnvironmentState state, EnvironmentReverified e) {
        if (state.isHalted() || state.current() != e.environment()) {
            throw new ApplyFault(e.environment() + " verified again in " + state.machine());
        }
        return new EnvironmentState(
                state.machine(),
                state.since(),
                state.reason(),
                state.grants(),
                state.permit(),
                state.resuming(),
                e.findings().isEmpty()
                        ? Optional.of(new Reverified(e.at(), e.verdicts()))
                        : Optional.empty());
    }

    /** A lease goes forward only: an older renewal played again would be a younger one's end. */
    private static PermitRecord renewed(EnvironmentState state, PermitRenewed e) {
        PermitRecord permit =
                state.permit()
                        .filter(p -> p.id().equals(e.permit()) && p.revoked().isEmpty())
                        .filter(p -> !e.renewed().isBefore(lastRenewal(p)))
                        .orElseThrow(() -> new ApplyFault("no permit " + e.permit() + " in force"));
        try {
            return permit.renewedAt(e.renewed(), e.signature(), e.digest());
        } catch (IllegalArgumentException fault) {
            throw new ApplyFault(String.valueOf(fault.getMessage()));
        }
    }

    private static Instant lastRenewal(PermitRecord permit) {
        return permit.permit().text("renewed").map(Instant::parse).orElse(permit.issued());
    }

    /** What was granted above the environment is gone: the way up leads through the gates again. */
    private static NavigableMap<Environment, GrantRecord> upTo(
            EnvironmentState state, Environment to) {
        TreeMap<Environment, GrantRecord> grants = new TreeMap<>(state.grants());
        grants.keySet().removeIf(environment -> to.isLowerThan(environment));
        return grants;
    }

    private static EnvironmentState move(
            EnvironmentState state,
            String trigger,
            Instant at,
            String reason,
            SortedMap<Environment, GrantRecord> grants) {
        String next =
                EnvironmentMachine.definition()
                        .next(state.machine(), trigger)
                        .orElseThrow(() -> new ApplyFault(trigger + " in " + state.machine()))
                        .to();
        return new EnvironmentState(
                next, at, reason, grants, state.permit(), Optional.empty(), Optional.empty());
    }

    private static EnvironmentState with(
            EnvironmentState state, Optional<PermitRecord> permit, Optional<Resuming> resuming) {
        return new EnvironmentState(
                state.machine(),
                state.since(),
                state.reason(),
                state.grants(),
                permit,
                resuming,
                state.reverified());
    }
}

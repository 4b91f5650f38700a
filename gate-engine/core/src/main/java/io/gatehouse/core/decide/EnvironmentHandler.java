package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.Demote;
import io.gatehouse.core.command.Command.Halt;
import io.gatehouse.core.command.Command.RenewPermit;
import io.gatehouse.core.command.Command.Resume;
import io.gatehouse.core.command.Command.RevokePermit;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentResumed;
import io.gatehouse.core.event.EnvironmentEvent.ResumeSigned;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.GrantRecord;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Taking risk away at once, and giving it back slowly. */
final class EnvironmentHandler {

    private final Gatekeeper gate;
    private final StandingChecks standing;
    private final Descent descent;
    private final PermitComposer permits;

    EnvironmentHandler(Gatekeeper gate, Sealer sealer, StandingChecks standing) {
        this.gate = gate;
        this.standing = standing;
        this.descent = new Descent(gate, sealer);
        this.permits = new PermitComposer(sealer);
    }

    /** From every state, without approval, ahead of everything that is pending. */
    Ruling halt(Case c, Halt command) {
        Answer answer = gate.environment(c.state(), Triggers.HALT, () -> mayStop(c));
        if (!answer.isAdmitted()) {
            return Ruling.refuse(answer.findings());
        }
        return descent.halt(c, command.reason(), answer.landing(), List.of());
    }

    Ruling demote(Case c, Demote command) {
        Answer answer =
                gate.environment(c.state(), Triggers.demote(command.to()), () -> mayStop(c));
        if (!answer.isAdmitted()) {
            return Ruling.refuse(answer.findings());
        }
        return descent.demote(c, command.to(), command.reason(), answer.landing(), List.of());
    }

    /** Everybody who acts here may stop it; those who only look may not. */
    private static List<Finding> mayStop(Case c) {
        boolean may =
                c.person().isEmpty()
                        || c.signer().roles().stream().anyMatch(role -> role != Role.AUDITOR);
        return may
                ? List.of()
                : List.of(
                        Findings.role(
                                c.signer().id().value(),
                                "any role but auditor",
                                GovernanceHandler.roles(c.signer())));
    }

    /** Owner and compliance, two persons; then down, never straight to LIVE. */
    Ruling resume(Case c, Resume command) {
        Map<Role, PersonId> signers = new EnumMap<>(Role.class);
        c.state()
                .environment()
                .resuming()
                .filter(resuming -> resuming.to() == command.to())
                .ifPresent(resuming -> signers.putAll(resuming.signers()));
        signers.put(command.role(), c.signer().id());
        boolean complete = signers.keySet().containsAll(Set.of(Role.OWNER, Role.COMPLIANCE));
        Answer answer =
                gate.environment(
                        c.state(),
                        complete ? Triggers.resume(command.to()) : Triggers.SIGN_RESUME,
                        () -> againstResuming(c, command, signers, complete));
        if (!answer.isAdmitted()) {
            return Ruling.refuse(answer.findings());
        }
        List<Event> events = new ArrayList<>();
        events.add(new ResumeSigned(command.to(), command.role(), c.signer().id(), c.now()));
        if (complete) {
            events.add(new EnvironmentResumed(command.to(), c.now()));
        }
        return new Ruling.Admit(List.of(), events, List.of(answer.landing()));
    }

    private List<Finding> againstResuming(
            Case c, Resume command, Map<Role, PersonId> signers, boolean complete) {
        List<Finding> findings = new ArrayList<>();
        String name = c.signer().id().value();
        boolean ownerOrCompliance =
                command.role() == Role.OWNER || command.role() == Role.COMPLIANCE;
        if (!ownerOrCompliance || !c.signer().has(command.role())) {
            findings.add(
                    Findings.role(
                            name, "owner or compliance", GovernanceHandler.roles(c.signer())));
        }
        if (complete && Set.copyOf(signers.values()).size() < signers.size()) {
            findings.add(
                    Findings.separation(
                            "one-person-twice",
                            name,
                            "owner and compliance are two persons",
                            name + " signs as both"));
        }
        if (complete && command.to() != Environment.NONE) {
            findings.addAll(standing.against(c.state(), command.to(), c.snapshot()));
        }
        return findings;
    }

    Ruling revokePermit(Case c, RevokePermit command) {
        boolean inForce =
                c.state().environment().permit().filter(p -> p.revoked().isEmpty()).isPresent();
        Answer answer =
                gate.environment(
                        c.state(),
                        Triggers.REVOKE_PERMIT,
                        () -> {
                            List<Finding> findings = new ArrayList<>(mayStop(c));
                            if (!inForce) {
                                findings.add(Findings.state("permit", "one in force", "none"));
                            }
                            return findings;
                        });
        if (!answer.isAdmitted()) {
            return Ruling.refuse(answer.findings());
        }
        List<Event> events = new ArrayList<>();
        Revocations.permit(c, command.reason(), events);
        return new Ruling.Admit(List.of(), events, List.of(answer.landing()));
    }

    /** A new permit for where the installation stands, when all it rests on still holds. */
    Ruling renew(Case c, RenewPermit command) {
        Environment current = c.state().environment().current();
        Answer answer =
                gate.environment(
                        c.state(),
                        Triggers.RENEW_PERMIT,
                        () -> standing.against(c.state(), current, c.snapshot()));
        if (!answer.isAdmitted()) {
            return Ruling.refuse(answer.findings());
        }
        GrantRecord grant = c.state().environment().grants().get(current);
        GateDefinition definition = c.state().definition(grant.definition()).orElseThrow();
        PermitComposer.Issue issue = permits.issue(c, current, definition, grant);
        if (issue.event().isEmpty()) {
            return Ruling.refuse(issue.findings());
        }
        List<Event> events = new ArrayList<>();
        Revocations.permit(c, "renewed", events);
        events.add(issue.event().get());
        return new Ruling.Admit(List.of(), events, List.of(answer.landing()));
    }
}

package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.Demote;
import io.gatehouse.core.command.Command.Halt;
import io.gatehouse.core.command.Command.RenewPermit;
import io.gatehouse.core.command.Command.Resume;
import io.gatehouse.core.command.Command.RevokePermit;
import io.gatehouse.core.decide.Decision.Landing;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentDemoted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentHalted;
import io.gatehouse.core.event.EnvironmentEvent.EnvironmentResumed;
import io.gatehouse.core.event.EnvironmentEvent.ResumeSigned;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.PromotionEvent.PromotionEnded;
import io.gatehouse.core.evidence.LogFact;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.port.Sealer;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Verdict;
import io.gatehouse.core.state.GrantRecord;
import io.gatehouse.core.state.PromotionState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Taking risk away at once, and giving it back slowly. */
final class EnvironmentHandler {

    private final Gatekeeper gate;
    private final Sealer sealer;
    private final PermitComposer permits;

    EnvironmentHandler(Gatekeeper gate, Sealer sealer) {
        this.gate = gate;
        this.sealer = sealer;
        this.permits = new PermitComposer(sealer);
    }

    /** From every state, without approval, ahead of everything that is pending. */
    Ruling halt(Case c, Halt command) {
        Answer answer = gate.environment(c.state(), Triggers.HALT, () -> mayStop(c));
        if (!answer.isAdmitted()) {
            return Ruling.refuse(answer.findings());
        }
        Revocations revocations = new Revocations(c, sealer);
        if (!c.state().environment().isHalted()) {
            revocations.takeBack(
                    c.state().environment().current(), Environment.NONE, true, command.reason());
        }
        List<Event> events = new ArrayList<>();
        List<Landing> landings = new ArrayList<>(List.of(answer.landing()));
        Revocations.permit(c, "halt", events);
        events.addAll(endPending(c, revocations, "halt: " + command.reason(), landings));
        events.add(new EnvironmentHalted(revocations.reason(command.reason()), c.now()));
        return new Ruling.Admit(revocations.lines(), events, landings);
    }

    Ruling demote(Case c, Demote command) {
        Answer answer =
                gate.environment(c.state(), Triggers.demote(command.to()), () -> mayStop(c));
        if (!answer.isAdmitted()) {
            return Ruling.refuse(answer.findings());
        }
        Revocations revocations = new Revocations(c, sealer);
        Environment[] all = Environment.values();
        for (int e = all.length - 1; command.to().isLowerThan(all[e]); e--) {
            revocations.takeBack(all[e], command.to(), false, command.reason());
        }
        List<Event> events = new ArrayList<>();
        List<Landing> landings = new ArrayList<>(List.of(answer.landing()));
        Revocations.permit(c, "demotion to " + command.to(), events);
        events.addAll(endPending(c, revocations, "demotion: " + command.reason(), landings));
        events.add(
                new EnvironmentDemoted(
                        command.to(), revocations.reason(command.reason()), c.now()));
        return new Ruling.Admit(revocations.lines(), events, landings);
    }

    /** What was on its way up ends here: HALT and demotion win over anything pending. */
    private List<Event> endPending(
            Case c, Revocations revocations, String reason, List<Landing> landings) {
        List<Event> events = new ArrayList<>();
        for (PromotionState promotion : c.state().openPromotions()) {
            Answer answer = gate.promotion(c.state(), promotion, Triggers.HALT, Guard.OPEN);
            if (answer.isAdmitted()) {
                c.state()
                        .definition(promotion.definition())
                        .ifPresent(d -> revocations.takeBack(promotion, d, true, reason));
                events.add(
                        new PromotionEnded(
                                promotion.id(),
                                GateMachine.HALTED,
                                Triggers.HALT,
                                reason,
                                c.now()));
                landings.add(answer.landing());
            }
        }
        return events;
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

    private static List<Finding> againstResuming(
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
            findings.addAll(againstStanding(c, command.to()));
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
                        c.state(), Triggers.RENEW_PERMIT, () -> againstStanding(c, current));
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

    /**
     * What stands against an environment's grant as things are now: its evidence as it was
     * recorded, byte for byte, and its decision log strictly verified.
     */
    private static List<Finding> againstStanding(Case c, Environment environment) {
        GrantRecord grant = c.state().environment().grants().get(environment);
        Optional<GateDefinition> definition =
                Optional.ofNullable(grant).flatMap(g -> c.state().definition(g.definition()));
        if (definition.isEmpty()) {
            return List.of(
                    Findings.state(
                            "environment", environment + " was granted", "no grant is in force"));
        }
        List<Finding> findings = new ArrayList<>();
        int expected =
                c.state().promotion(grant.promotion()).map(p -> p.evidence().size()).orElse(-1);
        if (c.snapshot().observations().size() != expected) {
            findings.add(
                    evidence(
                            "not-all-seen",
                            "promotion/" + grant.promotion(),
                            expected + " pieces of evidence",
                            c.snapshot().observations().size() + " in the snapshot"));
        }
        for (Observation o : c.snapshot().observations()) {
            if (!o.isUnchanged()) {
                findings.add(
                        evidence(
                                "changed",
                                o.item().path(),
                                o.item().digests().sha384().value(),
                                o.now().map(d -> d.sha384().value()).orElse(o.problem())));
            }
        }
        Optional<LogFact> fact = c.snapshot().log(definition.get().log());
        if (fact.filter(f -> f.verdict() == Verdict.PASS).isEmpty()) {
            findings.addAll(fact.map(LogFact::findings).orElse(List.of()));
            findings.add(
                    Finding.of(
                            Findings.LOG,
                            "not-verified",
                            definition.get().log().value(),
                            "a decision log that verifies strictly",
                            fact.map(f -> f.verdict().name()).orElse("not verified"),
                            "run 'gatehouse log verify --strict'"));
        }
        return findings;
    }

    private static Finding evidence(String code, String subject, String expected, String observed) {
        return Finding.of(
                Findings.EVIDENCE,
                code,
                subject,
                expected,
                observed,
                "restore the file from audit/artefacts, or go through the gate again");
    }
}

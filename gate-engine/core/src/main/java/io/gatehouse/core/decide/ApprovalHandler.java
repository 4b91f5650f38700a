package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.Approve;
import io.gatehouse.core.command.Command.Propose;
import io.gatehouse.core.command.Command.VoidProposal;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.decide.RuleEvaluator.Evaluation;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.Separation;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.PromotionEvent.Approved;
import io.gatehouse.core.event.PromotionEvent.EntryProposed;
import io.gatehouse.core.event.PromotionEvent.ProposalVoided;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.Approval;
import io.gatehouse.core.state.Person;
import io.gatehouse.core.state.PersonKey;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Proposal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The frozen entry and the persons who agree to it. */
final class ApprovalHandler {

    private final Gatekeeper gate;
    private final AssessmentHandler assessment;

    ApprovalHandler(Gatekeeper gate, AssessmentHandler assessment) {
        this.gate = gate;
        this.assessment = assessment;
    }

    /** Freezes the entry, when every rule of every step still passes over the evidence of now. */
    Ruling propose(Case c, Propose command) {
        Optional<Subject> found = Subject.of(c, command.promotion());
        if (found.isEmpty()) {
            return Ruling.refuse(Subject.unknown(command.promotion()));
        }
        Subject subject = found.get();
        Evaluation[] seen = new Evaluation[1];
        Answer answer =
                gate.promotion(
                        c.state(),
                        subject.promotion(),
                        Triggers.PROPOSE,
                        () -> {
                            seen[0] = assessment.evaluateAll(c, subject);
                            return AssessmentHandler.against(
                                    seen[0], subject.gate().decision().id());
                        });
        if (!answer.isAdmitted()) {
            return seen[0] == null
                    ? Ruling.refuse(answer.findings())
                    : AssessmentHandler.refused(
                            answer.findings(),
                            seen[0],
                            List.of(
                                    assessment.assessed(
                                            c, subject, subject.gate().decision().id(), seen[0])));
        }
        JsonObject entry =
                EntryComposer.propose(c, subject.gate(), subject.promotion(), seen[0].results());
        return Ruling.admit(
                answer.landing(),
                new EntryProposed(
                        command.promotion(),
                        new Proposal(
                                entry,
                                Digest.of(entry),
                                subject.promotion().evidenceRoot(),
                                c.now())));
    }

    Ruling voidProposal(Case c, VoidProposal command) {
        Optional<Subject> found = Subject.of(c, command.promotion());
        if (found.isEmpty()) {
            return Ruling.refuse(Subject.unknown(command.promotion()));
        }
        Answer answer =
                gate.promotion(c.state(), found.get().promotion(), Triggers.VOID, Guard.OPEN);
        return answer.isAdmitted()
                ? Ruling.admit(
                        answer.landing(),
                        new ProposalVoided(command.promotion(), command.reason(), c.now()))
                : Ruling.refuse(answer.findings());
    }

    Ruling approve(Case c, Approve command) {
        Optional<Subject> found = Subject.of(c, command.promotion());
        if (found.isEmpty()) {
            return Ruling.refuse(Subject.unknown(command.promotion()));
        }
        Subject subject = found.get();
        Answer answer =
                gate.promotion(
                        c.state(),
                        subject.promotion(),
                        Triggers.APPROVE,
                        () -> against(c, subject, command));
        return answer.isAdmitted()
                ? Ruling.admit(
                        answer.landing(),
                        new Approved(
                                command.promotion(),
                                new Approval(
                                        command.role(),
                                        command.entry(),
                                        command.evidenceRoot(),
                                        command.definition(),
                                        c.now(),
                                        command.expires(),
                                        c.actor().signed().orElseThrow())))
                : Ruling.refuse(answer.findings());
    }

    private static List<Finding> against(Case c, Subject subject, Approve command) {
        List<Finding> findings = new ArrayList<>();
        String name = c.signer().id().value();
        if (!c.signer().has(command.role())) {
            findings.add(
                    Findings.role(
                            name, command.role().code(), GovernanceHandler.roles(c.signer())));
        }
        if (subject.gate().approvals().stream()
                .noneMatch(a -> a.anyOf().contains(command.role()))) {
            findings.add(
                    Findings.role(
                            name,
                            "a role of " + subject.gate().approvals(),
                            command.role().code()));
        }
        findings.addAll(againstContent(subject, command));
        findings.addAll(againstSeparation(subject, c.signer().id()));
        boolean endsWrong =
                !command.expires().isAfter(c.now())
                        || command.expires()
                                .isAfter(c.now().plus(subject.gate().approvalValidity()));
        if (endsWrong) {
            findings.add(
                    approval(
                            "expiry",
                            name,
                            "an end within " + subject.gate().approvalValidity() + " from now",
                            command.expires().toString()));
        }
        return findings;
    }

    /** An approval of an older proposal, other evidence or another definition is none of this. */
    private static List<Finding> againstContent(Subject subject, Approve command) {
        Proposal proposal = subject.promotion().proposal().orElse(null);
        if (proposal == null) {
            return List.of(Findings.state(subject.name(), "a proposed entry", "none"));
        }
        List<Finding> findings = new ArrayList<>();
        if (!proposal.digest().equals(command.entry())) {
            findings.add(
                    approval(
                            "other-entry",
                            subject.name(),
                            proposal.digest().value(),
                            command.entry().value()));
        }
        if (!proposal.evidenceRoot().equals(command.evidenceRoot())) {
            findings.add(
                    approval(
                            "other-evidence",
                            subject.name(),
                            proposal.evidenceRoot().value(),
                            command.evidenceRoot().value()));
        }
        if (!subject.gate().digest().equals(command.definition())) {
            findings.add(
                    approval(
                            "other-definition",
                            subject.name(),
                            subject.gate().digest().value(),
                            command.definition().value()));
        }
        return findings;
    }

    private static Finding approval(String code, String subject, String expected, String observed) {
        return Finding.of(
                Findings.APPROVAL,
                code,
                subject,
                expected,
                observed,
                "look at 'gatehouse promotion show' and approve what is proposed now");
    }

    /** Persons count, not credentials: the same person with another key is the same person. */
    private static List<Finding> againstSeparation(Subject subject, PersonId person) {
        PromotionState promotion = subject.promotion();
        Separation separation = subject.gate().separation();
        String name = person.value();
        List<Finding> findings = new ArrayList<>();
        if (separation.approverDiffersFromRequester() && promotion.requester().equals(person)) {
            findings.add(
                    Findings.separation(
                            "approver-is-requester",
                            name,
                            "another person than the requester",
                            name));
        }
        if (separation.approverDiffersFromPreparer() && promotion.isPreparer(person)) {
            findings.add(
                    Findings.separation(
                            "approver-is-preparer",
                            name,
                            "a person who prepared no evidence",
                            "prepared by " + promotion.preparers()));
        }
        boolean approved =
                promotion.approvals().stream().anyMatch(a -> a.signed().person().equals(person));
        if (approved && separation.approversPairwiseDistinct()) {
            findings.add(
                    Findings.separation(
                            "approver-twice", name, "one approval of one person", "a second one"));
        }
        return findings;
    }

    /**
     * What is missing of the approvals at the moment of sealing: each requirement filled by
     * distinct persons whose keys and roles are still good, over exactly this proposal, and not
     * expired.
     */
    static List<Finding> missing(Case c, Subject subject) {
        List<Approval> valid = counting(c, subject);
        List<Finding> findings = new ArrayList<>();
        for (ApprovalRequirement requirement : subject.gate().approvals()) {
            List<Approval> filled =
                    valid.stream().filter(a -> requirement.anyOf().contains(a.role())).toList();
            long persons = filled.stream().map(a -> a.signed().person()).distinct().count();
            if (persons < requirement.count()) {
                findings.add(
                        approval(
                                        "approval-missing",
                                        subject.name(),
                                        requirement.count()
                                                + " person(s) as "
                                                + requirement.anyOf().stream()
                                                        .map(Role::code)
                                                        .toList(),
                                        persons + " valid approval(s)")
                                .asPending());
            }
        }
        long persons = valid.stream().map(a -> a.signed().person()).distinct().count();
        if (subject.gate().separation().approversPairwiseDistinct() && persons < valid.size()) {
            findings.add(
                    Findings.separation(
                            "approver-twice",
                            subject.name(),
                            "distinct persons",
                            persons + " person(s)"));
        }
        return findings;
    }

    /** The approvals that count now: no other may stand in the sealed line, or it would be void. */
    static List<Approval> counting(Case c, Subject subject) {
        return subject.promotion().approvals().stream()
                .filter(a -> isValid(c, subject, a))
                .toList();
    }

    private static boolean isValid(Case c, Subject subject, Approval approval) {
        Proposal proposal = subject.promotion().proposal().orElse(null);
        Optional<Person> person = c.state().governance().person(approval.signed().person());
        boolean keyHolds =
                person.flatMap(p -> p.key(approval.signed().key()))
                        .filter((PersonKey key) -> key.isValidAt(c.now()))
                        .isPresent();
        return proposal != null
                && keyHolds
                && person.get().has(approval.role())
                && approval.entry().equals(proposal.digest())
                && approval.evidenceRoot().equals(subject.promotion().evidenceRoot())
                && approval.definition().equals(subject.gate().digest())
                && c.now().isBefore(approval.expires())
                && againstSeparationOf(subject, approval.signed().person()).isEmpty();
    }

    /** As when it was given: evidence recorded since may have made the approver a preparer. */
    private static List<Finding> againstSeparationOf(Subject subject, PersonId person) {
        return againstSeparation(subject, person).stream()
                .filter(f -> !f.code().equals("approver-twice"))
                .toList();
    }
}

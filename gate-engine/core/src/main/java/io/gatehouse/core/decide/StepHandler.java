package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.AttachEvidence;
import io.gatehouse.core.command.Command.OpenPromotion;
import io.gatehouse.core.command.Command.ReopenStep;
import io.gatehouse.core.command.Command.RetryStep;
import io.gatehouse.core.command.Command.RunStep;
import io.gatehouse.core.command.Command.SignOffStep;
import io.gatehouse.core.command.Command.SubmitStep;
import io.gatehouse.core.command.Command.Waive;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.definition.AnyOf;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.PromotionEvent.ActionIntended;
import io.gatehouse.core.event.PromotionEvent.EvidenceRecorded;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.event.PromotionEvent.SignedOff;
import io.gatehouse.core.event.PromotionEvent.StepReset;
import io.gatehouse.core.event.PromotionEvent.StepSubmitted;
import io.gatehouse.core.event.PromotionEvent.WaiverSigned;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.rule.Rule;
import io.gatehouse.core.rule.RuleBook;
import io.gatehouse.core.state.AggregateId;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.SignOff;
import io.gatehouse.core.state.StepState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What persons do with the steps of a promotion. */
final class StepHandler {

    /** A waiver is an exception, not a new rule: it ends. */
    private static final Duration LONGEST_WAIVER = Duration.ofDays(30);

    private final Gatekeeper gate;
    private final RuleBook rules;

    StepHandler(Gatekeeper gate, RuleBook rules) {
        this.gate = gate;
        this.rules = rules;
    }

    Ruling open(Case c, OpenPromotion command) {
        Optional<GateDefinition> definition = c.state().gate(command.gate());
        if (definition.isEmpty()) {
            return Ruling.refuse(
                    Findings.state("gate/" + command.gate(), "an adopted definition", "none"));
        }
        GateDefinition adopted = definition.get();
        Answer answer =
                gate.opening(
                        c.state(),
                        adopted,
                        AggregateId.of(command.promotion()),
                        Triggers.OPEN,
                        () -> againstOpening(c, command, adopted));
        return answer.isAdmitted()
                ? Ruling.admit(
                        answer.landing(),
                        new PromotionOpened(
                                command.promotion(),
                                command.gate(),
                                adopted.digest(),
                                c.signer().id(),
                                command.release(),
                                c.now()))
                : Ruling.refuse(answer.findings());
    }

    private static List<Finding> againstOpening(
            Case c, OpenPromotion command, GateDefinition adopted) {
        List<Finding> findings = new ArrayList<>();
        Set<Role> openers = EnumSet.of(Role.OPERATOR, adopted.steps().get(0).responsible());
        if (openers.stream().noneMatch(c.signer()::has)) {
            findings.add(
                    Findings.role(
                            c.signer().id().value(),
                            "one of " + openers.stream().map(Role::code).sorted().toList(),
                            GovernanceHandler.roles(c.signer())));
        }
        if (c.state().promotion(command.promotion()).isPresent()) {
            findings.add(
                    Findings.state("promotion/" + command.promotion(), "a new id", "one in use"));
        }
        if (c.state().environment().isHalted()) {
            findings.add(Findings.state("environment", "not halted", c.state().environment().machine()));
        } else if (adopted.movesEnvironment()
                && c.state().environment().current() != adopted.from()) {
            findings.add(
                    Findings.state(
                            "environment",
                            adopted.from().name(),
                            c.state().environment().current().name()));
        }
        c.state().openPromotions().stream()
                .filter(p -> p.gate().equals(command.gate()))
                .forEach(
                        p ->
                                findings.add(
                                        Findings.state(
                                                "gate/" + command.gate(),
                                                "no other open promotion",
                                                "promotion/" + p.id() + " is open")));
        return findings;
    }

    Ruling run(Case c, RunStep command) {
        return onStep(
                c,
                command.promotion(),
                command.step(),
                (subject, step) -> {
                    Answer answer =
                            gate.promotion(
                                    c.state(),
                                    subject.promotion(),
                                    Triggers.run(step.id()),
                                    () -> responsible(c, step));
                    return answer.isAdmitted()
                            ? Ruling.admit(
                                    answer.landing(),
                                    intend(
                                            c,
                                            subject.promotion(),
                                            step.id().value(),
                                            subject.promotion().step(step.id()).attempt() + 1,
                                            step.action().orElseThrow()))
                            : Ruling.refuse(answer.findings());
                });
    }

    /** The intent of an action; its key makes a second run of the same intent recognisable. */
    static ActionIntended intend(
            Case c, PromotionState promotion, String slot, int attempt, ActionDefinition action) {
        Digest inputs = promotion.evidenceRoot();
        Digest key =
                Digest.of(
                        JsonObject.builder()
                                .put("promotion", promotion.id().value())
                                .put("slot", slot)
                                .put("attempt", attempt)
                                .put("adapter", action.adapter().value())
                                .put("parameters", action.with())
                                .put("inputs", inputs.value())
                                .build());
        return new ActionIntended(
                promotion.id(),
                slot,
                attempt,
                key.hex().substring(0, 48),
                action.adapter(),
                action.with(),
                inputs,
                c.by(),
                c.now());
    }

    Ruling retry(Case c, RetryStep command) {
        return reset(
                c, command.promotion(), command.step(), command.reason(), Triggers.retry(command.step()));
    }

    Ruling reopen(Case c, ReopenStep command) {
        return reset(
                c, command.promotion(), command.step(), command.reason(), Triggers.reopen(command.step()));
    }

    private Ruling reset(
            Case c,
            PromotionId promotion,
            io.gatehouse.core.id.StepId id,
            String reason,
            String trigger) {
        return onStep(
                c,
                promotion,
                id,
                (subject, step) -> {
                    Answer answer =
                            gate.promotion(
                                    c.state(), subject.promotion(), trigger, () -> responsible(c, step));
                    return answer.isAdmitted()
                            ? Ruling.admit(
                                    answer.landing(),
                                    new StepReset(promotion, step.id(), trigger, reason, c.now()))
                            : Ruling.refuse(answer.findings());
                });
    }

    Ruling attach(Case c, AttachEvidence command) {
        return onStep(
                c,
                command.promotion(),
                command.step(),
                (subject, step) -> {
                    Answer answer =
                            gate.promotion(
                                    c.state(),
                                    subject.promotion(),
                                    Triggers.attach(step.id()),
                                    () -> {
                                        List<Finding> findings = new ArrayList<>(responsible(c, step));
                                        findings.addAll(
                                                againstItems(
                                                        c.by(), subject.promotion(), step, command.items()));
                                        return findings;
                                    });
                    return answer.isAdmitted()
                            ? Ruling.admit(
                                    answer.landing(),
                                    new EvidenceRecorded(
                                            command.promotion(),
                                            step.id(),
                                            command.items(),
                                            c.by(),
                                            c.now()))
                            : Ruling.refuse(answer.findings());
                });
    }

    /** What stands against recording some files for a step. */
    static List<Finding> againstItems(
            String by, PromotionState promotion, StepDefinition step, List<EvidenceItem> items) {
        List<Finding> findings = new ArrayList<>();
        Set<String> ids = new HashSet<>(promotion.evidence().keySet());
        if (items.isEmpty()) {
            findings.add(evidence("nothing", step.id().value(), "one file or more", "none"));
        }
        for (EvidenceItem item : items) {
            boolean secret =
                    step.artefact(item.artefact()).map(a -> a.secret()).orElse(item.secret());
            if (step.artefact(item.artefact()).isEmpty() || !item.step().equals(step.id())) {
                findings.add(
                        evidence(
                                "unknown-artefact",
                                item.path(),
                                "an artefact of step " + step.id(),
                                item.artefact().value()));
            }
            if (!ids.add(item.id().value())) {
                findings.add(evidence("id-in-use", item.path(), "a new id", item.id().value()));
            }
            if (secret != item.secret() || !item.by().equals(by)) {
                findings.add(
                        evidence("mislabelled", item.path(), "recorded as it is defined", item.by()));
            }
        }
        return findings;
    }

    Ruling submit(Case c, SubmitStep command) {
        return onStep(
                c,
                command.promotion(),
                command.step(),
                (subject, step) -> {
                    Answer answer =
                            gate.promotion(
                                    c.state(),
                                    subject.promotion(),
                                    Triggers.submit(step.id()),
                                    () -> againstSubmitting(c, subject, step));
                    return answer.isAdmitted()
                            ? Ruling.admit(
                                    answer.landing(),
                                    new StepSubmitted(
                                            command.promotion(), step.id(), c.by(), c.now()))
                            : Ruling.refuse(answer.findings());
                });
    }

    private static List<Finding> againstSubmitting(Case c, Subject subject, StepDefinition step) {
        List<Finding> findings = new ArrayList<>(responsible(c, step));
        // Without an alternative in the definition, a step with an action is what its action does.
        if (step.accept().stream().noneMatch(AnyOf.class::isInstance)) {
            findings.add(
                    Findings.state(
                            subject.name(), "a step with alternatives", step.id() + " runs its action"));
        }
        if (subject.promotion().evidenceOf(step.id()).isEmpty()) {
            findings.add(evidence("nothing", step.id().value(), "evidence of the alternative", "none"));
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
                "look at 'gatehouse check' for the artefacts that the step asks for");
    }

    Ruling signOff(Case c, SignOffStep command) {
        return onStep(
                c,
                command.promotion(),
                command.step(),
                (subject, step) -> {
                    Answer answer =
                            gate.promotion(
                                    c.state(),
                                    subject.promotion(),
                                    Triggers.signOff(step.id()),
                                    () -> againstSignOff(c, subject.promotion(), command));
                    return answer.isAdmitted()
                            ? Ruling.admit(
                                    answer.landing(),
                                    new SignedOff(
                                            command.promotion(),
                                            step.id(),
                                            new SignOff(
                                                    c.signer().id(),
                                                    command.role(),
                                                    command.kind(),
                                                    command.evidenceRoot(),
                                                    c.now(),
                                                    c.actor().signed().orElseThrow().digest())))
                            : Ruling.refuse(answer.findings());
                });
    }

    private static List<Finding> againstSignOff(
            Case c, PromotionState promotion, SignOffStep command) {
        List<Finding> findings = new ArrayList<>();
        String name = c.signer().id().value();
        if (!c.signer().has(command.role())) {
            findings.add(
                    Findings.role(
                            name, command.role().code(), GovernanceHandler.roles(c.signer())));
        }
        Digest root = promotion.evidenceRootOf(command.step());
        // Signing older evidence than what lies here now would approve files nobody looked at.
        if (!root.equals(command.evidenceRoot())) {
            findings.add(
                    Finding.of(
                            Findings.APPROVAL,
                            "other-evidence",
                            command.step().value(),
                            root.value(),
                            command.evidenceRoot().value(),
                            "look at the evidence as it is now and sign that"));
        }
        StepState step = promotion.step(command.step());
        boolean twice =
                step.signOffs().stream()
                        .anyMatch(
                                s ->
                                        s.person().equals(c.signer().id())
                                                && s.role() == command.role()
                                                && s.kind() == command.kind()
                                                && s.evidenceRoot().equals(root));
        if (twice) {
            findings.add(Findings.state(command.step().value(), "signed off once", name + " has"));
        }
        return findings;
    }

    Ruling waive(Case c, Waive command) {
        Optional<Subject> found = Subject.of(c, command.promotion());
        if (found.isEmpty()) {
            return Ruling.refuse(Subject.unknown(command.promotion()));
        }
        Subject subject = found.get();
        Answer answer =
                gate.promotion(
                        c.state(),
                        subject.promotion(),
                        Triggers.WAIVE,
                        () -> againstWaiver(c, subject, command));
        return answer.isAdmitted()
                ? Ruling.admit(
                        answer.landing(),
                        new WaiverSigned(
                                command.promotion(),
                                command.step(),
                                command.rule(),
                                command.reason(),
                                command.expires(),
                                command.role(),
                                c.signer().id(),
                                c.now()))
                : Ruling.refuse(answer.findings());
    }

    private List<Finding> againstWaiver(Case c, Subject subject, Waive command) {
        List<Finding> findings = new ArrayList<>();
        String name = c.signer().id().value();
        boolean ownerOrCompliance =
                command.role() == Role.OWNER || command.role() == Role.COMPLIANCE;
        if (!ownerOrCompliance || !c.signer().has(command.role())) {
            findings.add(
                    Findings.role(
                            name, "owner or compliance", GovernanceHandler.roles(c.signer())));
        }
        boolean waivable =
                rules.find(command.rule()).filter(Rule::waivable).isPresent()
                        && subject.step(command.step()).stream()
                                .flatMap(StepDefinition::rules)
                                .filter(reference -> reference.rule().equals(command.rule()))
                                .anyMatch(RuleReference::waivable);
        if (!waivable) {
            findings.add(
                    Finding.of(
                            Findings.GOVERNANCE,
                            "not-waivable",
                            command.rule().value(),
                            "a rule that the definition marks waivable",
                            "one that nobody can waive",
                            "meet the rule; see 'gatehouse explain " + command.rule() + "'"));
        }
        if (command.reason().isBlank()
                || !command.expires().isAfter(c.now())
                || command.expires().isAfter(c.now().plus(LONGEST_WAIVER))) {
            findings.add(
                    Finding.of(
                            Findings.GOVERNANCE,
                            "waiver-without-end",
                            command.rule().value(),
                            "a reason, and an end within " + LONGEST_WAIVER,
                            "'" + command.reason() + "' until " + command.expires(),
                            "give a reason and an end"));
        }
        subject.promotion().waivers().stream()
                .filter(w -> w.rule().equals(command.rule()) && w.step().equals(command.step()))
                .flatMap(w -> w.signers().entrySet().stream())
                .filter(e -> e.getKey() != command.role() && e.getValue().equals(c.signer().id()))
                .findFirst()
                .ifPresent(
                        e ->
                                findings.add(
                                        Findings.separation(
                                                "one-person-twice",
                                                name,
                                                "owner and compliance are two persons",
                                                name + " signs as both")));
        return findings;
    }

    private interface OnStep {
        Ruling rule(Subject subject, StepDefinition step);
    }

    private static Ruling onStep(
            Case c, PromotionId promotion, io.gatehouse.core.id.StepId id, OnStep then) {
        Optional<Subject> subject = Subject.of(c, promotion);
        if (subject.isEmpty()) {
            return Ruling.refuse(Subject.unknown(promotion));
        }
        Optional<StepDefinition> step = subject.get().step(id);
        return step.isEmpty()
                ? Ruling.refuse(subject.get().unknownStep(id))
                : then.rule(subject.get(), step.get());
    }

    /** Who answers for a step does it: the runbook's second column. */
    private static List<Finding> responsible(Case c, StepDefinition step) {
        return c.signer().has(step.responsible())
                ? List.of()
                : List.of(
                        Findings.role(
                                c.signer().id().value(),
                                step.responsible().code(),
                                GovernanceHandler.roles(c.signer())));
    }
}

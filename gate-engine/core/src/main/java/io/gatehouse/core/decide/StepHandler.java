package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.OpenPromotion;
import io.gatehouse.core.command.Command.ReopenStep;
import io.gatehouse.core.command.Command.RetryStep;
import io.gatehouse.core.command.Command.RunStep;
import io.gatehouse.core.command.Command.SignOffStep;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.event.PromotionEvent.ActionIntended;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.event.PromotionEvent.SignedOff;
import io.gatehouse.core.event.PromotionEvent.StepReset;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.AggregateId;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.SignOff;
import io.gatehouse.core.state.StepState;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What persons do with the steps of a promotion. */
final class StepHandler {

    private final Gatekeeper gate;

    StepHandler(Gatekeeper gate) {
        this.gate = gate;
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
            findings.add(
                    Findings.state("environment", "not halted", c.state().environment().machine()));
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
                c,
                command.promotion(),
                command.step(),
                command.reason(),
                Triggers.retry(command.step()));
    }

    Ruling reopen(Case c, ReopenStep command) {
        return reset(
                c,
                command.promotion(),
                command.step(),
                command.reason(),
                Triggers.reopen(command.step()));
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
                                    c.state(),
                                    subject.promotion(),
                                    trigger,
                                    () -> responsible(c, step));
                    return answer.isAdmitted()
                            ? Ruling.admit(
                                    answer.landing(),
                                    new StepReset(promotion, step.id(), trigger, reason, c.now()))
                            : Ruling.refuse(answer.findings());
                });
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
                                                    c.actor().signed().orElseThrow().key(),
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
                                                && s.evidenceRoot().equals(root)
                                                && s.keyCounts(c.signer(), c.now()));
        if (twice) {
            findings.add(Findings.state(command.step().value(), "signed off once", name + " has"));
        }
        return findings;
    }

    interface OnStep {
        Ruling rule(Subject subject, StepDefinition step);
    }

    static Ruling onStep(
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
    static List<Finding> responsible(Case c, StepDefinition step) {
        return c.signer().has(step.responsible())
                ? List.of()
                : List.of(
                        Findings.role(
                                c.signer().id().value(),
                                step.responsible().code(),
                                GovernanceHandler.roles(c.signer())));
    }
}

package io.gatehouse.core.decide;

import io.gatehouse.core.command.Command.FinishAction;
import io.gatehouse.core.command.Command.LoseAction;
import io.gatehouse.core.command.Command.ResolveAction;
import io.gatehouse.core.command.Command.StartAction;
import io.gatehouse.core.decide.Gatekeeper.Answer;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.PromotionEvent;
import io.gatehouse.core.event.PromotionEvent.ActionFailed;
import io.gatehouse.core.event.PromotionEvent.ActionLost;
import io.gatehouse.core.event.PromotionEvent.ActionResolved;
import io.gatehouse.core.event.PromotionEvent.ActionStarted;
import io.gatehouse.core.event.PromotionEvent.ActionSucceeded;
import io.gatehouse.core.event.PromotionEvent.EvidenceRecorded;
import io.gatehouse.core.event.PromotionEvent.LateOutcomeIgnored;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.ActionState;
import io.gatehouse.core.state.ActionState.Phase;
import io.gatehouse.core.state.PromotionState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The two phases of an action, and what becomes of one whose outcome nobody knows. */
final class ActionHandler {

    private final Gatekeeper gate;

    ActionHandler(Gatekeeper gate) {
        this.gate = gate;
    }

    static Optional<ActionState> action(PromotionState promotion, String slot) {
        return PromotionEvent.stepOf(slot)
                .map(step -> promotion.step(step).action())
                .orElseGet(() -> Optional.ofNullable(promotion.activations().get(slot)));
    }

    Ruling start(Case c, StartAction command) {
        return inPhase(
                c,
                command.promotion(),
                command.slot(),
                command.key(),
                List.of(Phase.INTENDED),
                Triggers::start,
                action ->
                        List.of(
                                new ActionStarted(
                                        command.promotion(),
                                        command.slot(),
                                        action.attempt(),
                                        command.key(),
                                        c.now())));
    }

    Ruling finish(Case c, FinishAction command) {
        Optional<Subject> subject = Subject.of(c, command.promotion());
        if (subject.isEmpty()) {
            return Ruling.refuse(Subject.unknown(command.promotion()));
        }
        PromotionState promotion = subject.get().promotion();
        Optional<ActionState> current =
                action(promotion, command.slot())
                        .filter(a -> a.key().equals(command.key()) && a.phase() == Phase.STARTED);
        if (current.isEmpty() || promotion.isFinal()) {
            // An outcome that comes too late is kept for the auditor and changes nothing.
            return new Ruling.Refuse(
                    Decision.Reason.CONFLICT,
                    List.of(
                            Findings.state(
                                    subject.get().name() + "/" + command.slot(),
                                    "the outcome of the attempt that runs",
                                    "the outcome of an attempt that no longer counts")),
                    List.of(
                            new LateOutcomeIgnored(
                                    command.promotion(),
                                    command.slot(),
                                    command.key(),
                                    command.succeeded() ? "SUCCEEDED" : "FAILED",
                                    c.now())));
        }
        List<Finding> against =
                PromotionEvent.stepOf(command.slot())
                        .filter(step -> !command.items().isEmpty())
                        .flatMap(step -> subject.get().step(step))
                        .map(
                                step ->
                                        EvidenceHandler.againstItems(
                                                c.by(), promotion, step, command.items()))
                        .orElse(List.of());
        return inPhase(
                c,
                command.promotion(),
                command.slot(),
                command.key(),
                List.of(Phase.STARTED),
                command.succeeded() ? Triggers::succeed : Triggers::fail,
                action -> outcome(c, command, action),
                () -> against);
    }

    private static List<Event> outcome(Case c, FinishAction command, ActionState action) {
        List<Event> events = new ArrayList<>();
        if (!command.succeeded()) {
            events.add(
                    new ActionFailed(
                            command.promotion(),
                            command.slot(),
                            action.attempt(),
                            command.key(),
                            command.facts(),
                            command.findings(),
                            c.now()));
            return events;
        }
        events.add(
                new ActionSucceeded(
                        command.promotion(),
                        command.slot(),
                        action.attempt(),
                        command.key(),
                        command.facts(),
                        c.now()));
        PromotionEvent.stepOf(command.slot())
                .filter(step -> !command.items().isEmpty())
                .ifPresent(
                        step ->
                                events.add(
                                        new EvidenceRecorded(
                                                command.promotion(),
                                                step,
                                                command.items(),
                                                c.by(),
                                                c.now())));
        return events;
    }

    Ruling lose(Case c, LoseAction command) {
        return inPhase(
                c,
                command.promotion(),
                command.slot(),
                command.key(),
                List.of(Phase.STARTED),
                Triggers::lose,
                action ->
                        List.of(
                                new ActionLost(
                                        command.promotion(),
                                        command.slot(),
                                        action.attempt(),
                                        command.key(),
                                        command.reason(),
                                        c.now())));
    }

    Ruling resolve(Case c, ResolveAction command) {
        String key =
                c.state()
                        .promotion(command.promotion())
                        .flatMap(p -> action(p, command.slot()))
                        .map(ActionState::key)
                        .orElse("");
        return inPhase(
                c,
                command.promotion(),
                command.slot(),
                key,
                List.of(Phase.UNKNOWN),
                command.succeeded() ? Triggers::resolveSucceeded : Triggers::resolveFailed,
                action ->
                        List.of(
                                new ActionResolved(
                                        command.promotion(),
                                        command.slot(),
                                        action.attempt(),
                                        key,
                                        command.succeeded(),
                                        command.note(),
                                        c.by(),
                                        c.now())),
                () -> againstResolving(c, command));
    }

    private static List<Finding> againstResolving(Case c, ResolveAction command) {
        List<Finding> findings = new ArrayList<>();
        Role wanted =
                Subject.of(c, command.promotion())
                        .flatMap(
                                s ->
                                        PromotionEvent.stepOf(command.slot())
                                                .flatMap(s::step)
                                                .map(step -> step.responsible()))
                        .orElse(Role.OPERATOR);
        if (!c.signer().has(wanted)) {
            findings.add(
                    Findings.role(
                            c.signer().id().value(),
                            wanted.code(),
                            GovernanceHandler.roles(c.signer())));
        }
        if (command.note().isBlank()) {
            findings.add(
                    Finding.of(
                            Findings.EVIDENCE,
                            "no-note",
                            command.slot(),
                            "how it was found out",
                            "nothing",
                            "say what was looked at, and attach it as evidence"));
        }
        return findings;
    }

    private Ruling inPhase(
            Case c,
            PromotionId id,
            String slot,
            String key,
            List<Phase> phases,
            Function<StepId, String> trigger,
            Function<ActionState, List<Event>> then) {
        return inPhase(c, id, slot, key, phases, trigger, then, Guard.OPEN);
    }

    private Ruling inPhase(
            Case c,
            PromotionId id,
            String slot,
            String key,
            List<Phase> phases,
            Function<StepId, String> trigger,
            Function<ActionState, List<Event>> then,
            Guard guard) {
        Optional<Subject> subject = Subject.of(c, id);
        if (subject.isEmpty()) {
            return Ruling.refuse(Subject.unknown(id));
        }
        PromotionState promotion = subject.get().promotion();
        Optional<ActionState> action =
                action(promotion, slot)
                        .filter(a -> a.key().equals(key) && phases.contains(a.phase()));
        Answer answer =
                gate.promotion(
                        c.state(),
                        promotion,
                        PromotionEvent.stepOf(slot).map(trigger).orElse(Triggers.ACTIVATION),
                        () ->
                                action.isPresent()
                                        ? guard.findings()
                                        : List.of(
                                                Findings.state(
                                                        subject.get().name() + "/" + slot,
                                                        "an action that is " + phases,
                                                        action(promotion, slot)
                                                                .map(a -> a.phase().name())
                                                                .orElse("no action"))));
        return answer.isAdmitted()
                ? new Ruling.Admit(
                        List.of(), then.apply(action.orElseThrow()), List.of(answer.landing()))
                : Ruling.refuse(answer.findings());
    }
}

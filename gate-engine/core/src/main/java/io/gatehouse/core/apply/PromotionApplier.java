package io.gatehouse.core.apply;

import io.gatehouse.core.command.Actor;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.event.PromotionEvent;
import io.gatehouse.core.event.PromotionEvent.ActionFailed;
import io.gatehouse.core.event.PromotionEvent.ActionIntended;
import io.gatehouse.core.event.PromotionEvent.ActionLost;
import io.gatehouse.core.event.PromotionEvent.ActionResolved;
import io.gatehouse.core.event.PromotionEvent.ActionStarted;
import io.gatehouse.core.event.PromotionEvent.ActionSucceeded;
import io.gatehouse.core.event.PromotionEvent.ActivationBegun;
import io.gatehouse.core.event.PromotionEvent.Approved;
import io.gatehouse.core.event.PromotionEvent.Assessed;
import io.gatehouse.core.event.PromotionEvent.EntryProposed;
import io.gatehouse.core.event.PromotionEvent.EntrySealed;
import io.gatehouse.core.event.PromotionEvent.EvidenceRecorded;
import io.gatehouse.core.event.PromotionEvent.LateOutcomeIgnored;
import io.gatehouse.core.event.PromotionEvent.PromotionEnded;
import io.gatehouse.core.event.PromotionEvent.PromotionGranted;
import io.gatehouse.core.event.PromotionEvent.PromotionOpened;
import io.gatehouse.core.event.PromotionEvent.ProposalVoided;
import io.gatehouse.core.event.PromotionEvent.SignedOff;
import io.gatehouse.core.event.PromotionEvent.StepAccepted;
import io.gatehouse.core.event.PromotionEvent.StepReset;
import io.gatehouse.core.event.PromotionEvent.StepSubmitted;
import io.gatehouse.core.event.PromotionEvent.WaiverSigned;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.machine.Triggers;
import io.gatehouse.core.state.ActionState;
import io.gatehouse.core.state.ActionState.Phase;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.StepState;
import io.gatehouse.core.state.Waiver;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One applier for each event of a promotion, in the order of the way that a promotion takes.
 *
 * <p>Building the table fails when an event has no applier, so a new event cannot be forgotten.
 */
public final class PromotionApplier {

    @FunctionalInterface
    private interface Step<E extends PromotionEvent> {
        void change(PromotionDraft draft, E event, GateDefinition gate);
    }

    private static final Map<Class<?>, Step<PromotionEvent>> APPLIERS = new HashMap<>();

    static {
        on(ActionIntended.class, PromotionApplier::intended);
        on(
                ActionStarted.class,
                (d, e, g) -> phase(d, e.slot(), Phase.STARTED, e.at(), Triggers::start));
        on(ActionSucceeded.class, PromotionApplier::succeeded);
        on(ActionFailed.class, PromotionApplier::failed);
        on(
                ActionLost.class,
                (d, e, g) -> phase(d, e.slot(), Phase.UNKNOWN, e.at(), Triggers::lose));
        on(ActionResolved.class, PromotionApplier::resolved);
        on(LateOutcomeIgnored.class, (d, e, g) -> {});
        on(EvidenceRecorded.class, PromotionApplier::recorded);
        on(
                StepSubmitted.class,
                (d, e, g) -> {
                    d.move(Triggers.submit(e.step()), e.at());
                    prepared(d, e.by());
                });
        on(SignedOff.class, PromotionApplier::signedOff);
        on(Assessed.class, (d, e, g) -> {});
        on(StepAccepted.class, (d, e, g) -> d.move(Triggers.accept(e.step()), e.at()));
        on(StepReset.class, PromotionApplier::reset);
        on(WaiverSigned.class, PromotionApplier::waived);
        on(
                EntryProposed.class,
                (d, e, g) -> {
                    d.move(Triggers.PROPOSE, e.proposal().at());
                    d.proposal = Optional.of(e.proposal());
                });
        on(
                ProposalVoided.class,
                (d, e, g) -> {
                    d.move(Triggers.VOID, e.at());
                    d.dropProposal();
                });
        on(
                Approved.class,
                (d, e, g) -> {
                    d.move(Triggers.APPROVE, e.approval().at());
                    d.approvals.add(e.approval());
                });
        on(
                EntrySealed.class,
                (d, e, g) -> {
                    d.move(Triggers.SEAL, e.at());
                    d.sealed = Optional.of(e.line());
                });
        on(ActivationBegun.class, (d, e, g) -> d.move(Triggers.ACTIVATE, e.at()));
        on(PromotionGranted.class, (d, e, g) -> d.move(Triggers.GRANT, e.at()));
        on(
                PromotionEnded.class,
                (d, e, g) -> {
                    d.move(e.trigger(), e.at());
                    d.reason = e.reason();
                    if (!d.machine.equals(e.state())) {
                        throw new ApplyFault(e.trigger() + " does not lead to " + e.state());
                    }
                });
        Arrays.stream(PromotionEvent.class.getPermittedSubclasses())
                .filter(type -> type != PromotionOpened.class && !APPLIERS.containsKey(type))
                .findFirst()
                .ifPresent(
                        type -> {
                            throw new IllegalStateException(
                                    "no applier for " + type.getSimpleName());
                        });
    }

    private PromotionApplier() {}

    @SuppressWarnings("unchecked")
    private static <E extends PromotionEvent> void on(Class<E> type, Step<E> step) {
        APPLIERS.put(type, (Step<PromotionEvent>) step);
    }

    /** The first state of a promotion. */
    public static PromotionState open(PromotionOpened e, MachineDefinition machine) {
        return new PromotionState(
                e.promotion(),
                e.gate(),
                e.definition(),
                e.requester(),
                e.at(),
                e.at(),
                e.release(),
                machine.next(GateMachine.NEW, Triggers.OPEN).orElseThrow().to(),
                new TreeMap<>(),
                new TreeMap<>(),
                new TreeSet<>(),
                Optional.empty(),
                List.of(),
                List.of(),
                new TreeMap<>(),
                Optional.empty(),
                "");
    }

    /**
     * The next state.
     *
     * @throws ApplyFault when the event cannot have happened in this state
     */
    public static PromotionState apply(
            PromotionState state,
            PromotionEvent event,
            GateDefinition gate,
            MachineDefinition machine) {
        Step<PromotionEvent> step = APPLIERS.get(event.getClass());
        if (step == null) {
            throw new ApplyFault(event.getClass().getSimpleName() + " of an open promotion");
        }
        PromotionDraft draft = new PromotionDraft(state, machine);
        step.change(draft, event, gate);
        return draft.build();
    }

    // ---- actions

    private static void intended(PromotionDraft d, ActionIntended e, GateDefinition gate) {
        ActionState action = new ActionState(e.key(), e.attempt(), Phase.INTENDED, e.at());
        prepared(d, e.by());
        Optional<StepId> step = PromotionEvent.stepOf(e.slot());
        if (step.isPresent()) {
            d.step(step.get(), d.step(step.get()).withAction(action));
            d.move(Triggers.run(step.get()), e.at());
        } else {
            d.activations.put(e.slot(), action);
            d.move(Triggers.ACTIVATION, e.at());
        }
    }

    private static void phase(
            PromotionDraft d,
            String slot,
            Phase phase,
            Instant at,
            java.util.function.Function<StepId, String> trigger) {
        Optional<StepId> step = PromotionEvent.stepOf(slot);
        if (step.isPresent()) {
            StepState state = d.step(step.get());
            d.step(step.get(), state.withAction(action(state.action(), slot).to(phase, at)));
            d.move(trigger.apply(step.get()), at);
        } else {
            Optional<ActionState> action = Optional.ofNullable(d.activations.get(slot));
            d.activations.put(slot, action(action, slot).to(phase, at));
            d.move(Triggers.ACTIVATION, at);
        }
    }

    private static ActionState action(Optional<ActionState> action, String slot) {
        return action.orElseThrow(() -> new ApplyFault("no action in " + slot));
    }

    private static void succeeded(PromotionDraft d, ActionSucceeded e, GateDefinition gate) {
        phase(d, e.slot(), Phase.SUCCEEDED, e.at(), Triggers::succeed);
        facts(d, e.slot(), e.facts());
    }

    private static void failed(PromotionDraft d, ActionFailed e, GateDefinition gate) {
        phase(d, e.slot(), Phase.FAILED, e.at(), Triggers::fail);
        facts(d, e.slot(), e.facts());
    }

    private static void facts(PromotionDraft d, String slot, JsonObject facts) {
        PromotionEvent.stepOf(slot).ifPresent(step -> d.step(step, d.step(step).withFacts(facts)));
    }

    private static void resolved(PromotionDraft d, ActionResolved e, GateDefinition gate) {
        phase(
                d,
                e.slot(),
                e.succeeded() ? Phase.SUCCEEDED : Phase.FAILED,
                e.at(),
                e.succeeded() ? Triggers::resolveSucceeded : Triggers::resolveFailed);
        prepared(d, e.by());
    }

    // ---- evidence

    private static void recorded(PromotionDraft d, EvidenceRecorded e, GateDefinition gate) {
        for (EvidenceItem item : e.items()) {
            d.evidence
                    .values()
                    .removeIf(
                            old ->
                                    old.step().equals(item.step())
                                            && old.artefact().equals(item.artefact())
                                            && old.path().equals(item.path()));
            if (d.evidence.put(item.id().value(), item) != null) {
                throw new ApplyFault("evidence id used twice: " + item.id());
            }
        }
        prepared(d, e.by());
        // What an action left behind comes in the group of its outcome, which has moved the
        // machine.
        if (e.by().equals(Actor.ENGINE.label())) {
            d.touch(e.at());
        } else {
            d.move(Triggers.attach(e.step()), e.at());
        }
    }

    private static void prepared(PromotionDraft d, String by) {
        if (by.startsWith("person:")) {
            d.preparers.add(by.substring("person:".length()));
        }
    }

    private static void signedOff(PromotionDraft d, SignedOff e, GateDefinition gate) {
        d.step(e.step(), d.step(e.step()).with(e.signOff()));
        d.move(Triggers.signOff(e.step()), e.signOff().at());
    }

    private static void reset(PromotionDraft d, StepReset e, GateDefinition gate) {
        d.move(e.trigger(), e.at());
        d.dropProposal();
        boolean following = false;
        for (StepDefinition step : gate.steps()) {
            following |= step.id().equals(e.step());
            if (following) {
                d.step(step.id(), d.step(step.id()).reset());
                d.evidence.values().removeIf(item -> item.step().equals(step.id()));
            }
        }
    }

    private static void waived(PromotionDraft d, WaiverSigned e, GateDefinition gate) {
        TreeMap<Role, Waiver.Signature> signers = new TreeMap<>();
        Waiver next = new Waiver(e.step(), e.rule(), e.reason(), e.expires(), signers);
        for (Waiver waiver : Collections.unmodifiableList(d.waivers)) {
            if (isSame(waiver, next)) {
                signers.putAll(waiver.signers());
            }
        }
        signers.put(e.role(), new Waiver.Signature(e.person(), e.key(), e.at()));
        d.waivers.removeIf(waiver -> isSame(waiver, next));
        d.waivers.add(new Waiver(e.step(), e.rule(), e.reason(), e.expires(), signers));
        d.move(Triggers.WAIVE, e.at());
    }

    /** Two persons waive together only what reads the same: rule, reason and end. */
    private static boolean isSame(Waiver a, Waiver b) {
        return a.step().equals(b.step())
                && a.rule().equals(b.rule())
                && a.reason().equals(b.reason())
                && a.expires().equals(b.expires());
    }
}

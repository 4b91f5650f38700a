package io.gatehouse.app.engine;

import io.gatehouse.app.evidence.EvidenceRecorder;
import io.gatehouse.app.evidence.EvidenceRecorder.Collected;
import io.gatehouse.app.port.Projection.Job;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.command.Actor;
import io.gatehouse.core.command.Command.FinishAction;
import io.gatehouse.core.command.Command.LoseAction;
import io.gatehouse.core.command.Command.StartAction;
import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.event.PromotionEvent;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.port.GateAction;
import io.gatehouse.core.port.GateAction.Request;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.ActionState;
import io.gatehouse.core.state.InstallationView;
import io.gatehouse.core.state.PromotionState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Carries out intended actions, two-phase: STARTED is durable before the adapter is called, the
 * call holds no lock, and the outcome is journalled with the evidence that was collected. What is
 * decided goes into the sequence of whoever asks, who waits for the disk.
 */
final class Actions {

    private static final String ACTIVATION = "activate-";

    private final Engine engine;
    private final EvidenceRecorder recorder;

    Actions(Engine engine) {
        this.engine = engine;
        this.recorder = new EvidenceRecorder(engine.parts().workspace());
    }

    /** The actions of a promotion by slot: those of its steps and those after the seal. */
    static SortedMap<String, ActionState> slots(PromotionState promotion) {
        TreeMap<String, ActionState> slots = new TreeMap<>(promotion.activations());
        promotion
                .steps()
                .forEach((step, state) -> state.action().ifPresent(a -> slots.put(step, a)));
        return slots;
    }

    /** All that is needed to call an adapter. */
    private record Call(
            PromotionState promotion,
            Optional<StepDefinition> step,
            ActionDefinition definition,
            ActionState state,
            Request request) {}

    /**
     * Runs an intended action through the job queue. What the queue leaves at INTENDED, because it
     * is damaged or has forgotten the job, is run from the state: the state is the truth and the
     * queue is not.
     */
    List<Outcome> run(Job job, CommandSequence sequence) throws InterruptedException {
        sequence.land(); // a queue on the disk may not know of an action that the journal does not
        JobRound round = new JobRound(this, sequence, job);
        engine.parts().projection().run(List.of(job), round);
        round.rethrow();
        if (!round.hasSeen(job)) {
            round.runStraight(job);
            round.rethrow();
        }
        return round.outcomes();
    }

    /** Whether the state shows that very attempt at INTENDED. */
    boolean isIntended(Job job) {
        return engine.peek(
                state ->
                        state.promotion(job.promotion())
                                .filter(promotion -> !promotion.isFinal())
                                .map(promotion -> slots(promotion).get(job.slot()))
                                .filter(action -> action.key().equals(job.key()))
                                .filter(action -> action.phase() == ActionState.Phase.INTENDED)
                                .isPresent());
    }

    /** Runs one action; none when another thread of this process runs it already. */
    List<Outcome> carryOut(PromotionId id, String slot, CommandSequence sequence)
            throws InterruptedException {
        Call call = engine.peek(state -> call(state, id, slot));
        String key = call.state().key();
        if (!engine.begin(key)) {
            return List.of();
        }
        try {
            return carryOut(call, sequence);
        } finally {
            engine.end(key);
        }
    }

    private List<Outcome> carryOut(Call call, CommandSequence sequence)
            throws InterruptedException {
        PromotionId id = call.promotion().id();
        String slot = call.request().slot();
        String key = call.state().key();
        List<Outcome> outcomes = new ArrayList<>();
        Outcome started = sequence.submit(new StartAction(id, slot, key), Actor.ENGINE);
        outcomes.add(started);
        if (!started.isAdmitted()) {
            return outcomes;
        }
        sequence.land(); // else a crash would forget that the action may have been done
        Instant since = engine.parts().clock().instant();
        Optional<GateAction> adapter = engine.parts().actions().find(call.definition().adapter());
        GateAction.Outcome result =
                adapter.isPresent()
                        ? ActionRunner.run(adapter.get(), call.request())
                        : new GateAction.Outcome.Failed(
                                JsonObject.EMPTY, List.of(unknownAdapter(call.definition())));
        Outcome outcome = sequence.submit(outcomeCommand(call, result, since), Actor.ENGINE);
        outcomes.add(outcome);
        if (!outcome.isAdmitted()) {
            // What cannot be recorded as it ended is not left running for ever.
            outcomes.add(
                    sequence.submit(
                            new LoseAction(id, slot, key, "its outcome was refused"),
                            Actor.ENGINE));
        }
        return outcomes;
    }

    /** STARTED without an outcome: asks the adapter, and without an answer the action is lost. */
    List<Outcome> recover(PromotionId id, CommandSequence sequence) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Call call : engine.peek(state -> started(state, id))) {
            Optional<GateAction.Outcome> known = probe(call);
            GateAction.Outcome outcome =
                    known.orElse(
                            new GateAction.Outcome.Lost("the engine stopped before the outcome"));
            outcomes.add(
                    sequence.submit(
                            outcomeCommand(call, outcome, call.state().since()), Actor.ENGINE));
        }
        return outcomes;
    }

    private Optional<GateAction.Outcome> probe(Call call) {
        try {
            return engine.parts()
                    .actions()
                    .find(call.definition().adapter())
                    .flatMap(adapter -> adapter.probe(call.request()));
        } catch (RuntimeException e) {
            // An adapter that cannot say how it ended has not said that it ended well.
            return Optional.empty();
        }
    }

    private List<Call> started(InstallationView state, PromotionId id) {
        List<Call> calls = new ArrayList<>();
        Optional<PromotionState> promotion = state.promotion(id).filter(p -> !p.isFinal());
        promotion
                .map(Actions::slots)
                .ifPresent(
                        slots ->
                                slots.forEach(
                                        (slot, action) -> {
                                            // what another thread runs now is not lost
                                            if (action.phase() == ActionState.Phase.STARTED
                                                    && !engine.isUnderWay(action.key())) {
                                                calls.add(call(state, id, slot));
                                            }
                                        }));
        return calls;
    }

    private Call call(InstallationView state, PromotionId id, String slot) {
        PromotionState promotion = state.promotion(id).orElseThrow();
        GateDefinition gate = state.definition(promotion.definition()).orElseThrow();
        Optional<StepDefinition> step = PromotionEvent.stepOf(slot).flatMap(gate::step);
        ActionDefinition definition =
                step.flatMap(StepDefinition::action)
                        .orElseGet(() -> gate.activates().get(activation(slot)));
        ActionState action = slots(promotion).get(slot);
        TreeMap<String, String> trusted = new TreeMap<>();
        state.governance().commands().forEach((name, digest) -> trusted.put(name, digest.value()));
        return new Call(
                promotion,
                step,
                definition,
                action,
                new Request(
                        action.key(),
                        id,
                        slot,
                        action.attempt(),
                        definition.with(),
                        engine.parts().workspace().root(),
                        definition.timeout(),
                        trusted));
    }

    /** The place of an activation in the definition; slots count from 1. */
    private static int activation(String slot) {
        return Integer.parseInt(slot.substring(ACTIVATION.length())) - 1;
    }

    private io.gatehouse.core.command.Command outcomeCommand(
            Call call, GateAction.Outcome outcome, Instant since) {
        PromotionId id = call.promotion().id();
        String slot = call.request().slot();
        String key = call.state().key();
        if (outcome instanceof GateAction.Outcome.Lost lost) {
            return new LoseAction(id, slot, key, lost.reason());
        }
        if (outcome instanceof GateAction.Outcome.Failed failed) {
            return new FinishAction(
                    id, slot, key, false, failed.facts(), failed.findings(), List.of());
        }
        JsonObject facts = ((GateAction.Outcome.Succeeded) outcome).facts();
        Collected collected = collect(call, since);
        if (!collected.skipped().isEmpty()) {
            facts = facts.with("skipped", findings(collected.skipped()));
        }
        return new FinishAction(id, slot, key, true, facts, List.of(), collected.items());
    }

    private Collected collect(Call call, Instant since) {
        if (call.step().isEmpty()) {
            return new Collected(List.<EvidenceItem>of(), List.of());
        }
        PromotionState now =
                engine.peek(state -> state.promotion(call.promotion().id()).orElseThrow());
        return recorder.collect(now, call.step().get(), since, engine.parts().clock().instant());
    }

    private static JsonArray findings(List<Finding> findings) {
        return new JsonArray(
                findings.stream().map(f -> (JsonValue) RecordCodec.encode(f)).toList());
    }

    private static Finding unknownAdapter(ActionDefinition action) {
        return Finding.of(
                "engine-adapter",
                "unknown-adapter",
                action.adapter().value(),
                "an adapter of this build",
                "none of that name",
                "use the build that the definition was adopted with, or adopt another definition");
    }
}

package io.gatehouse.core.machine;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.id.StepId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The machine of a gate, made from its definition.
 *
 * <p>Steps run in the runbook's order, one at a time, so the region is flat (ADR 0020): a state is
 * the current step with its phase, and every step before it is accepted. The rows, for each step
 * {@code s} with an action (one without has only READY and COLLECTED):
 *
 * <pre>
 * NEW         --OPEN--> first.READY
 * s.READY     --RUN--> s.RUNNING --SUCCEED--> s.COLLECTED --ACCEPT--> next.READY | COMPLETE
 * s.READY     --SUBMIT--> s.COLLECTED (an alternative to the action, from what is attached)
 * s.RUNNING   --FAIL--> s.FAILED --RETRY--> s.READY
 * s.RUNNING   --LOSE--> s.UNKNOWN --RESOLVE_SUCCEEDED--> s.COLLECTED, --RESOLVE_FAILED--> s.FAILED
 * s.COLLECTED --REJECT--> s.READY
 * later state --REOPEN--> s.READY (the acceptance of s and of all after it is void)
 * COMPLETE    --PROPOSE--> PROPOSED --SEAL--> SEALED --ACTIVATE--> ACTIVATING --GRANT--> GRANTED
 * PROPOSED    --VOID--> COMPLETE;  SEALED, ACTIVATING --ABORT--> HALTED
 * every non-final state --REFUSE, WITHDRAW, EXPIRE, HALT--> REFUSED, WITHDRAWN, EXPIRED, HALTED
 * </pre>
 */
public final class GateMachine {

    public static final String NEW = "NEW";
    public static final String COMPLETE = "COMPLETE";
    public static final String PROPOSED = "PROPOSED";
    public static final String SEALED = "SEALED";
    public static final String ACTIVATING = "ACTIVATING";
    public static final String GRANTED = "GRANTED";
    public static final String REFUSED = "REFUSED";
    public static final String WITHDRAWN = "WITHDRAWN";
    public static final String EXPIRED = "EXPIRED";
    public static final String HALTED = "HALTED";

    /** The states that end a promotion. */
    public static final Set<String> FINALS = Set.of(GRANTED, REFUSED, WITHDRAWN, EXPIRED, HALTED);

    /** Where a step stands. */
    public enum Phase {
        READY,
        RUNNING,
        FAILED,
        UNKNOWN,
        COLLECTED
    }

    private GateMachine() {}

    /** The table of a gate; equal definitions give equal tables. */
    public static MachineDefinition of(GateDefinition gate) {
        List<String> states = new ArrayList<>();
        List<Transition> rows = new ArrayList<>();
        List<StepDefinition> steps = gate.steps();
        states.add(NEW);
        rows.add(new Transition(NEW, Triggers.OPEN, ready(steps.get(0).id()), ""));
        for (int i = 0; i < steps.size(); i++) {
            String after = i + 1 < steps.size() ? ready(steps.get(i + 1).id()) : COMPLETE;
            addStep(steps.get(i), after, states, rows);
        }
        List<String> open = List.copyOf(states.subList(1, states.size()));
        states.addAll(List.of(COMPLETE, PROPOSED, SEALED, ACTIVATING, GRANTED));
        states.addAll(List.of(REFUSED, WITHDRAWN, EXPIRED, HALTED));
        addReopening(steps, open, rows);
        for (String state : open) {
            rows.add(new Transition(state, Triggers.WAIVE, state, ""));
        }
        rows.add(new Transition(COMPLETE, Triggers.WAIVE, COMPLETE, ""));
        rows.add(new Transition(COMPLETE, Triggers.PROPOSE, PROPOSED, "FREEZE_ENTRY"));
        rows.add(new Transition(PROPOSED, Triggers.APPROVE, PROPOSED, ""));
        rows.add(new Transition(PROPOSED, Triggers.VOID, COMPLETE, ""));
        rows.add(new Transition(PROPOSED, Triggers.SEAL, SEALED, "APPEND_LINE"));
        rows.add(new Transition(SEALED, Triggers.ACTIVATE, ACTIVATING, "RUN_ACTIVATIONS"));
        rows.add(new Transition(ACTIVATING, Triggers.ACTIVATION, ACTIVATING, ""));
        rows.add(new Transition(ACTIVATING, Triggers.GRANT, GRANTED, "ISSUE_PERMIT"));
        rows.add(new Transition(SEALED, Triggers.ABORT, HALTED, "APPEND_REVOCATION"));
        rows.add(new Transition(ACTIVATING, Triggers.ABORT, HALTED, "APPEND_REVOCATION"));
        Set<String> all = new LinkedHashSet<>(states);
        all.removeAll(FINALS);
        all.remove(NEW);
        for (String state : all) {
            rows.add(new Transition(state, Triggers.REFUSE, REFUSED, ""));
            rows.add(new Transition(state, Triggers.WITHDRAW, WITHDRAWN, ""));
            rows.add(new Transition(state, Triggers.EXPIRE, EXPIRED, ""));
            rows.add(new Transition(state, Triggers.HALT, HALTED, ""));
        }
        String id = gate.id() + "@" + gate.digest();
        return new MachineDefinition(id, NEW, states, FINALS, rows);
    }

    private static void addStep(
            StepDefinition step, String after, List<String> states, List<Transition> rows) {
        StepId id = step.id();
        String ready = ready(id);
        String collected = state(id, Phase.COLLECTED);
        states.add(ready);
        if (step.action().isPresent()) {
            String running = state(id, Phase.RUNNING);
            String failed = state(id, Phase.FAILED);
            String unknown = state(id, Phase.UNKNOWN);
            states.addAll(List.of(running, failed, unknown));
            rows.add(new Transition(ready, Triggers.run(id), running, "RUN_ACTION"));
            rows.add(new Transition(ready, Triggers.attach(id), ready, ""));
            rows.add(new Transition(ready, Triggers.submit(id), collected, ""));
            rows.add(new Transition(running, Triggers.start(id), running, ""));
            rows.add(new Transition(running, Triggers.succeed(id), collected, ""));
            rows.add(new Transition(running, Triggers.fail(id), failed, ""));
            rows.add(new Transition(running, Triggers.lose(id), unknown, ""));
            rows.add(new Transition(unknown, Triggers.resolveSucceeded(id), collected, ""));
            rows.add(new Transition(unknown, Triggers.resolveFailed(id), failed, ""));
            rows.add(new Transition(failed, Triggers.retry(id), ready, ""));
        } else {
            rows.add(new Transition(ready, Triggers.attach(id), collected, ""));
        }
        states.add(collected);
        rows.add(new Transition(collected, Triggers.attach(id), collected, ""));
        rows.add(new Transition(collected, Triggers.signOff(id), collected, ""));
        rows.add(new Transition(collected, Triggers.accept(id), after, ""));
        rows.add(new Transition(collected, Triggers.reject(id), ready, ""));
    }

    /** A step can be done again from every later state in which nothing is sealed. */
    private static void addReopening(
            List<StepDefinition> steps, List<String> open, List<Transition> rows) {
        for (int i = 0; i < steps.size(); i++) {
            StepId id = steps.get(i).id();
            for (String state : open) {
                if (indexOf(steps, state) > i) {
                    rows.add(new Transition(state, Triggers.reopen(id), ready(id), ""));
                }
            }
            rows.add(new Transition(COMPLETE, Triggers.reopen(id), ready(id), ""));
            rows.add(new Transition(PROPOSED, Triggers.reopen(id), ready(id), ""));
        }
    }

    private static int indexOf(List<StepDefinition> steps, String state) {
        for (int i = 0; i < steps.size(); i++) {
            if (isAt(state, steps.get(i).id())) {
                return i;
            }
        }
        return -1;
    }

    /** The state in which a step stands in a phase. */
    public static String state(StepId step, Phase phase) {
        return step + ":" + phase;
    }

    private static String ready(StepId step) {
        return state(step, Phase.READY);
    }

    /** Whether the state is one of the step's. */
    public static boolean isAt(String state, StepId step) {
        return state.startsWith(step + ":");
    }

    /** Whether the step was accepted on the way to the state. */
    public static boolean isAccepted(GateDefinition gate, String state, StepId step) {
        if (FINALS.contains(state) && !state.equals(GRANTED)) {
            return false;
        }
        int current = indexOf(gate.steps(), state);
        int asked = indexOf(gate.steps(), ready(step));
        return asked >= 0 && (current < 0 || asked < current);
    }

    /** Whether work can still be done in the state: no entry is sealed and nothing has ended. */
    public static boolean isOpen(String state) {
        return state.contains(":") || state.equals(COMPLETE) || state.equals(PROPOSED);
    }
}

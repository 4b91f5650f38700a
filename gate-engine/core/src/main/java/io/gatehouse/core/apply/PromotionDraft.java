package io.gatehouse.core.apply;

import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.state.ActionState;
import io.gatehouse.core.state.Approval;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Proposal;
import io.gatehouse.core.state.SealedLine;
import io.gatehouse.core.state.StepState;
import io.gatehouse.core.state.Waiver;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** A promotion's next state while an applier makes it; never leaves this package. */
final class PromotionDraft {

    private final PromotionState before;
    private final MachineDefinition table;
    String machine;
    Instant touched;
    final TreeMap<String, StepState> steps;
    final TreeMap<String, EvidenceItem> evidence;
    final TreeSet<String> preparers;
    Optional<Proposal> proposal;
    final List<Approval> approvals;
    final List<Waiver> waivers;
    final TreeMap<String, ActionState> activations;
    Optional<SealedLine> sealed;
    String reason;

    PromotionDraft(PromotionState before, MachineDefinition table) {
        this.before = before;
        this.table = table;
        machine = before.machine();
        touched = before.touched();
        steps = new TreeMap<>(before.steps());
        evidence = new TreeMap<>(before.evidence());
        preparers = new TreeSet<>(before.preparers());
        proposal = before.proposal();
        approvals = new ArrayList<>(before.approvals());
        waivers = new ArrayList<>(before.waivers());
        activations = new TreeMap<>(before.activations());
        sealed = before.sealed();
        reason = before.reason();
    }

    void move(String trigger, Instant at) {
        machine =
                table.next(machine, trigger)
                        .orElseThrow(() -> new ApplyFault(trigger + " in " + machine))
                        .to();
        touched = at;
    }

    void touch(Instant at) {
        touched = at;
    }

    StepState step(StepId step) {
        return steps.getOrDefault(step.value(), StepState.NEW);
    }

    void step(StepId step, StepState next) {
        steps.put(step.value(), next);
    }

    void dropProposal() {
        proposal = Optional.empty();
        approvals.clear();
    }

    PromotionState build() {
        return new PromotionState(
                before.id(),
                before.gate(),
                before.definition(),
                before.requester(),
                before.opened(),
                touched,
                before.release(),
                machine,
                steps,
                evidence,
                preparers,
                proposal,
                approvals,
                waivers,
                activations,
                sealed,
                reason);
    }
}

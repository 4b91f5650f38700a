package io.gatehouse.core.state;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.evidence.Snapshot;
import io.gatehouse.core.id.EvidenceId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.machine.GateMachine;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One run of a gate. Immutable; only appliers make the next one.
 *
 * @param definition the identity of the gate's definition, kept to the end
 * @param touched when something last happened; the expiry counts from here
 * @param machine the state of the gate's machine, see {@link GateMachine}
 * @param evidence current evidence by id; what a step's reset dropped is not here any more
 * @param preparers persons who started an action or recorded evidence, in any attempt
 * @param activations actions after the seal, by slot {@code activate-<n>}
 * @param reason why it ended; empty while it is open or when it was granted
 */
public record PromotionState(
        PromotionId id,
        GateId gate,
        Digest definition,
        PersonId requester,
        Instant opened,
        Instant touched,
        Release release,
        String machine,
        SortedMap<String, StepState> steps,
        SortedMap<String, EvidenceItem> evidence,
        SortedSet<String> preparers,
        Optional<Proposal> proposal,
        List<Approval> approvals,
        List<Waiver> waivers,
        SortedMap<String, ActionState> activations,
        Optional<SealedLine> sealed,
        String reason) {

    public PromotionState {
        steps = Collections.unmodifiableSortedMap(new TreeMap<>(steps));
        evidence = Collections.unmodifiableSortedMap(new TreeMap<>(evidence));
        preparers = Collections.unmodifiableSortedSet(new TreeSet<>(preparers));
        approvals = List.copyOf(approvals);
        waivers = List.copyOf(waivers);
        activations = Collections.unmodifiableSortedMap(new TreeMap<>(activations));
    }

    public StepState step(StepId step) {
        return steps.getOrDefault(step.value(), StepState.NEW);
    }

    public Optional<EvidenceItem> evidence(EvidenceId item) {
        return Optional.ofNullable(evidence.get(item.value()));
    }

    /** The evidence of one step, in id order. */
    public List<EvidenceItem> evidenceOf(StepId step) {
        return evidence.values().stream().filter(item -> item.step().equals(step)).toList();
    }

    /** What a sign-off of the step signs. */
    public Digest evidenceRootOf(StepId step) {
        return Snapshot.evidenceRoot(evidenceOf(step));
    }

    /** What an approval signs. */
    public Digest evidenceRoot() {
        return Snapshot.evidenceRoot(evidence.values());
    }

    public boolean isFinal() {
        return GateMachine.FINALS.contains(machine);
    }

    public boolean isPreparer(PersonId person) {
        return preparers.contains(person.value());
    }
}

package io.gatehouse.core.testkit;

import io.gatehouse.core.decide.Decision;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.event.Event;
import io.gatehouse.core.event.PromotionEvent.Approved;
import io.gatehouse.core.event.PromotionEvent.EntryProposed;
import io.gatehouse.core.event.PromotionEvent.EntrySealed;
import io.gatehouse.core.event.PromotionEvent.StepAccepted;
import io.gatehouse.core.event.PromotionEvent.StepReset;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.machine.AdmissionBox;
import io.gatehouse.core.state.PromotionState;
import io.gatehouse.core.state.Waiver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Walks every state that the moves can reach, breadth first, with the real decider, and looks at
 * each: nothing is granted that lacks a step, an approval or a distinct person, and HALT wins
 * everywhere.
 */
public final class Search {

    /**
     * @param states reached
     * @param decisions asked
     * @param grants reached and examined
     * @param halts tried, one in each state
     * @param violations empty when all is well
     * @param taken the moves that were admitted at least once
     */
    public record Result(
            int states,
            int decisions,
            int grants,
            int halts,
            List<String> violations,
            Set<String> taken) {}

    private final String gate;
    private final PromotionId id = new PromotionId("p-search");
    private final List<String> violations = new ArrayList<>();
    private final Set<String> taken = new LinkedHashSet<>();
    private int decisions;
    private int grants;
    private int halts;

    private Search(String gate) {
        this.gate = gate;
    }

    /**
     * @param before gates that are granted first
     */
    public static Result run(String gate, List<String> before, AdmissionBox box, int mostStates) {
        Search search = new Search(gate);
        World world = World.founded(box);
        before.forEach(earlier -> world.grant(earlier, "p-" + earlier));
        int states = search.walk(world, mostStates);
        return new Result(
                states,
                search.decisions,
                search.grants,
                search.halts,
                List.copyOf(search.violations),
                Set.copyOf(search.taken));
    }

    private int walk(World start, int mostStates) {
        Map<String, Function<World, Decision>> moves = Moves.all(gate, id.value());
        Set<String> seen = new HashSet<>(Set.of(key(start)));
        ArrayDeque<World> open = new ArrayDeque<>(List.of(start));
        while (!open.isEmpty()) {
            World world = open.remove();
            haltWins(world);
            for (Map.Entry<String, Function<World, Decision>> move : moves.entrySet()) {
                decisions++;
                if (!(world.attempt(move.getValue()) instanceof Decision.Admitted)) {
                    continue;
                }
                World next = world.fork();
                if (!(move.getValue().apply(next) instanceof Decision.Admitted)) {
                    throw new IllegalStateException(move.getKey() + " is admitted only at times");
                }
                taken.add(move.getKey());
                // Every way to a grant is examined, also to one that was reached before.
                examine(next);
                if (seen.add(key(next))) {
                    open.add(next);
                }
            }
            if (seen.size() > mostStates) {
                throw new IllegalStateException("more than " + mostStates + " states");
            }
        }
        return seen.size();
    }

    /** Everything that a later decision can depend on; counters and times left out. */
    private String key(World world) {
        String environment =
                world.state().environment().machine()
                        + world.state().environment().permit().map(p -> p.revoked().isEmpty())
                        + world.state()
                                .environment()
                                .resuming()
                                .map(r -> r.to() + "" + r.signers());
        // What has ended can no longer differ in anything that a decision looks at.
        return environment
                + world.state()
                        .promotion(id)
                        .map(p -> p.isFinal() ? p.machine() : key(p))
                        .orElse("-");
    }

    private String key(PromotionState p) {
        return p.machine()
                + p.approvals().stream()
                        .map(a -> a.role() + "/" + a.signed().person())
                        .sorted()
                        .toList()
                + p.preparers()
                + p.evidence().values().stream()
                        .map(e -> e.path() + e.digests().sha256().abbreviated())
                        .sorted()
                        .toList()
                + p.steps().values().stream()
                        .map(
                                s ->
                                        s.action().map(a -> a.phase().name()).orElse("")
                                                + s.signOffs().stream()
                                                        .map(o -> o.person().value())
                                                        .collect(Collectors.toSet()))
                        .toList()
                + p.activations().values().stream().map(a -> a.phase().name()).toList()
                + p.waivers().stream().map(Search::signers).toList()
                + p.sealed().isPresent();
    }

    /** Who signed with which key; when is left out, or no state would be met twice. */
    private static List<String> signers(Waiver waiver) {
        return waiver.signers().entrySet().stream()
                .map(e -> e.getKey() + "/" + e.getValue().person() + "/" + e.getValue().key())
                .toList();
    }

    private void haltWins(World world) {
        World halted = world.fork();
        halts++;
        Decision decision = Moves.all(gate, id.value()).get("halt").apply(halted);
        boolean wins =
                decision instanceof Decision.Admitted
                        && halted.state().environment().isHalted()
                        && halted.state().openPromotions().isEmpty()
                        && halted.state().environment().permit().stream()
                                .allMatch(p -> p.revoked().isPresent());
        if (!wins) {
            violations.add("HALT does not win in " + key(world));
        }
    }

    private void examine(World world) {
        PromotionState p = world.state().promotion(id).orElse(null);
        if (p == null || !p.machine().equals("GRANTED")) {
            return;
        }
        grants++;
        GateDefinition definition = world.state().definition(p.definition()).orElseThrow();
        Set<StepId> accepted = new HashSet<>();
        List<Approved> approvals = new ArrayList<>();
        boolean sealed = false;
        for (Event event : world.history()) {
            if (event instanceof StepAccepted e && e.promotion().equals(id)) {
                accepted.add(e.step());
            } else if (event instanceof StepReset e && e.promotion().equals(id)) {
                drop(definition, e.step(), accepted);
                approvals.clear();
            } else if (event instanceof EntryProposed e && e.promotion().equals(id)) {
                approvals.clear();
            } else if (event instanceof Approved e && e.promotion().equals(id)) {
                approvals.add(e);
            } else if (event instanceof EntrySealed e && e.promotion().equals(id)) {
                sealed = true;
                checkAtSeal(definition, p, accepted, approvals);
            }
        }
        if (!sealed) {
            violations.add("granted without a sealed entry: " + key(world));
        }
    }

    private static void drop(GateDefinition definition, StepId from, Set<StepId> accepted) {
        boolean following = false;
        for (StepDefinition step : definition.steps()) {
            following |= step.id().equals(from);
            if (following) {
                accepted.remove(step.id());
            }
        }
    }

    private void checkAtSeal(
            GateDefinition definition,
            PromotionState p,
            Set<StepId> accepted,
            List<Approved> approvals) {
        for (StepDefinition step : definition.steps()) {
            if (!accepted.contains(step.id())) {
                violations.add("granted without step " + step.id());
            }
        }
        Set<String> persons =
                approvals.stream()
                        .map(a -> a.approval().signed().person().value())
                        .collect(Collectors.toSet());
        if (persons.size() < approvals.size()) {
            violations.add("granted on one person twice");
        }
        if (persons.contains(p.requester().value())
                || persons.stream().anyMatch(p.preparers()::contains)) {
            violations.add("granted on an approval of the requester or a preparer");
        }
        for (ApprovalRequirement requirement : definition.approvals()) {
            boolean filled =
                    approvals.stream()
                                    .filter(a -> requirement.anyOf().contains(a.approval().role()))
                                    .count()
                            >= requirement.count();
            if (!filled) {
                violations.add("granted without approval of " + requirement.anyOf());
            }
        }
    }
}

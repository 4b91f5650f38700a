package io.gatehouse.core.machine;

import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A flat, explicit state machine as a table, and its plain interpreter.
 *
 * <p>The Spring Statemachine box is built from this table; replay and search use {@link #next}
 * itself. Building refuses a duplicate row, a row that leaves a final state, a row of an unknown
 * state and a state that cannot be reached. Immutable and thread-safe.
 */
public final class MachineDefinition {

    private final String id;
    private final String initial;
    private final Set<String> states;
    private final Set<String> finals;
    private final List<Transition> transitions;
    private final SortedSet<String> triggers;
    private final Map<String, Map<String, Transition>> table = new HashMap<>();

    /**
     * @param id unique for the table's content: machines are pooled by it
     * @param states all states, in the order in which people read them
     * @param finals states that nothing leaves
     */
    public MachineDefinition(
            String id,
            String initial,
            List<String> states,
            Set<String> finals,
            List<Transition> transitions) {
        this.id = id;
        this.initial = initial;
        this.states = Collections.unmodifiableSet(new java.util.LinkedHashSet<>(states));
        this.finals = Set.copyOf(finals);
        this.transitions = List.copyOf(transitions);
        this.triggers = new TreeSet<>();
        require(this.states.size() == states.size(), "a state stands twice");
        require(this.states.contains(initial), "unknown initial state " + initial);
        for (Transition row : transitions) {
            require(this.states.contains(row.from()), "unknown state in " + row);
            require(this.states.contains(row.to()), "unknown state in " + row);
            require(!this.finals.contains(row.from()), "leaves a final state: " + row);
            Transition before =
                    table.computeIfAbsent(row.from(), s -> new LinkedHashMap<>())
                            .put(row.trigger(), row);
            require(before == null, "duplicate row: " + row);
            triggers.add(row.trigger());
        }
        Set<String> reached = reachable();
        for (String state : this.states) {
            require(reached.contains(state), "unreachable state " + state);
        }
    }

    private void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException("machine " + id + ": " + message);
        }
    }

    private Set<String> reachable() {
        TreeSet<String> seen = new TreeSet<>(List.of(initial));
        java.util.ArrayDeque<String> open = new java.util.ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (Transition row : table.getOrDefault(open.remove(), Map.of()).values()) {
                if (seen.add(row.to())) {
                    open.add(row.to());
                }
            }
        }
        return seen;
    }

    /** The row that a trigger takes in a state, or empty: the command is not for this state. */
    public Optional<Transition> next(String state, String trigger) {
        return Optional.ofNullable(table.getOrDefault(state, Map.of()).get(trigger));
    }

    /** The triggers that a state knows, in the table's order. */
    public Set<String> triggersOf(String state) {
        return Collections.unmodifiableSet(table.getOrDefault(state, Map.of()).keySet());
    }

    public String id() {
        return id;
    }

    public String initial() {
        return initial;
    }

    public Set<String> states() {
        return states;
    }

    public boolean isFinal(String state) {
        return finals.contains(state);
    }

    public List<Transition> transitions() {
        return transitions;
    }

    /** Every trigger of the table, in alphabetical order. */
    public SortedSet<String> triggers() {
        return Collections.unmodifiableSortedSet(triggers);
    }
}

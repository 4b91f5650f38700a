package io.gatehouse.statemachine;

import io.gatehouse.core.machine.Admission;
import io.gatehouse.core.machine.AdmissionBox;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.machine.Transition;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.Function;

/**
 * Admission through Spring Statemachine.
 *
 * <p>An offer borrows a machine made from the table, puts it into the given state, sends the
 * trigger, and compares what happened with the table's row. Whatever does not agree is a refusal
 * with a finding of {@code engine-machine}, and that machine is thrown away. A machine that stands
 * where a promotion does, because it has just taken it there, is not put there again; where a
 * promotion stands is for the journal to say all the same.
 *
 * <p>Thread-safe: a machine serves one thread at a time. Keeps at most {@value #TABLES} tables, the
 * most recently used, each with at most processors + 2 idle machines (about 20 kB each).
 */
public final class SpringAdmissionBox implements AdmissionBox {

    /** More than the gates of an installation, old definitions of open promotions included. */
    static final int TABLES = 32;

    /**
     * What a table says. Machines are kept by this and not by the definition's id alone: a second
     * table under the same id must not be admitted by the rows of the first.
     */
    private static final class Content {

        private final List<Object> said;
        private final int hash;

        Content(MachineDefinition definition) {
            Set<String> finals =
                    definition.states().stream()
                            .filter(definition::isFinal)
                            .collect(java.util.stream.Collectors.toUnmodifiableSet());
            said =
                    List.of(
                            definition.id(),
                            definition.initial(),
                            definition.states(),
                            finals,
                            definition.transitions());
            hash = said.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return this == other
                    || (other instanceof Content content
                            && hash == content.hash
                            && said.equals(content.said));
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Tables that were seen before, by identity: reading one whole for each offer is not cheap. */
    private final Map<MachineDefinition, Content> contents =
            Collections.synchronizedMap(new WeakHashMap<>());

    private final Map<Content, MachinePool> pools = new LinkedHashMap<>(16, 0.75f, true);
    private final Function<MachineDefinition, EventMachine> factory;
    private final int bound;

    public SpringAdmissionBox() {
        this(SpringMachine::new, Runtime.getRuntime().availableProcessors() + 2);
    }

    SpringAdmissionBox(Function<MachineDefinition, EventMachine> factory, int bound) {
        this.factory = factory;
        this.bound = bound;
    }

    @Override
    public Admission offer(MachineDefinition machine, String state, String trigger, Guard guard) {
        Objects.requireNonNull(guard, "guard");
        if (!machine.states().contains(state)) {
            return new Admission.Refused(List.of(PlainBox.noRow(machine, state, trigger)));
        }
        Optional<Transition> row = machine.next(state, trigger);
        Attempt attempt = new Attempt(row, guard);
        MachinePool pool = pool(machine);
        Verification.Judgement judgement;
        EventMachine borrowed;
        try {
            borrowed = pool.take(state);
            EventMachine.Answer answer = borrowed.fire(state, trigger, attempt);
            judgement = Verification.judge(machine, state, trigger, attempt, answer);
        } catch (RuntimeException | StackOverflowError | LinkageError e) {
            throwAgain(attempt);
            return Verification.failed(trigger, e);
        }
        throwAgain(attempt);
        if (judgement.sound()) {
            pool.giveBack(borrowed);
        }
        return judgement.admission();
    }

    private static void throwAgain(Attempt attempt) {
        if (attempt.fatal().isPresent()) {
            throw attempt.fatal().get();
        }
    }

    private MachinePool pool(MachineDefinition machine) {
        Content content = contents.computeIfAbsent(machine, Content::new);
        synchronized (pools) {
            MachinePool pool =
                    pools.computeIfAbsent(
                            content, c -> new MachinePool(() -> factory.apply(machine), bound));
            if (pools.size() > TABLES) {
                // Access order: the first is the one that was not used for longest.
                pools.remove(pools.keySet().iterator().next());
            }
            return pool;
        }
    }

    /** How many machines wait for work, over all tables. */
    int idle() {
        synchronized (pools) {
            return pools.values().stream().mapToInt(MachinePool::idle).sum();
        }
    }

    /** How many tables have a pool. */
    int tables() {
        synchronized (pools) {
            return pools.size();
        }
    }
}

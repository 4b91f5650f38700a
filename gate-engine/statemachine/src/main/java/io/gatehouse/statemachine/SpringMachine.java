package io.gatehouse.statemachine;

import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.machine.Transition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.springframework.beans.factory.BeanNameAware;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.statemachine.StateMachine;
import org.springframework.statemachine.StateMachineEventResult;
import org.springframework.statemachine.config.StateMachineBuilder;
import org.springframework.statemachine.config.builders.StateMachineTransitionConfigurer;
import org.springframework.statemachine.listener.StateMachineListenerAdapter;
import org.springframework.statemachine.state.State;
import org.springframework.statemachine.support.DefaultExtendedState;
import org.springframework.statemachine.support.DefaultStateMachineContext;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/**
 * One Spring state machine made from a table, without a container.
 *
 * <p>Every row is an external transition with one guard and one action; several actions would have
 * no promised order. A row that leads back to its own state is external too, so that its guard and
 * its action run as those of any other row. Final states are plain states that nothing leaves: a
 * state marked as an end would stop the machine, and it could not be put into another state again.
 *
 * <p>Not thread-safe; the box lends it to one thread at a time.
 */
final class SpringMachine implements EventMachine {

    /** Held, because the logging system forgets loggers that nobody holds, and their levels. */
    private static final Logger LIBRARY = Logger.getLogger("org.springframework.statemachine");

    static {
        if (LIBRARY.getLevel() == null) {
            LIBRARY.setLevel(Level.WARNING);
        }
    }

    private final StateMachine<String, String> machine;
    private Attempt attempt;
    private int transitions;

    SpringMachine(MachineDefinition definition) {
        try {
            machine = build(definition);
        } catch (Exception e) {
            throw new MachineFault("the machine of " + definition.id() + " cannot be built", e);
        }
        await(machine.startReactively().flux());
    }

    private StateMachine<String, String> build(MachineDefinition definition) throws Exception {
        StateMachineBuilder.Builder<String, String> builder = StateMachineBuilder.builder();
        builder.configureConfiguration().withConfiguration().listener(new Counter());
        builder.configureStates()
                .withStates()
                .initial(definition.initial())
                .states(new LinkedHashSet<>(definition.states()));
        StateMachineTransitionConfigurer<String, String> rows = builder.configureTransitions();
        for (Transition row : definition.transitions()) {
            rows.withExternal()
                    .source(row.from())
                    .target(row.to())
                    .event(row.trigger())
                    .guard(context -> permits(row))
                    .action(context -> took(row));
        }
        StateMachine<String, String> built = builder.build();
        if (built instanceof BeanNameAware named) {
            // Under a name the library looks for annotated handlers at each stage of each event,
            // with a pattern compiled anew; without a container there is none to be found.
            named.setBeanName("");
        }
        return built;
    }

    /** Outside of an attempt nobody has asked for anything, so nothing is permitted. */
    private boolean permits(Transition row) {
        return attempt != null && attempt.permits(row);
    }

    private void took(Transition row) {
        if (attempt != null) {
            attempt.took(row);
        }
    }

    @Override
    public Answer fire(String state, String trigger, Attempt current) {
        // Only machines that did what the table says are used again: one that stands in the state
        // got there by the table's rows, and resetting it is more than half of an offer's time.
        if (!state.equals(state()) || machine.hasStateMachineError()) {
            reset(state);
        }
        attempt = current;
        transitions = 0;
        try {
            List<StateMachineEventResult<String, String>> results =
                    await(
                            machine.sendEvents(
                                    Flux.just(MessageBuilder.withPayload(trigger).build())));
            return new Answer(
                    results.stream().map(result -> result.getResultType().name()).toList(),
                    state(),
                    transitions,
                    machine.hasStateMachineError());
        } finally {
            attempt = null;
        }
    }

    @Override
    public String stands() {
        return state();
    }

    /** The library's machine, to be looked at. */
    StateMachine<String, String> library() {
        return machine;
    }

    private void reset(String state) {
        await(
                machine.getStateMachineAccessor()
                        .withRegion()
                        .resetStateMachineReactively(
                                new DefaultStateMachineContext<>(
                                        state, null, null, new DefaultExtendedState()))
                        .flux());
        // A reset to a state that the machine does not know leaves it where it was, in silence: the
        // event would then be judged from the state of another promotion.
        if (!state.equals(state())) {
            throw new MachineFault(
                    "the machine was put into " + state + " and stands in " + state());
        }
    }

    private String state() {
        State<String, String> state = machine.getState();
        return state == null ? "" : state.getId();
    }

    /**
     * Runs a publisher to its end on this thread. The machine has no scheduler of its own, so it
     * ends within the call; one that does not would go on behind the caller's back, and is given
     * up.
     */
    private static <T> List<T> await(Flux<T> publisher) {
        List<T> items = new ArrayList<>();
        AtomicReference<Throwable> error = new AtomicReference<>();
        AtomicBoolean complete = new AtomicBoolean();
        Disposable running = publisher.subscribe(items::add, error::set, () -> complete.set(true));
        if (error.get() != null) {
            throw new MachineFault(
                    "the machine failed: " + error.get().getClass().getSimpleName(), error.get());
        }
        if (!complete.get()) {
            running.dispose();
            throw new MachineFault("the machine did not answer within the call");
        }
        return items;
    }

    /** Counts completed transitions by the library's own telling, apart from the action. */
    private final class Counter extends StateMachineListenerAdapter<String, String> {
        @Override
        public void transitionEnded(
                org.springframework.statemachine.transition.Transition<String, String> transition) {
            transitions++;
        }
    }
}

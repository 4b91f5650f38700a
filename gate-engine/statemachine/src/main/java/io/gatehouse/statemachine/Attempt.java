package io.gatehouse.statemachine;

import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.machine.Transition;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One offer on its way through a machine: asks the guard at most once and notes what the machine
 * did, so that it can be compared with what it says. Used by the thread that made it.
 */
final class Attempt {

    private final Optional<Transition> row;
    private final Guard guard;
    private final Thread owner = Thread.currentThread();
    private final List<Transition> taken = new ArrayList<>();
    private final List<String> irregularities = new ArrayList<>();
    private boolean asked;
    private boolean open;
    private List<Finding> findings = List.of();
    private Optional<VirtualMachineError> fatal = Optional.empty();

    /**
     * @param row the row that the table has for state and trigger, if it has one
     */
    Attempt(Optional<Transition> row, Guard guard) {
        this.row = row;
        this.guard = guard;
    }

    /**
     * The guard of a transition. Never throws: the library takes a guard that throws for a "no" and
     * keeps the cause to itself, so the cause is caught here and becomes a finding.
     */
    boolean permits(Transition asking) {
        // A machine that asks for another row, asks twice, or asks from another thread is not doing
        // what the table says; the guard must not be spent on its question.
        if (Thread.currentThread() != owner) {
            irregularities.add("the guard was asked on another thread");
            return false;
        }
        if (row.isEmpty() || !row.get().equals(asking)) {
            irregularities.add("the guard of another row was asked: " + asking);
            return false;
        }
        if (asked) {
            irregularities.add("the guard was asked more than once");
            return false;
        }
        asked = true;
        evaluate(asking.trigger());
        return open;
    }

    private void evaluate(String trigger) {
        try {
            // The copy also finds a list that holds null or that throws when it is read.
            findings = List.copyOf(guard.findings());
            open = findings.isEmpty();
        } catch (StackOverflowError e) {
            // Deeply nested evidence must not take the process down with it: the stack is unwound
            // here, so this is a refusal like that of any other guard that could not decide.
            findings = List.of(PlainBox.guardBroke(trigger, e));
        } catch (VirtualMachineError e) {
            // Out of memory and worse say nothing about the guard: thrown again once the library,
            // which would swallow it, has returned.
            fatal = Optional.of(e);
        } catch (Throwable e) {
            findings = List.of(PlainBox.guardBroke(trigger, e));
        }
    }

    /** The action of a transition: only notes that it ran. */
    void took(Transition row) {
        taken.add(row);
    }

    Optional<Transition> row() {
        return row;
    }

    boolean wasAsked() {
        return asked;
    }

    boolean isOpen() {
        return open;
    }

    List<Finding> findings() {
        return findings;
    }

    List<Transition> taken() {
        return List.copyOf(taken);
    }

    List<String> irregularities() {
        return List.copyOf(irregularities);
    }

    Optional<VirtualMachineError> fatal() {
        return fatal;
    }
}

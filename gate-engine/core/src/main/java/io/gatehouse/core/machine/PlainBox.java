package io.gatehouse.core.machine;

import io.gatehouse.core.rule.Finding;
import java.util.List;

/**
 * The reference: the table interpreted as it stands, without a framework. Replay, search and the
 * comparison with the Spring Statemachine box use it.
 */
public final class PlainBox implements AdmissionBox {

    @Override
    public Admission offer(MachineDefinition machine, String state, String trigger, Guard guard) {
        Transition row = machine.next(state, trigger).orElse(null);
        if (row == null) {
            return new Admission.Refused(List.of(noRow(machine, state, trigger)));
        }
        List<Finding> findings;
        try {
            // The copy also finds a list that holds null or that throws when it is read.
            findings = List.copyOf(guard.findings());
        } catch (StackOverflowError e) {
            // The stack is unwound here: deeply nested evidence is refused, and the process lives.
            return new Admission.Refused(List.of(guardBroke(trigger, e)));
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            return new Admission.Refused(List.of(guardBroke(trigger, e)));
        }
        return findings.isEmpty()
                ? new Admission.Admitted(row.to(), row.intent())
                : new Admission.Refused(findings);
    }

    /** The finding for a trigger that the state does not know. */
    public static Finding noRow(MachineDefinition machine, String state, String trigger) {
        return Finding.of(
                "engine-state",
                "not-in-this-state",
                state,
                "one of " + machine.triggersOf(state),
                trigger,
                "look at 'gatehouse next' for what can be done in this state");
    }

    /** The finding for a guard that threw: it could not decide, so the answer is no. */
    public static Finding guardBroke(String trigger, Throwable cause) {
        return Finding.of(
                "engine-guard",
                "guard-failed",
                trigger,
                "a guard that answers",
                cause.getClass().getSimpleName(),
                "this is a fault of the program; keep the journal and report it");
    }
}

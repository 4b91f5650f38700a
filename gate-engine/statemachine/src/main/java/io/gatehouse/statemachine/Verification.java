package io.gatehouse.statemachine;

import io.gatehouse.core.machine.Admission;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.machine.Transition;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares what a machine says with what the table says, and believes it only when both agree.
 *
 * <p>"Accepted" is not "transitioned", and "denied" has no cause; so an admission needs the guard's
 * yes, the action's run, one completed transition and the right state, all four. Pure.
 */
final class Verification {

    /**
     * @param sound whether the machine may be used again
     */
    record Judgement(Admission admission, boolean sound) {}

    private static final String REMEDY =
            "this is a fault of the program; nothing was changed; keep the journal and report it";

    private Verification() {}

    static Judgement judge(
            MachineDefinition machine,
            String state,
            String trigger,
            Attempt attempt,
            EventMachine.Answer answer) {
        Transition row = attempt.row().orElse(null);
        if (row == null) {
            return stayed(state, attempt, answer) && answer.results().equals(List.of("DENIED"))
                    ? sound(List.of(PlainBox.noRow(machine, state, trigger)))
                    : disagrees(trigger, "no transition from " + state, attempt, answer);
        }
        if (!attempt.wasAsked() && stayed(state, attempt, answer)) {
            return broken(
                    List.of(
                            Finding.of(
                                    "engine-machine",
                                    "denied-without-cause",
                                    trigger,
                                    row.toString(),
                                    "the machine refused without asking the guard: " + told(answer),
                                    REMEDY)));
        }
        if (!attempt.isOpen()) {
            return attempt.wasAsked() && stayed(state, attempt, answer)
                    ? sound(attempt.findings())
                    : disagrees(trigger, "no transition from " + state, attempt, answer);
        }
        boolean moved =
                attempt.irregularities().isEmpty()
                        && attempt.taken().equals(List.of(row))
                        && answer.results().equals(List.of("ACCEPTED"))
                        && answer.transitions() == 1
                        && answer.state().equals(row.to())
                        && !answer.failed();
        return moved
                ? new Judgement(new Admission.Admitted(row.to(), row.intent()), true)
                : disagrees(trigger, row.toString(), attempt, answer);
    }

    /** The machine threw, or did not answer: nobody knows what it did, so the answer is no. */
    static Admission failed(String trigger, Throwable cause) {
        String observed =
                cause instanceof MachineFault
                        ? cause.getMessage()
                        : cause.getClass().getSimpleName();
        return new Admission.Refused(
                List.of(
                        Finding.of(
                                "engine-machine",
                                "machine-failed",
                                trigger,
                                "a machine that answers",
                                observed,
                                REMEDY)));
    }

    private static boolean stayed(String state, Attempt attempt, EventMachine.Answer answer) {
        return attempt.irregularities().isEmpty()
                && attempt.taken().isEmpty()
                && answer.transitions() == 0
                && answer.state().equals(state)
                && !answer.failed();
    }

    private static Judgement sound(List<Finding> findings) {
        return new Judgement(new Admission.Refused(findings), true);
    }

    private static Judgement broken(List<Finding> findings) {
        return new Judgement(new Admission.Refused(findings), false);
    }

    private static Judgement disagrees(
            String trigger, String expected, Attempt attempt, EventMachine.Answer answer) {
        String observed =
                told(answer) + ", actions " + attempt.taken() + notes(attempt.irregularities());
        // The guard's own reasons come first: they are what a person can act upon.
        List<Finding> findings = new ArrayList<>(attempt.findings());
        findings.add(
                Finding.of("engine-machine", "disagrees", trigger, expected, observed, REMEDY));
        return broken(findings);
    }

    private static String told(EventMachine.Answer answer) {
        return answer.results()
                + ", state "
                + answer.state()
                + ", transitions "
                + answer.transitions()
                + (answer.failed() ? ", machine in error" : "");
    }

    private static String notes(List<String> irregularities) {
        return irregularities.isEmpty() ? "" : ", " + String.join(", ", irregularities);
    }
}

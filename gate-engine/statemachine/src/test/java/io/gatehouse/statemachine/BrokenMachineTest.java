package io.gatehouse.statemachine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.machine.Admission;
import io.gatehouse.core.machine.EnvironmentMachine;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.machine.Transition;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.statemachine.EventMachine.Answer;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A machine that does not do what the table says admits nothing and is not used again. */
class BrokenMachineTest {

    private static final MachineDefinition TABLE = EnvironmentMachine.definition();
    private static final Transition ROW = TABLE.next("NONE", "PROMOTE:DEMO").orElseThrow();
    private static final Transition OTHER = TABLE.next("DEMO", "PROMOTE:PAPER").orElseThrow();

    private final AtomicInteger built = new AtomicInteger();

    private SpringAdmissionBox boxWith(EventMachine machine) {
        return new SpringAdmissionBox(
                definition -> {
                    built.incrementAndGet();
                    return machine;
                },
                4);
    }

    private void shouldRefuse(EventMachine machine, Guard guard, String trigger, String... codes) {
        SpringAdmissionBox box = boxWith(machine);

        Admission admission = box.offer(TABLE, "NONE", trigger, guard);

        assertThat(admission).isInstanceOf(Admission.Refused.class);
        assertThat(((Admission.Refused) admission).findings())
                .extracting(Finding::code)
                .containsExactly(codes);
        assertThat(box.idle()).as("a broken machine is not kept").isZero();
        box.offer(TABLE, "NONE", trigger, guard);
        assertThat(built.get()).isEqualTo(2);
        built.set(0);
    }

    private void shouldRefuse(EventMachine machine, String code) {
        shouldRefuse(machine, Guard.OPEN, "PROMOTE:DEMO", code);
    }

    private static Answer answer(String result, String state, int transitions) {
        return new Answer(List.of(result), state, transitions, false);
    }

    @Test
    void shouldRefuseAMachineThatAcceptsWithoutMoving() {
        shouldRefuse(
                (state, trigger, attempt) -> {
                    attempt.permits(ROW);
                    return answer("ACCEPTED", "NONE", 0);
                },
                "disagrees");
    }

    @Test
    void shouldRefuseAMachineThatMovesWithoutItsAction() {
        shouldRefuse(
                (state, trigger, attempt) -> {
                    attempt.permits(ROW);
                    return answer("ACCEPTED", "DEMO", 1);
                },
                "disagrees");
    }

    @Test
    void shouldRefuseAMachineThatMovesWithoutAskingTheGuard() {
        shouldRefuse(
                (state, trigger, attempt) -> {
                    attempt.took(ROW);
                    return answer("ACCEPTED", "DEMO", 1);
                },
                "disagrees");
    }

    @Test
    void shouldRefuseAMachineThatDeniesWithoutCause() {
        shouldRefuse(
                (state, trigger, attempt) -> answer("DENIED", "NONE", 0), "denied-without-cause");
    }

    @Test
    void shouldRefuseAMachineThatLandsInAnotherState() {
        shouldRefuse(
                (state, trigger, attempt) -> {
                    attempt.permits(ROW);
                    attempt.took(ROW);
                    return answer("ACCEPTED", "LIVE", 1);
                },
                "disagrees");
    }

    @Test
    void shouldRefuseAMachineThatTakesTwoTransitions() {
        shouldRefuse(
                (state, trigger, attempt) -> {
                    attempt.permits(ROW);
                    attempt.took(ROW);
                    attempt.took(OTHER);
                    return answer("ACCEPTED", "DEMO", 2);
                },
                "disagrees");
    }

    @Test
    void shouldRefuseAMachineThatAsksTwice() {
        AtomicInteger asked = new AtomicInteger();
        shouldRefuse(
                (state, trigger, attempt) -> {
                    attempt.permits(ROW);
                    attempt.permits(ROW);
                    attempt.took(ROW);
                    return answer("ACCEPTED", "DEMO", 1);
                },
                () -> {
                    asked.incrementAndGet();
                    return List.of();
                },
                "PROMOTE:DEMO",
                "disagrees");
        assertThat(asked.get()).as("one per offer, two offers").isEqualTo(2);
    }

    @Test
    void shouldRefuseAMachineThatAsksForAnotherRow() {
        shouldRefuse(
                (state, trigger, attempt) -> {
                    assertThat(attempt.permits(OTHER)).isFalse();
                    attempt.took(ROW);
                    return answer("ACCEPTED", "DEMO", 1);
                },
                "disagrees");
    }

    @Test
    void shouldRefuseAMachineThatAsksOnAnotherThread() {
        shouldRefuse(
                (state, trigger, attempt) -> {
                    Thread thread = new Thread(() -> attempt.permits(ROW));
                    thread.start();
                    try {
                        thread.join();
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                    attempt.took(ROW);
                    return answer("ACCEPTED", "DEMO", 1);
                },
                "disagrees");
    }

    @Test
    void shouldRefuseAMachineThatMovesAgainstItsGuardAndKeepTheGuardsReason() {
        shouldRefuse(
                (state, trigger, attempt) -> {
                    attempt.permits(ROW);
                    attempt.took(ROW);
                    return answer("ACCEPTED", "DEMO", 1);
                },
                () -> List.of(Finding.of("some-rule", "fault", "s", "e", "o", "r")),
                "PROMOTE:DEMO",
                "fault",
                "disagrees");
    }

    @Test
    void shouldRefuseAMachineThatIsInErrorAnswersTwiceOrNotAtAll() {
        for (Answer answer :
                List.of(
                        new Answer(List.of("ACCEPTED"), "DEMO", 1, true),
                        new Answer(List.of("ACCEPTED", "ACCEPTED"), "DEMO", 1, false),
                        new Answer(List.of("DEFERRED"), "DEMO", 1, false),
                        new Answer(List.of(), "DEMO", 1, false),
                        new Answer(List.of("ACCEPTED"), "DEMO", 0, false),
                        new Answer(List.of("ACCEPTED"), "", 1, false))) {
            shouldRefuse(
                    (state, trigger, attempt) -> {
                        attempt.permits(ROW);
                        attempt.took(ROW);
                        return answer;
                    },
                    "disagrees");
        }
    }

    @Test
    void shouldRefuseAMachineThatTakesATriggerThatTheTableLacks() {
        shouldRefuse(
                (state, trigger, attempt) -> answer("ACCEPTED", "LIVE", 1),
                Guard.OPEN,
                "PROMOTE:LIVE",
                "disagrees");
    }

    @Test
    void shouldRefuseWhenTheMachineThrowsOrCannotBeBuilt() {
        shouldRefuse(
                (state, trigger, attempt) -> {
                    throw new IllegalStateException("secret-in-message");
                },
                "machine-failed");
        shouldRefuse(
                (state, trigger, attempt) -> {
                    throw new StackOverflowError();
                },
                "machine-failed");
        SpringAdmissionBox unbuildable =
                new SpringAdmissionBox(
                        definition -> {
                            throw new MachineFault("cannot be built");
                        },
                        1);
        Admission admission = unbuildable.offer(TABLE, "NONE", "PROMOTE:DEMO", Guard.OPEN);
        assertThat(admission.toString()).contains("machine-failed").doesNotContain("secret");
    }

    @Test
    void shouldThrowOutOfMemoryAgainAndDropTheMachine() {
        SpringAdmissionBox box = new SpringAdmissionBox();
        OutOfMemoryError cause = new OutOfMemoryError("simulated");

        assertThatThrownBy(
                        () ->
                                box.offer(
                                        TABLE,
                                        "NONE",
                                        "PROMOTE:DEMO",
                                        () -> {
                                            throw cause;
                                        }))
                .isSameAs(cause);

        assertThat(box.idle()).isZero();
        assertThat(box.offer(TABLE, "NONE", "PROMOTE:DEMO", Guard.OPEN))
                .isEqualTo(new Admission.Admitted("DEMO", "ISSUE_PERMIT"));
    }

    @Test
    void shouldThrowAwayARealMachineThatWasAskedForAStateItDoesNotKnow() {
        SpringMachine machine = new SpringMachine(TABLE);

        assertThatThrownBy(
                        () ->
                                machine.fire(
                                        "ELSEWHERE",
                                        "HALT",
                                        new Attempt(TABLE.next("NONE", "HALT"), Guard.OPEN)))
                .isInstanceOf(MachineFault.class)
                .hasMessageContaining("ELSEWHERE");
    }
}

package io.gatehouse.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.machine.Admission;
import io.gatehouse.core.machine.EnvironmentMachine;
import io.gatehouse.core.machine.GovernanceMachine;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.machine.Transition;
import io.gatehouse.core.rule.Finding;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * The box and the plain interpreter give the same answer to everything that can be asked.
 *
 * <p>With the property {@code gatehouse.campaign} every pair of every machine is asked; without it
 * all rows of all machines, all absent pairs and kinds of guards of the small ones, and of the
 * others one in seventeen of the absent pairs and the strange kinds of guards by turns. Of the
 * guards that overflow the stack, which cost most, an ordinary run tries one in twelve.
 */
class AgreementTest {

    private static final boolean CAMPAIGN = Boolean.getBoolean("gatehouse.campaign");

    private static final List<Finding> MANY =
            java.util.stream.IntStream.range(0, 500)
                    .mapToObj(i -> Finding.of("some-rule", "fault", "s" + i, "e", "o", "r"))
                    .toList();

    private static Map<String, Guard> guards() {
        Map<String, Guard> guards = new TreeMap<>();
        guards.put("open", Guard.OPEN);
        guards.put("refusing", () -> List.of(Finding.of("some-rule", "fault", "s", "e", "o", "r")));
        guards.put("refusing with many findings", () -> MANY);
        guards.put(
                "throwing an exception",
                () -> {
                    throw new IllegalStateException("secret-in-message");
                });
        guards.put(
                "throwing an error",
                () -> {
                    throw new AssertionError("no");
                });
        guards.put("overflowing the stack", () -> recurse(0));
        guards.put("answering null", () -> null);
        return guards;
    }

    /** Deeper than any stack. */
    private static List<Finding> recurse(int depth) {
        return depth == Integer.MAX_VALUE ? List.of() : List.copyOf(recurse(depth + 1));
    }

    @Test
    void shouldAnswerLikeThePlainBoxInEveryStateToEveryTrigger() {
        SpringAdmissionBox box = new SpringAdmissionBox();
        PlainBox reference = new PlainBox();
        int pairs = 0;
        int asked = 0;
        int compared = 0;
        int taken = 0;
        for (MachineDefinition machine : GateFixtures.machines()) {
            // Errors unwind thousands of frames: three machines show what there is to see.
            boolean small = machine.states().size() <= 18;
            for (String state : machine.states()) {
                for (String trigger : machine.triggers()) {
                    pairs++;
                    boolean row = machine.next(state, trigger).isPresent();
                    if (!CAMPAIGN && !small && !row && pairs % 17 != 0) {
                        continue;
                    }
                    asked++;
                    int kind = 0;
                    for (Map.Entry<String, Guard> guard : guards().entrySet()) {
                        boolean deep = small && (CAMPAIGN || pairs % 12 == 0);
                        if (!deep && guard.getKey().startsWith("overflowing")) {
                            continue;
                        }
                        // No guard is asked where there is no row, so two kinds show it.
                        boolean plain =
                                guard.getKey().equals("open") || guard.getKey().equals("refusing");
                        boolean turn = CAMPAIGN || small || (pairs + kind++) % 5 == 0;
                        if (!plain && !(row && turn)) {
                            continue;
                        }
                        AtomicInteger times = new AtomicInteger();
                        Guard counted =
                                () -> {
                                    times.incrementAndGet();
                                    return guard.getValue().findings();
                                };
                        Admission expected =
                                reference.offer(machine, state, trigger, guard.getValue());

                        Admission observed = box.offer(machine, state, trigger, counted);

                        assertThat(observed)
                                .as(
                                        "%s: %s in %s, guard %s",
                                        machine.id(), trigger, state, guard.getKey())
                                .isEqualTo(expected);
                        assertThat(times.get())
                                .as("guard of %s in %s", trigger, state)
                                .isEqualTo(row ? 1 : 0);
                        compared++;
                        taken += observed instanceof Admission.Admitted ? 1 : 0;
                    }
                }
            }
        }
        int rows = GateFixtures.machines().stream().mapToInt(m -> m.transitions().size()).sum();
        System.out.println(
                "agreement: %d machines, %d of %d pairs of state and trigger asked, %d offers compared, %d of %d rows taken"
                        .formatted(
                                GateFixtures.machines().size(),
                                asked,
                                pairs,
                                compared,
                                taken,
                                rows));
        assertThat(taken).isEqualTo(rows);
        assertThat(pairs).isGreaterThan(10_000);
        assertThat(asked).isGreaterThan(CAMPAIGN ? 10_000 : 2_500);
    }

    @Test
    void shouldTakeEveryRowAndRefuseEveryAbsentPairOnItsOwnAccount() {
        SpringAdmissionBox box = new SpringAdmissionBox();
        int absent = 0;
        for (MachineDefinition machine :
                List.of(
                        EnvironmentMachine.definition(),
                        GovernanceMachine.definition(),
                        GateFixtures.gateMachine(1, 0),
                        GateFixtures.gateMachine(4, 0b1010))) {
            for (Transition row : machine.transitions()) {
                assertThat(box.offer(machine, row.from(), row.trigger(), Guard.OPEN))
                        .as("%s", row)
                        .isEqualTo(new Admission.Admitted(row.to(), row.intent()));
            }
            for (String state : machine.states()) {
                for (String trigger : machine.triggers()) {
                    if (!machine.triggersOf(state).contains(trigger)) {
                        Admission admission = box.offer(machine, state, trigger, Guard.OPEN);
                        assertThat(((Admission.Refused) admission).findings())
                                .extracting(Finding::code)
                                .containsExactly("not-in-this-state");
                        absent++;
                    }
                }
            }
        }
        System.out.println("absent pairs refused: " + absent);
        assertThat(absent).isGreaterThan(1_000);
    }

    @Test
    void shouldRefuseAStateAndATriggerThatTheTableDoesNotKnow() {
        SpringAdmissionBox box = new SpringAdmissionBox();
        MachineDefinition machine = GateFixtures.gateMachine(1, 1);

        assertThat(box.offer(machine, "NOWHERE", "HALT", Guard.OPEN))
                .isEqualTo(new PlainBox().offer(machine, "NOWHERE", "HALT", Guard.OPEN));
        assertThat(box.offer(machine, machine.initial(), "SUDO", Guard.OPEN))
                .isEqualTo(new PlainBox().offer(machine, machine.initial(), "SUDO", Guard.OPEN));
        assertThat(box.offer(machine, "", "", Guard.OPEN)).isInstanceOf(Admission.Refused.class);
    }
}

package io.gatehouse.core.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.testkit.Gates;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The tables row by row, and their plain interpreter. */
class MachinesTest {

    private static final Finding FINDING = Finding.of("switch", "fail", "s", "e", "o", "r");

    private static MachineDefinition machine(
            List<String> states, Set<String> finals, Transition... rows) {
        return new MachineDefinition("m", "A", states, finals, List.of(rows));
    }

    private static Transition row(String from, String trigger, String to) {
        return new Transition(from, trigger, to, "");
    }

    private static String to(MachineDefinition machine, String state, String trigger) {
        return machine.next(state, trigger).map(Transition::to).orElse("-");
    }

    @Test
    void shouldRefuseATableThatIsNotSound() {
        Transition way = row("A", "GO", "B");
        assertThat(machine(List.of("A", "B"), Set.of("B"), way).states()).containsExactly("A", "B");
        List<Runnable> broken =
                List.of(
                        () -> machine(List.of("A", "B", "A"), Set.of(), way),
                        () -> machine(List.of("B"), Set.of(), row("B", "GO", "B")),
                        () -> machine(List.of(), Set.of()),
                        () -> machine(List.of("A", "B"), Set.of(), way, row("C", "GO", "B")),
                        () -> machine(List.of("A", "B"), Set.of(), way, row("A", "ON", "C")),
                        () -> machine(List.of("A", "B"), Set.of("B"), way, row("B", "GO", "A")),
                        () ->
                                machine(
                                        List.of("A", "B"),
                                        Set.of(),
                                        row("A", "ON", "B"),
                                        way,
                                        row("A", "GO", "A")),
                        () -> machine(List.of("A", "B", "C"), Set.of(), way),
                        () ->
                                machine(
                                        List.of("A", "B", "C", "D"),
                                        Set.of(),
                                        way,
                                        row("C", "GO", "D"),
                                        row("D", "GO", "C")));
        for (Runnable table : broken) {
            assertThatThrownBy(table::run).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void shouldReadItsTable() {
        Transition way = new Transition("A", "GO", "B", "DO_IT");
        MachineDefinition machine =
                machine(List.of("A", "B"), Set.of("B"), way, row("A", "END", "A"));
        assertThat(machine.id()).isEqualTo("m");
        assertThat(machine.initial()).isEqualTo("A");
        assertThat(machine.next("A", "GO")).contains(way);
        assertThat(machine.next("A", "ON")).isEmpty();
        assertThat(machine.next("B", "GO")).isEmpty();
        assertThat(machine.triggersOf("A")).containsExactly("GO", "END");
        assertThat(machine.triggersOf("B")).isEmpty();
        assertThat(machine.triggers()).containsExactly("END", "GO");
        assertThat(machine.transitions()).containsExactly(way, row("A", "END", "A"));
        assertThat(machine.isFinal("B")).isTrue();
        assertThat(machine.isFinal("A")).isFalse();
        assertThat(way).hasToString("A --GO--> B / DO_IT");
        assertThat(row("A", "END", "A")).hasToString("A --END--> A");
        // reached by more than one row on the way
        assertThat(
                        machine(
                                        List.of("A", "B", "C"),
                                        Set.of(),
                                        row("A", "GO", "B"),
                                        row("B", "GO", "C"))
                                .states())
                .hasSize(3);
    }

    @Test
    void shouldAskTheGuardOnceAndOnlyWhereThereIsARow() {
        PlainBox box = new PlainBox();
        MachineDefinition machine =
                machine(List.of("A", "B"), Set.of("B"), new Transition("A", "GO", "B", "DO_IT"));
        AtomicInteger asked = new AtomicInteger();
        Guard open =
                () -> {
                    asked.incrementAndGet();
                    return List.of();
                };
        assertThat(box.offer(machine, "A", "GO", open))
                .isEqualTo(new Admission.Admitted("B", "DO_IT"));
        assertThat(asked).hasValue(1);
        assertThat(box.offer(machine, "B", "GO", open))
                .isEqualTo(new Admission.Refused(List.of(PlainBox.noRow(machine, "B", "GO"))));
        assertThat(asked).hasValue(1);
        assertThat(box.offer(machine, "A", "GO", () -> List.of(FINDING)))
                .isEqualTo(new Admission.Refused(List.of(FINDING)));
    }

    @Test
    void shouldTakeAGuardThatBreaksForANo() {
        PlainBox box = new PlainBox();
        MachineDefinition machine = machine(List.of("A"), Set.of(), row("A", "GO", "A"));
        List<Guard> broken =
                List.of(
                        () -> {
                            throw new IllegalStateException("secret");
                        },
                        () -> {
                            throw new StackOverflowError();
                        },
                        () -> {
                            throw new AssertionError();
                        },
                        () -> null,
                        () -> Arrays.asList(FINDING, null));
        for (Guard guard : broken) {
            Admission answer = box.offer(machine, "A", "GO", guard);
            assertThat(answer).isInstanceOf(Admission.Refused.class);
            Finding finding = ((Admission.Refused) answer).findings().get(0);
            assertThat(finding.rule().value()).isEqualTo("engine-guard");
            assertThat(finding.code()).isEqualTo("guard-failed");
            assertThat(finding.toString()).doesNotContain("secret");
        }
        assertThatThrownBy(
                        () ->
                                box.offer(
                                        machine,
                                        "A",
                                        "GO",
                                        () -> {
                                            throw new OutOfMemoryError();
                                        }))
                .isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> new Admission.Refused(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldLeadUpOneEnvironmentAtATimeAndDownToAnyLowerOne() {
        MachineDefinition machine = EnvironmentMachine.definition();
        Environment[] all = Environment.values();
        for (int from = 0; from < all.length; from++) {
            String here = all[from].name();
            String halted = "HALTED:" + here;
            assertThat(EnvironmentMachine.halted(all[from])).isEqualTo(halted);
            assertThat(EnvironmentMachine.isHalted(halted)).isTrue();
            assertThat(EnvironmentMachine.isHalted(here)).isFalse();
            assertThat(to(machine, here, Triggers.HALT)).isEqualTo(halted);
            assertThat(to(machine, halted, Triggers.HALT)).isEqualTo(halted);
            assertThat(to(machine, halted, Triggers.SIGN_RESUME)).isEqualTo(halted);
            assertThat(to(machine, here, Triggers.SIGN_RESUME)).isEqualTo("-");
            for (String own :
                    List.of(Triggers.RENEW_PERMIT, Triggers.REVERIFY, Triggers.REVOKE_PERMIT)) {
                assertThat(to(machine, here, own)).isEqualTo(from == 0 ? "-" : here);
                assertThat(to(machine, halted, own)).isEqualTo("-");
            }
            for (int to = 0; to < all.length; to++) {
                String there = all[to].name();
                assertThat(to(machine, here, Triggers.promote(all[to])))
                        .as(here + " up to " + there)
                        .isEqualTo(to == from + 1 ? there : "-");
                assertThat(to(machine, here, Triggers.demote(all[to])))
                        .as(here + " down to " + there)
                        .isEqualTo(to < from ? there : "-");
                assertThat(to(machine, halted, Triggers.resume(all[to])))
                        .as(halted + " on to " + there)
                        .isEqualTo(to < from || (from == 0 && to == 0) ? there : "-");
                assertThat(to(machine, halted, Triggers.promote(all[to]))).isEqualTo("-");
                assertThat(to(machine, halted, Triggers.demote(all[to]))).isEqualTo("-");
            }
        }
        assertThat(GovernanceMachine.definition().triggersOf(GovernanceMachine.NEW))
                .containsExactly(Triggers.FOUND);
        assertThat(GovernanceMachine.definition().triggersOf(GovernanceMachine.FOUNDED))
                .doesNotContain(Triggers.REVOKE_PERSON, Triggers.APPEND_LINE, Triggers.FOUND);
    }

    private static final String WORK = "work:";
    private static final String HAND = "by-hand:";

    @Test
    void shouldLeadStepByStepToTheGrant() {
        MachineDefinition machine = GateMachine.of(Gates.read(Gates.demo()));
        List<String> work = List.of("READY", "RUNNING", "FAILED", "UNKNOWN", "COLLECTED");
        assertThat(machine.states())
                .containsExactly(
                        "NEW",
                        WORK + "READY",
                        WORK + "RUNNING",
                        WORK + "FAILED",
                        WORK + "UNKNOWN",
                        WORK + "COLLECTED",
                        HAND + "READY",
                        HAND + "COLLECTED",
                        "COMPLETE",
                        "PROPOSED",
                        "SEALED",
                        "ACTIVATING",
                        "GRANTED",
                        "REFUSED",
                        "WITHDRAWN",
                        "EXPIRED",
                        "HALTED");
        assertThat(work).hasSize(GateMachine.Phase.values().length);
        String[][] rows = {
            {"NEW", "OPEN", "work:READY"},
            {"work:READY", "RUN:work", "work:RUNNING"},
            {"work:READY", "ATTACH:work", "work:READY"},
            {"work:READY", "SUBMIT:work", "work:COLLECTED"},
            {"work:RUNNING", "START:work", "work:RUNNING"},
            {"work:RUNNING", "SUCCEED:work", "work:COLLECTED"},
            {"work:RUNNING", "FAIL:work", "work:FAILED"},
            {"work:RUNNING", "LOSE:work", "work:UNKNOWN"},
            {"work:UNKNOWN", "RESOLVE_SUCCEEDED:work", "work:COLLECTED"},
            {"work:UNKNOWN", "RESOLVE_FAILED:work", "work:FAILED"},
            {"work:FAILED", "RETRY:work", "work:READY"},
            {"work:COLLECTED", "ATTACH:work", "work:COLLECTED"},
            {"work:COLLECTED", "SIGN_OFF:work", "work:COLLECTED"},
            {"work:COLLECTED", "ACCEPT:work", "by-hand:READY"},
            {"work:COLLECTED", "REJECT:work", "work:READY"},
            {"by-hand:READY", "ATTACH:by-hand", "by-hand:COLLECTED"},
            {"by-hand:READY", "REOPEN:work", "work:READY"},
            {"by-hand:COLLECTED", "REOPEN:work", "work:READY"},
            {"by-hand:COLLECTED", "ATTACH:by-hand", "by-hand:COLLECTED"},
            {"by-hand:COLLECTED", "SIGN_OFF:by-hand", "by-hand:COLLECTED"},
            {"by-hand:COLLECTED", "ACCEPT:by-hand", "COMPLETE"},
            {"by-hand:COLLECTED", "REJECT:by-hand", "by-hand:READY"},
            {"COMPLETE", "REOPEN:work", "work:READY"},
            {"COMPLETE", "REOPEN:by-hand", "by-hand:READY"},
            {"COMPLETE", "WAIVE", "COMPLETE"},
            {"COMPLETE", "PROPOSE", "PROPOSED"},
            {"PROPOSED", "REOPEN:work", "work:READY"},
            {"PROPOSED", "REOPEN:by-hand", "by-hand:READY"},
            {"PROPOSED", "APPROVE", "PROPOSED"},
            {"PROPOSED", "VOID", "COMPLETE"},
            {"PROPOSED", "SEAL", "SEALED"},
            {"SEALED", "ACTIVATE", "ACTIVATING"},
            {"SEALED", "ABORT", "HALTED"},
            {"ACTIVATING", "ACTIVATION", "ACTIVATING"},
            {"ACTIVATING", "GRANT", "GRANTED"},
            {"ACTIVATING", "ABORT", "HALTED"},
        };
        TreeSet<String> expected = new TreeSet<>();
        for (String[] row : rows) {
            expected.add(String.join(" ", row));
        }
        for (String state : machine.states()) {
            if (!GateMachine.FINALS.contains(state) && !state.equals("NEW")) {
                expected.add(state + " REFUSE REFUSED");
                expected.add(state + " WITHDRAW WITHDRAWN");
                expected.add(state + " EXPIRE EXPIRED");
                expected.add(state + " HALT HALTED");
                if (state.contains(":")) {
                    expected.add(state + " WAIVE " + state);
                }
            }
        }
        assertThat(
                        machine.transitions().stream()
                                .map(t -> t.from() + " " + t.trigger() + " " + t.to()))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void shouldKnowWhichStepsWereAcceptedOnTheWay() {
        GateDefinition gate = Gates.read(Gates.demo());
        StepId work = new StepId("work");
        StepId hand = new StepId("by-hand");
        for (String state : List.of("work:READY", "work:COLLECTED")) {
            assertThat(GateMachine.isAccepted(gate, state, work)).isFalse();
            assertThat(GateMachine.isAccepted(gate, state, hand)).isFalse();
        }
        for (String state : List.of("by-hand:READY", "by-hand:COLLECTED")) {
            assertThat(GateMachine.isAccepted(gate, state, work)).isTrue();
            assertThat(GateMachine.isAccepted(gate, state, hand)).isFalse();
        }
        for (String state : List.of("COMPLETE", "PROPOSED", "SEALED", "ACTIVATING", "GRANTED")) {
            assertThat(GateMachine.isAccepted(gate, state, work)).isTrue();
            assertThat(GateMachine.isAccepted(gate, state, hand)).isTrue();
            assertThat(GateMachine.isAccepted(gate, state, new StepId("none"))).isFalse();
        }
        for (String state : List.of("REFUSED", "WITHDRAWN", "EXPIRED", "HALTED")) {
            assertThat(GateMachine.isAccepted(gate, state, work)).as(state).isFalse();
        }
        assertThat(GateMachine.isAt("work:READY", work)).isTrue();
        assertThat(GateMachine.isAt("work-2:READY", work)).isFalse();
        assertThat(List.of("work:READY", "COMPLETE", "PROPOSED")).allMatch(GateMachine::isOpen);
        assertThat(List.of("SEALED", "ACTIVATING", "GRANTED", "HALTED", "NEW"))
                .noneMatch(GateMachine::isOpen);
    }

    @Test
    void shouldPoolEqualDefinitionsAndNoOthers() {
        assertThat(GateMachine.of(Gates.read(Gates.demo())).id())
                .isEqualTo("demo@" + Gates.read(Gates.demo()).digest());
        JsonObject other = Gates.demo().with("expires-after", "P13D");
        assertThat(GateMachine.of(Gates.read(other)).id())
                .isNotEqualTo(GateMachine.of(Gates.read(Gates.demo())).id());
    }
}

package io.gatehouse.systemtests.machine;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.machine.Admission;
import io.gatehouse.core.machine.EnvironmentMachine;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.machine.GovernanceMachine;
import io.gatehouse.core.machine.Guard;
import io.gatehouse.core.machine.MachineDefinition;
import io.gatehouse.core.machine.PlainBox;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.definitions.load.DefinitionLoader;
import io.gatehouse.statemachine.SpringAdmissionBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every state and trigger of every machine of the house, over the machine that the box builds. */
class GateMachinesTest {

    private static final Guard CLOSED =
            () -> List.of(Finding.of("engine-state", "closed", "test", "open", "closed", "none"));

    @Test
    void shouldTakeEveryRowAndRefuseEveryAbsentOne() {
        SpringAdmissionBox box = new SpringAdmissionBox();
        PlainBox plain = new PlainBox();
        int taken = 0;
        int refused = 0;
        for (MachineDefinition machine : machines()) {
            for (String state : machine.states()) {
                for (String trigger : machine.triggers()) {
                    Admission admission = box.offer(machine, state, trigger, Guard.OPEN);
                    assertThat(admission)
                            .as("%s: %s in %s", machine.id(), trigger, state)
                            .isEqualTo(plain.offer(machine, state, trigger, Guard.OPEN));
                    Optional<String> target = machine.next(state, trigger).map(row -> row.to());
                    if (admission instanceof Admission.Admitted admitted) {
                        assertThat(Optional.of(admitted.target())).isEqualTo(target);
                        assertThat(box.offer(machine, state, trigger, CLOSED))
                                .isInstanceOf(Admission.Refused.class);
                        taken++;
                    } else {
                        assertThat(target).isEmpty();
                        refused++;
                    }
                }
            }
        }
        int rows = machines().stream().mapToInt(m -> m.transitions().size()).sum();
        System.out.printf(
                "machines of the house: %d, %d rows taken, %d absent pairs refused%n",
                machines().size(), taken, refused);
        assertThat(taken).isEqualTo(rows);
        assertThat(refused).isGreaterThan(rows);
    }

    private static List<MachineDefinition> machines() {
        List<MachineDefinition> machines = new ArrayList<>();
        for (GateDefinition gate : DefinitionLoader.builtIn().gates().values()) {
            machines.add(GateMachine.of(gate));
        }
        assertThat(machines).hasSize(4);
        machines.add(EnvironmentMachine.definition());
        machines.add(GovernanceMachine.definition());
        return machines;
    }
}

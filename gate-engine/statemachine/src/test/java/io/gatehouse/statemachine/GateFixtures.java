package io.gatehouse.statemachine;

import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.definition.ApprovalRequirement;
import io.gatehouse.core.definition.Bilingual;
import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.GateDefinition;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.definition.OnFailure;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.definition.RuleReference;
import io.gatehouse.core.definition.Separation;
import io.gatehouse.core.definition.StepDefinition;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.id.GateId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.RuleId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.machine.EnvironmentMachine;
import io.gatehouse.core.machine.GateMachine;
import io.gatehouse.core.machine.GovernanceMachine;
import io.gatehouse.core.machine.MachineDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Small gates, and the machines of all tests. */
final class GateFixtures {

    static final int MOST_STEPS = 6;

    private GateFixtures() {}

    /**
     * The machines of environment and governance, and gates of 1 to 6 steps, with every pattern of
     * actions.
     */
    static List<MachineDefinition> machines() {
        List<MachineDefinition> machines = new ArrayList<>();
        machines.add(EnvironmentMachine.definition());
        machines.add(GovernanceMachine.definition());
        for (int steps = 1; steps <= 3; steps++) {
            for (int actions = 0; actions < 1 << steps; actions++) {
                machines.add(gateMachine(steps, actions));
            }
        }
        for (int steps = 4; steps <= MOST_STEPS; steps++) {
            for (int actions : new int[] {0, (1 << steps) - 1, 0b101010 & ((1 << steps) - 1)}) {
                machines.add(gateMachine(steps, actions));
            }
        }
        return machines;
    }

    /**
     * @param actions bit i is set when step i has an action
     */
    static MachineDefinition gateMachine(int steps, int actions) {
        return GateMachine.of(gate(steps, actions));
    }

    private static GateDefinition gate(int count, int actions) {
        List<StepDefinition> steps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            steps.add(step("step-" + i, (actions & 1 << i) != 0));
        }
        JsonObject source = JsonObject.of("gate", "g-" + count + "-" + actions);
        return new GateDefinition(
                new GateId("g-" + count + "-" + actions),
                new Bilingual("Bramka", "Gate"),
                Environment.NONE,
                Environment.DEMO,
                new LogName("demo"),
                "demo",
                new Grant("demo_ready", new TreeMap<>()),
                Duration.ofDays(14),
                Duration.ofDays(1),
                Duration.ofDays(1),
                Optional.empty(),
                GateDefinition.REVERIFY,
                Optional.empty(),
                steps,
                step("decision", false),
                List.of(new ApprovalRequirement(List.of(Role.OWNER), 1)),
                Separation.FULL,
                OnFailure.DEMOTE,
                List.of(),
                JsonObject.EMPTY,
                source,
                Digest.of(source));
    }

    private static StepDefinition step(String id, boolean action) {
        return new StepDefinition(
                new StepId(id),
                new Bilingual("Krok", "Step"),
                Role.RISK,
                action
                        ? Optional.of(
                                new ActionDefinition(
                                        new AdapterId("command"),
                                        JsonObject.EMPTY,
                                        Duration.ofMinutes(1)))
                        : Optional.empty(),
                List.of(),
                List.of(new RuleReference(new RuleId("always"), JsonObject.EMPTY, false, false)),
                "RB-0");
    }
}

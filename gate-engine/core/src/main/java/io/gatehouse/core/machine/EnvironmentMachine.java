package io.gatehouse.core.machine;

import io.gatehouse.core.definition.Environment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The machine of an environment: up one step at a time through a gate, down to any lower one, HALT
 * from everywhere, and out of HALT only downwards, never straight to LIVE.
 *
 * <p>HALT and demotion carry no approval: taking risk away must never wait (RTS 6, article 12). A
 * halted environment remembers where it stood: {@code HALTED:PAPER} resumes to DEMO or NONE.
 */
public final class EnvironmentMachine {

    private static final MachineDefinition DEFINITION = build();

    private EnvironmentMachine() {}

    public static MachineDefinition definition() {
        return DEFINITION;
    }

    /** The state of a halted environment that stood in {@code before}. */
    public static String halted(Environment before) {
        return "HALTED:" + before;
    }

    public static boolean isHalted(String state) {
        return state.startsWith("HALTED:");
    }

    private static MachineDefinition build() {
        List<String> states = new ArrayList<>();
        List<Transition> rows = new ArrayList<>();
        for (Environment environment : Environment.values()) {
            states.add(environment.name());
            states.add(halted(environment));
        }
        for (Environment from : Environment.values()) {
            String halted = halted(from);
            rows.add(new Transition(from.name(), Triggers.HALT, halted, "STOP"));
            rows.add(new Transition(halted, Triggers.HALT, halted, "STOP"));
            rows.add(new Transition(halted, Triggers.SIGN_RESUME, halted, ""));
            if (from != Environment.NONE) {
                String name = from.name();
                rows.add(new Transition(name, Triggers.RENEW_PERMIT, name, "ISSUE_PERMIT"));
                rows.add(new Transition(name, Triggers.REVERIFY, name, "ISSUE_PERMIT"));
                rows.add(new Transition(name, Triggers.REVOKE_PERMIT, name, "STOP"));
            }
            for (Environment to : Environment.values()) {
                if (from.next().filter(to::equals).isPresent()) {
                    rows.add(
                            new Transition(
                                    from.name(), Triggers.promote(to), to.name(), "ISSUE_PERMIT"));
                }
                if (to.isLowerThan(from)) {
                    rows.add(new Transition(from.name(), Triggers.demote(to), to.name(), "STOP"));
                    rows.add(
                            new Transition(halted, Triggers.resume(to), to.name(), "ISSUE_PERMIT"));
                }
            }
        }
        // Halted before the first promotion: there is nothing lower, so it resumes where it stood.
        rows.add(
                new Transition(
                        halted(Environment.NONE), Triggers.resume(Environment.NONE), "NONE", ""));
        return new MachineDefinition("environment", "NONE", states, Set.of(), rows);
    }
}

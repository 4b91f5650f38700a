package io.gatehouse.core.machine;

/**
 * The place where a command is admitted: a state machine whose guards are the definition's rules.
 *
 * <p>{@code decide} reaches the machine only through this port, so a box that refuses everything
 * admits nothing. An implementation evaluates the guard inside its own transition, turns an
 * exception of the guard into a refusal with an ERROR finding, and moves at most once per call.
 * Thread-safe.
 */
public interface AdmissionBox {

    /**
     * Offers one trigger to the machine in a state.
     *
     * @param machine the table; implementations may pool machines by {@link MachineDefinition#id}
     * @param state where the machine stands
     * @param guard evaluated at most once, and only when the table has a row for state and trigger
     */
    Admission offer(MachineDefinition machine, String state, String trigger, Guard guard);
}

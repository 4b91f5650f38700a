package io.gatehouse.core.machine;

/**
 * One row of a machine: in this state, this trigger leads there.
 *
 * @param intent what the transition's action records, such as {@code RUN_ACTION}; empty when the
 *     transition asks nothing of the outside
 */
public record Transition(String from, String trigger, String to, String intent) {

    @Override
    public String toString() {
        return from + " --" + trigger + "--> " + to + (intent.isEmpty() ? "" : " / " + intent);
    }
}

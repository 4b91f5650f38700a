package io.gatehouse.core.id;

/** A step of a gate: one row of the runbook. */
public record StepId(String value) implements Identifier, Comparable<StepId> {

    public StepId {
        Identifier.requireForm("step id", value);
    }

    @Override
    public int compareTo(StepId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.gatehouse.core.id;

/** A step of a gate: one row of the runbook. */
public record StepId(String value) implements Identifier {

    public StepId {
        Identifier.requireForm("step id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}

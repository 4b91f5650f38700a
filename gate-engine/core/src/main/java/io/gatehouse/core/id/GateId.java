package io.gatehouse.core.id;

/** A gate: the definition of one transition, such as {@code paper}. */
public record GateId(String value) implements Identifier, Comparable<GateId> {

    public GateId {
        Identifier.requireForm("gate id", value);
    }

    @Override
    public int compareTo(GateId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

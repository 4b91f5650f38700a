package io.gatehouse.core.id;

/** One issued permit. */
public record PermitId(String value) implements Identifier, Comparable<PermitId> {

    public PermitId {
        Identifier.requireForm("permit id", value);
    }

    @Override
    public int compareTo(PermitId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

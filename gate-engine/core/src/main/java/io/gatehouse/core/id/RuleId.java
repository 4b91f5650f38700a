package io.gatehouse.core.id;

/** A kind of rule, such as {@code config-lineage}: one check, one class. */
public record RuleId(String value) implements Identifier, Comparable<RuleId> {

    public RuleId {
        Identifier.requireForm("rule id", value);
    }

    @Override
    public int compareTo(RuleId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

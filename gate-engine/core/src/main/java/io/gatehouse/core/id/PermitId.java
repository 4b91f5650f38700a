package io.gatehouse.core.id;

/** One issued permit. */
public record PermitId(String value) implements Identifier {

    public PermitId {
        Identifier.requireForm("permit id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}

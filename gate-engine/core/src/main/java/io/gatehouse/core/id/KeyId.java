package io.gatehouse.core.id;

/** A key of the key ring or of a person. */
public record KeyId(String value) implements Identifier {

    public KeyId {
        Identifier.requireForm("key id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}

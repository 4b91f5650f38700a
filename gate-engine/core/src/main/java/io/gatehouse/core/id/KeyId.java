package io.gatehouse.core.id;

/** A key of the key ring or of a person. */
public record KeyId(String value) implements Identifier, Comparable<KeyId> {

    public KeyId {
        Identifier.requireForm("key id", value);
    }

    @Override
    public int compareTo(KeyId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.gatehouse.core.id;

/** An adapter that carries out actions, such as {@code risk-labs}. */
public record AdapterId(String value) implements Identifier, Comparable<AdapterId> {

    public AdapterId {
        Identifier.requireForm("adapter id", value);
    }

    @Override
    public int compareTo(AdapterId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.gatehouse.core.id;

/** An adapter that carries out actions, such as {@code risk-labs}. */
public record AdapterId(String value) implements Identifier {

    public AdapterId {
        Identifier.requireForm("adapter id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}

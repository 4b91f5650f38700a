package io.gatehouse.core.id;

/** A kind of evidence that a step names, such as {@code labs-json}. */
public record ArtefactId(String value) implements Identifier, Comparable<ArtefactId> {

    public ArtefactId {
        Identifier.requireForm("artefact id", value);
    }

    @Override
    public int compareTo(ArtefactId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

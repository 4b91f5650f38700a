package io.gatehouse.core.id;

/** A kind of evidence that a step names, such as {@code labs-json}. */
public record ArtefactId(String value) implements Identifier {

    public ArtefactId {
        Identifier.requireForm("artefact id", value);
    }

    @Override
    public String toString() {
        return value;
    }
}

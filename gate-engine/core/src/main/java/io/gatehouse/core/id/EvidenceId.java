package io.gatehouse.core.id;

/** One recorded piece of evidence, unique within its promotion. */
public record EvidenceId(String value) implements Identifier, Comparable<EvidenceId> {

    public EvidenceId {
        Identifier.requireForm("evidence id", value);
    }

    @Override
    public int compareTo(EvidenceId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

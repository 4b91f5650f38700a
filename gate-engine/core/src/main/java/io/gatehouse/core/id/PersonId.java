package io.gatehouse.core.id;

/** A human being; separation counts persons, never credentials. */
public record PersonId(String value) implements Identifier, Comparable<PersonId> {

    public PersonId {
        Identifier.requireForm("person id", value);
    }

    @Override
    public int compareTo(PersonId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

package io.gatehouse.core.id;

/** A decision log without directory and ending: demo, paper, live_execution or stage6. */
public record LogName(String value) implements Identifier, Comparable<LogName> {

    public LogName {
        Identifier.requireForm("decision-log name", value);
    }

    @Override
    public int compareTo(LogName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

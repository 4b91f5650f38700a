package io.gatehouse.core.id;

/** One trading installation: a bot on a device, with a workspace of its own. */
public record InstallationId(String value) implements Identifier, Comparable<InstallationId> {

    public InstallationId {
        Identifier.requireForm("installation id", value);
    }

    @Override
    public int compareTo(InstallationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}

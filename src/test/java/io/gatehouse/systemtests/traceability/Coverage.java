package io.gatehouse.systemtests.traceability;

import java.util.Optional;

/**
 * One thing that answers a unit of the specification.
 *
 * @param kind what it is, such as {@code rule} or {@code step}
 * @param id which one
 * @param plannedArea whose work it will be, where this part is not built
 */
record Coverage(String kind, String id, Optional<String> plannedArea) {

    boolean planned() {
        return plannedArea.isPresent();
    }

    boolean is(String wanted) {
        return kind.equals(wanted);
    }

    @Override
    public String toString() {
        return kind + " " + id;
    }
}

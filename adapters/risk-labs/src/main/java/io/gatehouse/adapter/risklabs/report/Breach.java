package io.gatehouse.adapter.risklabs.report;

import java.util.Objects;

/** A limit or duty that was not kept, by the name of the limit where it is one. */
public record Breach(String name, Note detail) {

    public Breach {
        Checks.code(name, "breach name");
        Objects.requireNonNull(detail);
    }
}

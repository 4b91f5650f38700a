package io.gatehouse.adapter.risklabs.report;

import java.util.Objects;

/** Something that the report says nothing about, and why. */
public record NotTested(String subject, Note reason) {

    public NotTested {
        Checks.name(subject, "untested subject");
        Objects.requireNonNull(reason);
    }
}

package io.gatehouse.adapter.ci;

import io.gatehouse.core.rule.Finding;

/** The outcome of reading or verifying a report. */
public sealed interface CiReading {

    /** Of the right form; whether the signature is good is what {@link CiReport#verify} asks. */
    record Parsed(CiReport report) implements CiReading {}

    record Refused(Finding finding) implements CiReading {}
}

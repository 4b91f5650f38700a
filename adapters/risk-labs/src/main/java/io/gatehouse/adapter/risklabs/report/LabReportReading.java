package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.core.rule.Finding;

/** The outcome of reading a report. */
public sealed interface LabReportReading {

    /** The bytes are a report as it is written. */
    record Accepted(LabReport report) implements LabReportReading {}

    /** The bytes are refused, and why. */
    record Refused(Finding finding) implements LabReportReading {}
}

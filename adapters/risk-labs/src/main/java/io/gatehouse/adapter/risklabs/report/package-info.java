/**
 * The laboratory's report: an immutable tree of plain values that cannot contradict itself, written
 * as JSON for programs and as PDF for people; start with {@link
 * io.gatehouse.adapter.risklabs.report.LabReport}.
 */
package io.gatehouse.adapter.risklabs.report;

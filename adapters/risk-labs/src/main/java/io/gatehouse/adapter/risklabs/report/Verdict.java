package io.gatehouse.adapter.risklabs.report;

/** What the figures say. It is never set, only derived: see {@link ProfileReport#verdict}. */
public enum Verdict {
    PASS,
    FAIL
}

package io.gatehouse.adapter.risklabs.stress;

/** What a stress test came to. */
public enum StressVerdict {
    /** Everything that the test needs was there, and the limit holds. */
    PASSED,
    /** The limit is broken, by the part that could be tested or by the whole. */
    FAILED,
    /** Something that the test needs was not recorded; this is not a pass. */
    NOT_TESTED
}

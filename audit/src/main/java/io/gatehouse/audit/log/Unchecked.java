package io.gatehouse.audit.log;

/**
 * A check that could not be made. It is not passed: a verification with any of these admits
 * nothing.
 *
 * @param count how many times
 * @param firstLine the first line concerned, from 1; 0 when it is about the log as a whole
 */
public record Unchecked(Check check, String reason, long count, long firstLine) {

    /** The checks that need more than the log and public keys. */
    public enum Check {
        ROLE_SIGNATURES,
        OUTER_SIGNATURES,
        APPROVALS,
        ARTEFACTS,
        JOURNAL,
        HEAD_SIGNATURE
    }
}

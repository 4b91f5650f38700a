package io.gatehouse.core.state;

/**
 * What a sign-off says: runbook 2.4 asks that a report was received, 2.5 that a section is
 * approved.
 */
public enum SignOffKind {
    APPROVED,
    REVIEWED,
    RECEIVED
}

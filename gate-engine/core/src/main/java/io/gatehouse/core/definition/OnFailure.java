package io.gatehouse.core.definition;

/** What a failed re-verification of an active environment does. */
public enum OnFailure {
    DEMOTE,
    HALT
}

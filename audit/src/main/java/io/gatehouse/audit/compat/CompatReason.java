package io.gatehouse.audit.compat;

import java.util.Locale;

/**
 * Why a compat verification ended as it did, with the exit code that the existing tool gives.
 *
 * <p>0: accepted; 1: where the existing tool breaks off with a stack trace; 2: refused or wrongly
 * called; 3: what the existing tool would do is not reproduced here, so nothing is claimed.
 */
public enum CompatReason {
    OK(0),
    LISTED(0),
    USAGE(2),
    UNREADABLE(2),
    EMPTY_LOG(2),
    LINE_NOT_JSON(2),
    LINE_NOT_OBJECT(2),
    UNSIGNED(2),
    SIGNATURE_NOT_OBJECT(2),
    ALGORITHM_UNSUPPORTED(2),
    VALUE_MISSING_OR_NOT_STRING(2),
    VALUE_NOT_BASE64(2),
    KEY_REQUIRED(2),
    KEY_ID_MISMATCH(2),
    MAC_MISMATCH(2),
    KEY_SOURCE_CONFLICT(2),
    FILE_MISSING(2),
    SCHEMA_VIOLATION(2),
    METADATA_MISSING(2),
    METADATA_DIFFERS(2),
    RISK_SERVICE_DIFFERS(2),
    FILTER_DIFFERS(2),
    SCREEN_MISSING(2),
    EVENT_ABOVE_MAX(2),
    EVENT_BELOW_MIN(2),
    SEVERITY_TOO_LOW(2),
    SUMMARY_DIFFERS(2),
    KEY_FILE_EMPTY(1),
    FILE_UNREADABLE(1),
    INVALID_UTF8(1),
    LONE_SURROGATE(1),
    HUGE_INTEGER(1),
    TOO_DEEP(1),
    METADATA_NOT_OBJECT(1),
    BROKEN_COMPRESSION(1),
    OUT_OF_RANGE(1),
    REPORT_NOT_WRITTEN(1),
    NOT_REPRODUCED(3),
    OVER_LIMIT(3);

    private final int exitCode;

    CompatReason(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** Lower-case name with underscores, as in answers for programs. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}

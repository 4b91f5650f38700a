package io.gatehouse.core.definition;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person may be asked to do: the runbook's second column, and the approving roles. */
public enum Role {
    OPERATOR,
    RUNTIME,
    OBSERVABILITY,
    STRATEGY,
    RISK,
    RELEASE,
    OEM_OPERATOR,
    SECURITY,
    EXECUTION,
    UI,
    STAGE6_OPERATOR,
    COMPLIANCE,
    OWNER,
    AUDITOR,
    ADMIN;

    /** The role's name in definitions, logs and signatures: lower case with hyphens. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role of that code, or empty; there is no fallback to a weaker role. */
    public static Optional<Role> ofCode(String code) {
        return Arrays.stream(values()).filter(role -> role.code().equals(code)).findFirst();
    }
}

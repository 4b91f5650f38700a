package io.gatehouse.adapter.checklist;

import io.gatehouse.core.definition.Role;
import java.util.Arrays;
import java.util.Optional;

/** Roles as people read them in the second column of a form. */
public final class RoleNames {

    private RoleNames() {}

    /** The name in Polish or English. */
    public static String of(Role role, boolean polish) {
        return polish ? polish(role) : english(role);
    }

    /** The role of that name in either language, or empty: nobody answers for such a row. */
    public static Optional<Role> find(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> polish(role).equals(name) || english(role).equals(name))
                .findFirst();
    }

    private static String polish(Role role) {
        return switch (role) {
            case OPERATOR -> "Operator";
            case RUNTIME -> "Zespół Runtime";
            case OBSERVABILITY -> "Observability";
            case STRATEGY -> "Zespół Strategii";
            case RISK -> "Zespół Ryzyka";
            case RELEASE -> "Release";
            case OEM_OPERATOR -> "Operator OEM";
            case SECURITY -> "Bezpieczeństwo";
            case EXECUTION -> "Zespół Egzekucji";
            case UI -> "Zespół UI";
            case STAGE6_OPERATOR -> "Operator Stage6";
            case COMPLIANCE -> "Compliance";
            case OWNER -> "Właściciel";
            case AUDITOR -> "Audytor";
            case ADMIN -> "Administrator";
        };
    }

    private static String english(Role role) {
        return switch (role) {
            case OPERATOR -> "Operator";
            case RUNTIME -> "Runtime team";
            case OBSERVABILITY -> "Observability";
            case STRATEGY -> "Strategy team";
            case RISK -> "Risk team";
            case RELEASE -> "Release";
            case OEM_OPERATOR -> "OEM operator";
            case SECURITY -> "Security";
            case EXECUTION -> "Execution team";
            case UI -> "UI team";
            case STAGE6_OPERATOR -> "Stage6 operator";
            case COMPLIANCE -> "Compliance";
            case OWNER -> "Owner";
            case AUDITOR -> "Auditor";
            case ADMIN -> "Administrator";
        };
    }
}

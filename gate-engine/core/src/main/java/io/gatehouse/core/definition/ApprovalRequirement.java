package io.gatehouse.core.definition;

import java.util.List;

/**
 * How many persons must approve in one of some roles.
 *
 * @param anyOf the roles that count; more than one where the documents say so (stage6: compliance
 *     or risk)
 * @param count distinct persons, at least one
 */
public record ApprovalRequirement(List<Role> anyOf, int count) {

    public ApprovalRequirement {
        anyOf = List.copyOf(anyOf);
        if (anyOf.isEmpty() || count < 1) {
            throw new IllegalArgumentException(
                    "an approval names a role and a count of at least 1");
        }
    }
}

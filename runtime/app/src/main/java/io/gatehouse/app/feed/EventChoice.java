package io.gatehouse.app.feed;

import java.util.List;

/**
 * Which events somebody wants to hear of.
 *
 * @param patterns names of types, such as {@code ENVIRONMENT_HALTED}, or beginnings of names with
 *     an asterisk, such as {@code PERMIT_*}
 */
public record EventChoice(List<String> patterns) {

    /** What a person should hear of: moves, permits taken back, waiting approvals, refusals. */
    public static final EventChoice DEFAULT =
            new EventChoice(
                    List.of(
                            "ENVIRONMENT_PROMOTED",
                            "ENVIRONMENT_DEMOTED",
                            "ENVIRONMENT_HALTED",
                            "ENVIRONMENT_RESUMED",
                            "PERMIT_REVOKED",
                            "PROMOTION_*",
                            "ENTRY_PROPOSED",
                            "ACTION_FAILED",
                            "ACTION_LOST",
                            "COMMAND_REFUSED",
                            "ADOPTED",
                            "PERSON_REVOKED",
                            "TAIL_CUT",
                            "RECOVERED"));

    public EventChoice {
        patterns = List.copyOf(patterns);
    }

    /** Whether an event of that type is wanted. */
    public boolean includes(String type) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, type));
    }

    /** Whether a pattern takes a type in. */
    public static boolean matches(String pattern, String type) {
        return pattern.endsWith("*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : type.equals(pattern);
    }
}

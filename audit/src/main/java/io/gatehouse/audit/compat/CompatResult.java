package io.gatehouse.audit.compat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The answer of a compat verification: what the existing tool would have said. It is no verdict of
 * Gatehouse and satisfies no rule.
 *
 * @param details what was met, in a few words
 * @param entries how many entries were verified; of a failed run, those before the failure
 * @param line the entry in which a failure was met, counted from 1 without blank lines
 * @param output what the existing tool would have printed: a report, or a list of aliases
 */
public record CompatResult(
        CompatReason reason,
        List<String> details,
        long entries,
        OptionalLong line,
        Optional<String> output) {

    public CompatResult {
        details = List.copyOf(details);
    }

    public int exitCode() {
        return reason.exitCode();
    }
}

package io.gatehouse.core.rule;

import io.gatehouse.core.id.RuleId;
import java.util.Objects;

/**
 * One reason why something was not allowed, in a form that a person can act upon.
 *
 * @param rule the rule, or the engine's own rule such as {@code engine-clock}
 * @param code stable name of the fault within the rule, such as {@code digest-differs}; message
 *     bundles are keyed by {@code <rule>.<code>}
 * @param subject what it is about: a path, a step, a person, a log line
 * @param expected what would have been right
 * @param observed what was there
 * @param remedy what to do next
 * @param clause place in the specification, such as {@code RB-2.3}
 * @param pending whether a person's act (a sign-off, an approval, an attachment) settles it without
 *     doing the step again
 */
public record Finding(
        RuleId rule,
        String code,
        String subject,
        String expected,
        String observed,
        String remedy,
        String clause,
        boolean pending) {

    public Finding {
        Objects.requireNonNull(rule);
        Objects.requireNonNull(code);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(expected);
        Objects.requireNonNull(observed);
        Objects.requireNonNull(remedy);
        Objects.requireNonNull(clause);
    }

    public static Finding of(
            String rule,
            String code,
            String subject,
            String expected,
            String observed,
            String remedy) {
        return new Finding(new RuleId(rule), code, subject, expected, observed, remedy, "", false);
    }

    public Finding asPending() {
        return new Finding(rule, code, subject, expected, observed, remedy, clause, true);
    }

    public Finding at(String clauseOfSpecification) {
        return new Finding(
                rule, code, subject, expected, observed, remedy, clauseOfSpecification, pending);
    }
}

package io.gatehouse.configuration.alerts;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A condition on one label.
 *
 * @param value the text, or the pattern of {@code =~} and {@code !~}
 */
public record LabelMatcher(String label, Operator operator, String value) {

    /** How it compares. */
    public enum Operator {
        EQUAL("="),
        NOT_EQUAL("!="),
        MATCHES("=~"),
        MATCHES_NOT("!~");

        private final String text;

        Operator(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }

        boolean isPattern() {
            return this == MATCHES || this == MATCHES_NOT;
        }
    }

    /**
     * Words, bars, {@code .*} and {@code .+}: the part of patterns that means the same here and to
     * Prometheus and cannot be made slow.
     */
    private static final Pattern PATTERN =
            Pattern.compile("(?:[A-Za-z0-9_:/|-]|\\.\\*|\\.\\+){0,200}");

    /** A matcher, or empty for a pattern that is not understood here. */
    static Optional<LabelMatcher> of(String label, Operator operator, String value) {
        return !operator.isPattern() || PATTERN.matcher(value).matches()
                ? Optional.of(new LabelMatcher(label, operator, value))
                : Optional.empty();
    }

    /** Whether a series with that value is meant; a missing label counts as empty text. */
    public boolean admits(String actual) {
        return switch (operator) {
            case EQUAL -> actual.equals(value);
            case NOT_EQUAL -> !actual.equals(value);
            case MATCHES -> Pattern.matches(value, actual);
            case MATCHES_NOT -> !Pattern.matches(value, actual);
        };
    }

    @Override
    public String toString() {
        return label + operator.text() + '"' + value + '"';
    }
}

package io.gatehouse.configuration.alerts;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * An expression of the part of PromQL that alert rules need. Immutable; at most {@value
 * PromParser#MAX_DEPTH} deep.
 */
public sealed interface PromExpression {

    /** Makes something of each kind of expression; all kinds must be thought of. */
    interface Visitor<R> {
        R number(NumberLiteral number);

        R selector(Selector selector);

        R rate(Rate rate);

        R quantile(Quantile quantile);

        R aggregation(Aggregation aggregation);

        R arithmetic(Arithmetic arithmetic);

        R comparison(Comparison comparison);

        R set(SetOperation operation);
    }

    <R> R accept(Visitor<R> visitor);

    record NumberLiteral(double value) implements PromExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.number(this);
        }
    }

    /**
     * Series by name and labels.
     *
     * @param range how far back; empty for the newest value
     */
    record Selector(String series, List<LabelMatcher> matchers, Optional<Duration> range)
            implements PromExpression {
        public Selector {
            matchers = List.copyOf(matchers);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.selector(this);
        }
    }

    /**
     * {@code rate} (per second) or {@code increase} (over the range).
     *
     * @param selector with a range
     */
    record Rate(boolean perSecond, Selector selector) implements PromExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.rate(this);
        }
    }

    /** {@code histogram_quantile}. */
    record Quantile(double quantile, PromExpression of) implements PromExpression {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.quantile(this);
        }
    }

    /**
     * {@code sum}, {@code avg} or {@code max}.
     *
     * @param by labels that are kept
     */
    record Aggregation(How how, SortedSet<String> by, PromExpression of) implements PromExpression {
        /** How values become one. */
        public enum How {
            SUM,
            AVG,
            MAX
        }

        public Aggregation {
            by = Collections.unmodifiableSortedSet(new TreeSet<>(by));
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.aggregation(this);
        }
    }

    record Arithmetic(Operator operator, PromExpression left, PromExpression right)
            implements PromExpression {
        /** What is computed. */
        public enum Operator {
            ADD,
            SUBTRACT,
            MULTIPLY,
            DIVIDE,
            REMAINDER
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.arithmetic(this);
        }
    }

    /** Keeps what compares; at least one side is a vector. */
    record Comparison(Operator operator, PromExpression left, PromExpression right)
            implements PromExpression {
        /** How it compares. */
        public enum Operator {
            EQUAL("=="),
            NOT_EQUAL("!="),
            GREATER(">"),
            GREATER_OR_EQUAL(">="),
            LESS("<"),
            LESS_OR_EQUAL("<=");

            private final String text;

            Operator(String text) {
                this.text = text;
            }

            public String text() {
                return text;
            }

            /** The same said from the other side. */
            public Operator mirrored() {
                return switch (this) {
                    case GREATER -> LESS;
                    case GREATER_OR_EQUAL -> LESS_OR_EQUAL;
                    case LESS -> GREATER;
                    case LESS_OR_EQUAL -> GREATER_OR_EQUAL;
                    case EQUAL -> EQUAL;
                    case NOT_EQUAL -> NOT_EQUAL;
                };
            }

            /** Whether it holds of two numbers. */
            public boolean holds(double left, double right) {
                return switch (this) {
                    case EQUAL -> left == right;
                    case NOT_EQUAL -> left != right;
                    case GREATER -> left > right;
                    case GREATER_OR_EQUAL -> left >= right;
                    case LESS -> left < right;
                    case LESS_OR_EQUAL -> left <= right;
                };
            }
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.comparison(this);
        }
    }

    /** {@code and}, {@code or}, {@code unless} of two vectors. */
    record SetOperation(Operator operator, PromExpression left, PromExpression right)
            implements PromExpression {
        /** Which members stay. */
        public enum Operator {
            AND,
            OR,
            UNLESS
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.set(this);
        }
    }

    /** Whether it is one number and not a vector. */
    static boolean isScalar(PromExpression expression) {
        if (expression instanceof Arithmetic arithmetic) {
            return isScalar(arithmetic.left()) && isScalar(arithmetic.right());
        }
        return expression instanceof NumberLiteral;
    }
}

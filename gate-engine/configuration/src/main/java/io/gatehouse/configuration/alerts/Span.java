package io.gatehouse.configuration.alerts;

import io.gatehouse.configuration.alerts.PromExpression.Arithmetic.Operator;
import io.gatehouse.configuration.alerts.PromExpression.Comparison;
import java.util.DoubleSummaryStatistics;
import java.util.stream.DoubleStream;

/** The values that an expression can have, from the least to the greatest. */
record Span(double low, double high) {

    static final Span ANY = new Span(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    static final Span NOT_NEGATIVE = new Span(0, Double.POSITIVE_INFINITY);

    static Span of(double value) {
        return new Span(value, value);
    }

    /** Whether a comparison can hold for some pair of values. */
    boolean canHold(Comparison.Operator operator, Span other) {
        return switch (operator) {
            case GREATER -> high > other.low;
            case GREATER_OR_EQUAL -> high >= other.low;
            case LESS -> low < other.high;
            case LESS_OR_EQUAL -> low <= other.high;
            case EQUAL -> low <= other.high && other.low <= high;
            case NOT_EQUAL -> !(isPoint() && other.isPoint() && low == other.low);
        };
    }

    /** Whether it holds for every pair of values. */
    boolean mustHold(Comparison.Operator operator, Span other) {
        return switch (operator) {
            case GREATER -> low > other.high;
            case GREATER_OR_EQUAL -> low >= other.high;
            case LESS -> high < other.low;
            case LESS_OR_EQUAL -> high <= other.low;
            case EQUAL -> isPoint() && other.isPoint() && low == other.low;
            case NOT_EQUAL -> high < other.low || other.high < low;
        };
    }

    Span combine(Operator operator, Span other) {
        return switch (operator) {
            case ADD -> corners(low + other.low, high + other.high);
            case SUBTRACT -> corners(low - other.high, high - other.low);
            case MULTIPLY ->
                    corners(low * other.low, low * other.high, high * other.low, high * other.high);
            case DIVIDE -> divide(other);
            case REMAINDER -> ANY;
        };
    }

    private Span divide(Span other) {
        if (other.isPoint() && other.low != 0) {
            return corners(low / other.low, high / other.low);
        }
        return low >= 0 && other.low >= 0 ? NOT_NEGATIVE : ANY;
    }

    private boolean isPoint() {
        return low == high;
    }

    /** Infinity less infinity, or times zero, is nothing that bounds anything. */
    private static Span corners(double... values) {
        if (DoubleStream.of(values).anyMatch(Double::isNaN)) {
            boolean negative = DoubleStream.of(values).anyMatch(v -> v < 0);
            return negative ? ANY : NOT_NEGATIVE;
        }
        DoubleSummaryStatistics all = DoubleStream.of(values).summaryStatistics();
        return new Span(all.getMin(), all.getMax());
    }
}

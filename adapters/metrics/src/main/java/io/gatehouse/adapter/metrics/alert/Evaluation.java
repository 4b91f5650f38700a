package io.gatehouse.adapter.metrics.alert;

import io.gatehouse.configuration.alerts.PromExpression;
import io.gatehouse.configuration.alerts.PromExpression.Aggregation;
import io.gatehouse.configuration.alerts.PromExpression.Arithmetic;
import io.gatehouse.configuration.alerts.PromExpression.Comparison;
import io.gatehouse.configuration.alerts.PromExpression.NumberLiteral;
import io.gatehouse.configuration.alerts.PromExpression.Quantile;
import io.gatehouse.configuration.alerts.PromExpression.Rate;
import io.gatehouse.configuration.alerts.PromExpression.Selector;
import io.gatehouse.configuration.alerts.PromExpression.SetOperation;
import java.util.DoubleSummaryStatistics;

/** An expression over the samples of now. Scalars are seen before: a visit gives a vector. */
final class Evaluation implements PromExpression.Visitor<Vector> {

    private static final double MILLIS = 1e3;

    private final SampleStore store;

    Evaluation(SampleStore store) {
        this.store = store;
    }

    @Override
    public Vector number(NumberLiteral number) {
        throw new IllegalStateException("a number is no vector");
    }

    private static double scalar(PromExpression expression) {
        if (expression instanceof Arithmetic arithmetic) {
            return compute(
                    arithmetic.operator(), scalar(arithmetic.left()), scalar(arithmetic.right()));
        }
        return ((NumberLiteral) expression).value();
    }

    private static double compute(Arithmetic.Operator operator, double left, double right) {
        return switch (operator) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> left / right;
            case REMAINDER -> left % right;
        };
    }

    @Override
    public Vector selector(Selector selector) {
        return store.instant(selector);
    }

    @Override
    public Vector rate(Rate rate) {
        Vector increase = store.increase(rate.selector());
        double seconds = rate.selector().range().orElseThrow().toMillis() / MILLIS;
        return rate.perSecond() ? increase.map(v -> v / seconds) : increase;
    }

    @Override
    public Vector quantile(Quantile quantile) {
        Vector result = new Vector();
        quantile.of()
                .accept(this)
                .groups(labels -> labels.without("le"))
                .forEach(
                        (labels, buckets) ->
                                result.put(
                                        labels, BucketQuantile.of(quantile.quantile(), buckets)));
        return result;
    }

    @Override
    public Vector aggregation(Aggregation aggregation) {
        Vector result = new Vector();
        aggregation
                .of()
                .accept(this)
                .groups(labels -> labels.keeping(aggregation.by()))
                .forEach(
                        (labels, group) -> {
                            DoubleSummaryStatistics all =
                                    group.values().values().stream()
                                            .mapToDouble(Double::doubleValue)
                                            .summaryStatistics();
                            result.put(
                                    labels,
                                    switch (aggregation.how()) {
                                        case SUM -> all.getSum();
                                        case AVG -> all.getAverage();
                                        case MAX -> all.getMax();
                                    });
                        });
        return result;
    }

    @Override
    public Vector arithmetic(Arithmetic arithmetic) {
        Arithmetic.Operator operator = arithmetic.operator();
        if (PromExpression.isScalar(arithmetic.left())) {
            double left = scalar(arithmetic.left());
            return arithmetic.right().accept(this).map(v -> compute(operator, left, v));
        }
        Vector left = arithmetic.left().accept(this);
        if (PromExpression.isScalar(arithmetic.right())) {
            double right = scalar(arithmetic.right());
            return left.map(v -> compute(operator, v, right));
        }
        return left.zip(arithmetic.right().accept(this), (a, b) -> compute(operator, a, b));
    }

    @Override
    public Vector comparison(Comparison comparison) {
        Comparison.Operator operator = comparison.operator();
        if (PromExpression.isScalar(comparison.left())) {
            double left = scalar(comparison.left());
            return comparison.right().accept(this).filter(v -> operator.holds(left, v));
        }
        Vector left = comparison.left().accept(this);
        if (PromExpression.isScalar(comparison.right())) {
            double right = scalar(comparison.right());
            return left.filter(v -> operator.holds(v, right));
        }
        Vector right = comparison.right().accept(this);
        Vector holding = left.zip(right, (a, b) -> operator.holds(a, b) ? 1 : 0).filter(v -> v > 0);
        return left.among(holding, true);
    }

    @Override
    public Vector set(SetOperation operation) {
        Vector left = operation.left().accept(this);
        Vector right = operation.right().accept(this);
        return switch (operation.operator()) {
            case AND -> left.among(right, true);
            case OR -> left.or(right);
            case UNLESS -> left.among(right, false);
        };
    }
}

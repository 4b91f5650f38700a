package io.gatehouse.configuration.alerts;

import io.gatehouse.configuration.alerts.PromExpression.Aggregation;
import io.gatehouse.configuration.alerts.PromExpression.Arithmetic;
import io.gatehouse.configuration.alerts.PromExpression.Comparison;
import io.gatehouse.configuration.alerts.PromExpression.NumberLiteral;
import io.gatehouse.configuration.alerts.PromExpression.Quantile;
import io.gatehouse.configuration.alerts.PromExpression.Rate;
import io.gatehouse.configuration.alerts.PromExpression.Selector;
import io.gatehouse.configuration.alerts.PromExpression.SetOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which values an expression can have, so that a threshold beyond them is seen. Used once. */
final class Reach implements PromExpression.Visitor<Span> {

    private final LiveMetricCatalogue catalogue;
    private final List<Comparison> never = new ArrayList<>();
    private final List<Comparison> always = new ArrayList<>();

    Reach(LiveMetricCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** Comparisons that no value passes. */
    List<Comparison> never() {
        return never;
    }

    /** Comparisons that every value passes. */
    List<Comparison> always() {
        return always;
    }

    @Override
    public Span number(NumberLiteral number) {
        return Span.of(number.value());
    }

    @Override
    public Span selector(Selector selector) {
        return catalogue
                .find(selector.series())
                .map(
                        s ->
                                s.suffix().isEmpty()
                                        ? new Span(s.metric().low(), s.metric().high())
                                        : Span.NOT_NEGATIVE)
                .orElse(Span.ANY);
    }

    @Override
    public Span rate(Rate rate) {
        return Span.NOT_NEGATIVE;
    }

    /** Never above the last finite bound: that is what Prometheus answers for what lies beyond. */
    @Override
    public Span quantile(Quantile quantile) {
        quantile.of().accept(this);
        return buckets(quantile.of())
                .map(m -> new Span(0, Math.min(m.high(), m.bounds().get(m.bounds().size() - 1))))
                .orElse(Span.ANY);
    }

    private Optional<Metric> buckets(PromExpression expression) {
        if (expression instanceof Aggregation aggregation) {
            return buckets(aggregation.of());
        }
        if (expression instanceof Rate rate) {
            return buckets(rate.selector());
        }
        return expression instanceof Selector selector
                ? catalogue
                        .find(selector.series())
                        .filter(LiveMetricCatalogue.Series::isBucket)
                        .map(LiveMetricCatalogue.Series::metric)
                : Optional.empty();
    }

    @Override
    public Span aggregation(Aggregation aggregation) {
        Span span = aggregation.of().accept(this);
        return aggregation.how() == Aggregation.How.SUM && span.high() > 0
                ? new Span(Math.min(span.low(), 0), Double.POSITIVE_INFINITY)
                : span;
    }

    @Override
    public Span arithmetic(Arithmetic arithmetic) {
        Span left = arithmetic.left().accept(this);
        Span right = arithmetic.right().accept(this);
        if (arithmetic.operator() == Arithmetic.Operator.DIVIDE) {
            Optional<Span> share = share(arithmetic);
            if (share.isPresent()) {
                return share.get();
            }
        }
        return left.combine(arithmetic.operator(), right);
    }

    /** A part of a whole lies from 0 to 1, a sum of observations by their count in their range. */
    private Optional<Span> share(Arithmetic division) {
        PromExpression left = division.left();
        PromExpression right = division.right();
        Optional<Selector> part = Optional.empty();
        Optional<Selector> whole = Optional.empty();
        if (left instanceof Aggregation a
                && right instanceof Aggregation b
                && a.how() == Aggregation.How.SUM
                && b.how() == a.how()
                && a.by().equals(b.by())) {
            left = a.of();
            right = b.of();
        }
        if (left instanceof Rate a
                && right instanceof Rate b
                && a.perSecond() == b.perSecond()
                && a.selector().range().equals(b.selector().range())) {
            part = Optional.of(a.selector());
            whole = Optional.of(b.selector());
        }
        if (part.isEmpty() || !part.get().matchers().containsAll(whole.get().matchers())) {
            return Optional.empty();
        }
        String name = part.get().series();
        Optional<LiveMetricCatalogue.Series> series = catalogue.find(name);
        boolean mean =
                series.filter(s -> s.suffix().equals("_sum")).isPresent()
                        && part.get().matchers().equals(whole.get().matchers())
                        && whole.get().series().equals(series.get().metric().name() + "_count");
        if (mean) {
            Metric metric = series.get().metric();
            return Optional.of(new Span(metric.low(), metric.high()));
        }
        return LiveMetricCatalogue.isPart(name, whole.get().series())
                ? Optional.of(new Span(0, 1))
                : Optional.empty();
    }

    @Override
    public Span comparison(Comparison comparison) {
        Span left = comparison.left().accept(this);
        Span right = comparison.right().accept(this);
        if (!left.canHold(comparison.operator(), right)) {
            never.add(comparison);
        } else if (left.mustHold(comparison.operator(), right)) {
            always.add(comparison);
        }
        return PromExpression.isScalar(comparison.left()) ? right : left;
    }

    @Override
    public Span set(SetOperation operation) {
        Span left = operation.left().accept(this);
        Span right = operation.right().accept(this);
        return operation.operator() == SetOperation.Operator.OR
                ? new Span(Math.min(left.low(), right.low()), Math.max(left.high(), right.high()))
                : left;
    }
}

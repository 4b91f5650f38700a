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
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which series expressions look at, and how far back.
 *
 * @param range at least a second, at most a day: samples of longer would not fit
 */
record Needs(Set<String> series, Duration range) {

    private static final Duration LONGEST = Duration.ofDays(1);

    static Needs of(Collection<PromExpression> expressions) {
        Collector collector = new Collector();
        expressions.forEach(e -> e.accept(collector));
        if (collector.range.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("a range of more than a day");
        }
        return new Needs(Set.copyOf(collector.series), collector.range);
    }

    private static final class Collector implements PromExpression.Visitor<Boolean> {

        private final Set<String> series = new TreeSet<>();
        private Duration range = Duration.ofSeconds(1);

        @Override
        public Boolean number(NumberLiteral number) {
            return true;
        }

        @Override
        public Boolean selector(Selector selector) {
            Duration own = selector.range().orElse(Duration.ZERO);
            range = own.compareTo(range) > 0 ? own : range;
            return series.add(selector.series());
        }

        @Override
        public Boolean rate(Rate rate) {
            return selector(rate.selector());
        }

        @Override
        public Boolean quantile(Quantile quantile) {
            return quantile.of().accept(this);
        }

        @Override
        public Boolean aggregation(Aggregation aggregation) {
            return aggregation.of().accept(this);
        }

        @Override
        public Boolean arithmetic(Arithmetic arithmetic) {
            return both(arithmetic.left(), arithmetic.right());
        }

        @Override
        public Boolean comparison(Comparison comparison) {
            return both(comparison.left(), comparison.right());
        }

        @Override
        public Boolean set(SetOperation operation) {
            return both(operation.left(), operation.right());
        }

        private boolean both(PromExpression left, PromExpression right) {
            return left.accept(this) & right.accept(this);
        }
    }
}

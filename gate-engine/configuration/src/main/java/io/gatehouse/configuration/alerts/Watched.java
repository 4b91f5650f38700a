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

/**
 * What an expression watches: which series make it fire, and in which direction.
 *
 * <p>A denominator, the right side of {@code unless} and a side of {@code and} do not count: there
 * the metric can be as bad as it likes and nothing fires.
 */
final class Watched implements PromExpression.Visitor<List<Watched.Sighting>> {

    /**
     * @param view how the series is looked at
     * @param direction 1 when it fires on more, -1 on less
     */
    record Sighting(Selector selector, View view, int direction) {
        Sighting turned(int by) {
            return new Sighting(selector, view, direction * by);
        }

        Sighting as(View other) {
            return new Sighting(selector, other, direction);
        }
    }

    /** What of a series counts. */
    enum View {
        /** Its value or rate: of a sum of observations, that says how many there were. */
        PLAIN,
        /** In proportion to something else. */
        SHARE,
        /** A quantile of its observations. */
        QUANTILE
    }

    /** The series that make the whole expression fire. */
    static List<Sighting> of(PromExpression expression) {
        if (expression instanceof Comparison comparison) {
            return compared(comparison);
        }
        if (expression instanceof SetOperation operation) {
            return switch (operation.operator()) {
                case OR -> both(of(operation.left()), of(operation.right()));
                case AND, UNLESS -> List.of();
            };
        }
        return List.of();
    }

    private static List<Sighting> compared(Comparison comparison) {
        boolean flipped = PromExpression.isScalar(comparison.left());
        boolean threshold = flipped || PromExpression.isScalar(comparison.right());
        if (!threshold) {
            return List.of(); // one metric against another: neither alone makes it fire
        }
        PromExpression value = flipped ? comparison.right() : comparison.left();
        PromExpression bound = flipped ? comparison.left() : comparison.right();
        Comparison.Operator operator =
                flipped ? comparison.operator().mirrored() : comparison.operator();
        int direction =
                switch (operator) {
                    case GREATER, GREATER_OR_EQUAL -> 1;
                    case LESS, LESS_OR_EQUAL -> -1;
                    case EQUAL -> isZero(bound) ? -1 : 1;
                    case NOT_EQUAL -> isZero(bound) ? 1 : -1;
                };
        return value.accept(new Watched()).stream().map(s -> s.turned(direction)).toList();
    }

    private static boolean isZero(PromExpression bound) {
        return bound instanceof NumberLiteral number && number.value() == 0;
    }

    @Override
    public List<Sighting> number(NumberLiteral number) {
        return List.of();
    }

    @Override
    public List<Sighting> selector(Selector selector) {
        return List.of(new Sighting(selector, View.PLAIN, 1));
    }

    @Override
    public List<Sighting> rate(Rate rate) {
        return selector(rate.selector());
    }

    @Override
    public List<Sighting> quantile(Quantile quantile) {
        return quantile.of().accept(this).stream().map(s -> s.as(View.QUANTILE)).toList();
    }

    @Override
    public List<Sighting> aggregation(Aggregation aggregation) {
        return aggregation.of().accept(this);
    }

    @Override
    public List<Sighting> arithmetic(Arithmetic arithmetic) {
        List<Sighting> left = arithmetic.left().accept(this);
        List<Sighting> right = arithmetic.right().accept(this);
        return switch (arithmetic.operator()) {
            case ADD -> both(left, right);
            case SUBTRACT -> both(left, right.stream().map(s -> s.turned(-1)).toList());
            case MULTIPLY ->
                    both(scaled(left, arithmetic.right()), scaled(right, arithmetic.left()));
            case DIVIDE ->
                    right.isEmpty()
                            ? scaled(left, arithmetic.right())
                            : left.stream().map(s -> s.as(View.SHARE)).toList();
            case REMAINDER -> List.of();
        };
    }

    private static List<Sighting> scaled(List<Sighting> all, PromExpression by) {
        if (by instanceof NumberLiteral number) {
            int sign = (int) Math.signum(number.value());
            return sign == 0 ? List.of() : all.stream().map(s -> s.turned(sign)).toList();
        }
        return all;
    }

    /** A comparison within one filters: it fires on what passes, as its value says. */
    @Override
    public List<Sighting> comparison(Comparison comparison) {
        return List.of();
    }

    @Override
    public List<Sighting> set(SetOperation operation) {
        return List.of();
    }

    private static List<Sighting> both(List<Sighting> left, List<Sighting> right) {
        List<Sighting> all = new ArrayList<>(left);
        all.addAll(right);
        return all;
    }
}

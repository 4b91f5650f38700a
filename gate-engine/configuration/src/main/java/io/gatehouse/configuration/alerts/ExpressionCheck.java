package io.gatehouse.configuration.alerts;

import io.gatehouse.configuration.alerts.LiveMetricCatalogue.Series;
import io.gatehouse.configuration.alerts.PromExpression.Aggregation;
import io.gatehouse.configuration.alerts.PromExpression.Arithmetic;
import io.gatehouse.configuration.alerts.PromExpression.Comparison;
import io.gatehouse.configuration.alerts.PromExpression.NumberLiteral;
import io.gatehouse.configuration.alerts.PromExpression.Quantile;
import io.gatehouse.configuration.alerts.PromExpression.Rate;
import io.gatehouse.configuration.alerts.PromExpression.Selector;
import io.gatehouse.configuration.alerts.PromExpression.SetOperation;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether what an expression names exists and fits together. Visits give the labels that the result
 * has; empty when that cannot be told because something is unknown. Used once.
 */
final class ExpressionCheck implements PromExpression.Visitor<Optional<Set<String>>> {

    private static final int SCRAPES = 2;

    private final String subject;
    private final LiveMetricCatalogue catalogue;
    private final Duration scrape;
    private final List<Finding> findings = new ArrayList<>();

    private ExpressionCheck(String subject, LiveMetricCatalogue catalogue, Duration scrape) {
        this.subject = subject;
        this.catalogue = catalogue;
        this.scrape = scrape;
    }

    /**
     * @param subject the alert's name, for findings
     * @param scrape time from one sample to the next
     */
    static List<Finding> of(
            String subject,
            PromExpression expression,
            LiveMetricCatalogue catalogue,
            Duration scrape) {
        ExpressionCheck check = new ExpressionCheck(subject, catalogue, scrape);
        expression.accept(check);
        check.thresholds(expression);
        return List.copyOf(check.findings);
    }

    private void thresholds(PromExpression expression) {
        if (!isFiltered(expression)) {
            find(AlertCode.NO_THRESHOLD, "a comparison", "none");
        }
        if (!findings.isEmpty()) {
            return; // what is unknown has no bounds
        }
        Reach reach = new Reach(catalogue);
        expression.accept(reach);
        reach.never().forEach(c -> threshold(AlertCode.THRESHOLD_NEVER_REACHED, c));
        reach.always().forEach(c -> threshold(AlertCode.THRESHOLD_ALWAYS_REACHED, c));
    }

    private void threshold(AlertCode code, Comparison comparison) {
        boolean left = PromExpression.isScalar(comparison.left());
        Span value = (left ? comparison.right() : comparison.left()).accept(new Reach(catalogue));
        Span bound = (left ? comparison.left() : comparison.right()).accept(new Reach(catalogue));
        find(
                code,
                "a threshold within " + value.low() + " to " + value.high(),
                comparison.operator().text() + " " + bound.low());
    }

    /** Every way to a result passes a comparison. */
    private static boolean isFiltered(PromExpression expression) {
        if (expression instanceof SetOperation set) {
            boolean left = isFiltered(set.left());
            boolean right = isFiltered(set.right());
            return switch (set.operator()) {
                case OR -> left && right;
                case AND -> left || right;
                case UNLESS -> left;
            };
        }
        if (expression instanceof Aggregation aggregation) {
            return isFiltered(aggregation.of());
        }
        return expression instanceof Comparison;
    }

    @Override
    public Optional<Set<String>> number(NumberLiteral number) {
        return Optional.of(Set.of());
    }

    @Override
    public Optional<Set<String>> selector(Selector selector) {
        String name = selector.series();
        Optional<Series> series = catalogue.find(name);
        if (series.isEmpty()) {
            boolean bucket = name.endsWith("_bucket");
            find(
                    bucket ? AlertCode.BUCKET_WITHOUT_HISTOGRAM : AlertCode.METRIC_UNKNOWN,
                    "a metric that the live router exports",
                    name);
            return Optional.empty();
        }
        Set<String> labels = new TreeSet<>(series.get().metric().labels().keySet());
        if (series.get().isBucket()) {
            labels.add("le");
        }
        if (series.get().metric().kind() == Metric.Kind.SUMMARY
                && series.get().suffix().isEmpty()) {
            labels.add("quantile");
        }
        for (LabelMatcher matcher : selector.matchers()) {
            if (!labels.contains(matcher.label())) {
                find(
                        AlertCode.LABEL_UNKNOWN,
                        "a label of " + name + ": " + labels,
                        matcher.label());
            } else {
                values(series.get(), matcher);
            }
        }
        return Optional.of(labels);
    }

    private void values(Series series, LabelMatcher matcher) {
        Set<String> known = series.metric().labels().getOrDefault(matcher.label(), Set.of());
        if (!known.isEmpty() && known.stream().noneMatch(matcher::admits)) {
            find(
                    AlertCode.LABEL_VALUE_UNKNOWN,
                    matcher.label() + " of " + new TreeSet<>(known),
                    matcher.toString());
        }
    }

    @Override
    public Optional<Set<String>> rate(Rate rate) {
        Selector selector = rate.selector();
        Optional<Set<String>> labels = selector(selector);
        if (catalogue.find(selector.series()).filter(s -> !s.isCounter()).isPresent()) {
            find(AlertCode.RATE_OVER_GAUGE, "a counter", selector.series());
        }
        Duration range = selector.range().orElse(Duration.ZERO);
        if (range.compareTo(scrape.multipliedBy(SCRAPES)) < 0) {
            find(
                    AlertCode.RANGE_TOO_SHORT,
                    "at least " + scrape.multipliedBy(SCRAPES).toSeconds() + "s",
                    range.toMillis() + "ms");
        }
        return labels;
    }

    @Override
    public Optional<Set<String>> quantile(Quantile quantile) {
        if (!(quantile.quantile() >= 0 && quantile.quantile() <= 1)) {
            find(AlertCode.QUANTILE_OUT_OF_RANGE, "0 to 1", String.valueOf(quantile.quantile()));
        }
        Optional<Set<String>> labels = quantile.of().accept(this);
        if (labels.filter(l -> !l.contains("le")).isPresent()) {
            find(AlertCode.QUANTILE_WITHOUT_LE, "buckets with label le", labels.get().toString());
        }
        return labels.map(
                l -> {
                    Set<String> rest = new TreeSet<>(l);
                    rest.remove("le");
                    return rest;
                });
    }

    @Override
    public Optional<Set<String>> aggregation(Aggregation aggregation) {
        Optional<Set<String>> labels = aggregation.of().accept(this);
        if (labels.isPresent()) {
            for (String label : aggregation.by()) {
                if (!labels.get().contains(label)) {
                    find(AlertCode.LABEL_UNKNOWN, "one of " + labels.get(), label);
                }
            }
        }
        return labels.map(l -> new TreeSet<>(aggregation.by()));
    }

    @Override
    public Optional<Set<String>> arithmetic(Arithmetic arithmetic) {
        return matched(arithmetic.left(), arithmetic.right());
    }

    @Override
    public Optional<Set<String>> comparison(Comparison comparison) {
        return matched(comparison.left(), comparison.right());
    }

    /** Two vectors meet where all labels are equal: other label names never meet. */
    private Optional<Set<String>> matched(PromExpression left, PromExpression right) {
        Optional<Set<String>> ours = left.accept(this);
        Optional<Set<String>> theirs = right.accept(this);
        if (PromExpression.isScalar(left)) {
            return theirs;
        }
        if (!PromExpression.isScalar(right)
                && ours.isPresent()
                && theirs.isPresent()
                && !ours.get().equals(theirs.get())) {
            find(
                    AlertCode.LABEL_UNKNOWN,
                    "the same labels on both sides: " + ours.get(),
                    theirs.get().toString());
        }
        return ours;
    }

    @Override
    public Optional<Set<String>> set(SetOperation operation) {
        if (operation.operator() == SetOperation.Operator.OR) {
            Optional<Set<String>> left = operation.left().accept(this);
            operation.right().accept(this);
            return left;
        }
        return matched(operation.left(), operation.right());
    }

    private void find(AlertCode code, String expected, String observed) {
        findings.add(code.at(subject, expected, observed));
    }
}

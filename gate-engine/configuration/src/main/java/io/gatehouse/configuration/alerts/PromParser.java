package io.gatehouse.configuration.alerts;

import io.gatehouse.configuration.alerts.PromExpression.Aggregation;
import io.gatehouse.configuration.alerts.PromExpression.Arithmetic;
import io.gatehouse.configuration.alerts.PromExpression.Comparison;
import io.gatehouse.configuration.alerts.PromExpression.NumberLiteral;
import io.gatehouse.configuration.alerts.PromExpression.Quantile;
import io.gatehouse.configuration.alerts.PromExpression.Rate;
import io.gatehouse.configuration.alerts.PromExpression.Selector;
import io.gatehouse.configuration.alerts.PromExpression.SetOperation;
import io.gatehouse.configuration.alerts.PromLexer.Kind;
import io.gatehouse.configuration.alerts.PromLexer.Refusal;
import io.gatehouse.configuration.alerts.PromLexer.Token;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The part of PromQL that is understood: numbers, selectors with matchers and ranges, {@code rate},
 * {@code increase}, {@code sum}, {@code avg}, {@code max} with {@code by}, {@code
 * histogram_quantile}, arithmetic, comparison, {@code and}, {@code or}, {@code unless}.
 *
 * <p>Everything else (offsets, subqueries, {@code on}, {@code bool}, other functions) is said to be
 * not understood: an alert that is not understood must count as none. Never throws. Used once.
 */
public final class PromParser {

    /** Longest expression, in characters. */
    public static final int LONGEST = 8 * 1024;

    /** Greatest nesting; each level of brackets and of operators counts. */
    public static final int MAX_DEPTH = 64;

    /** Bounds the depth of chains such as {@code a or b or c}, which nest without brackets. */
    private static final int MAX_TOKENS = 1_000;

    private static final Set<String> KEYWORDS =
            Set.of(
                    "and",
                    "or",
                    "unless",
                    "by",
                    "without",
                    "on",
                    "ignoring",
                    "group_left",
                    "group_right",
                    "bool",
                    "offset",
                    "atan2",
                    "inf",
                    "nan");
    private static final Map<String, Aggregation.How> AGGREGATIONS =
            Map.of(
                    "sum", Aggregation.How.SUM,
                    "avg", Aggregation.How.AVG,
                    "max", Aggregation.How.MAX);
    private static final Map<String, Arithmetic.Operator> SUMS =
            Map.of("+", Arithmetic.Operator.ADD, "-", Arithmetic.Operator.SUBTRACT);
    private static final Map<String, Arithmetic.Operator> PRODUCTS =
            Map.of(
                    "*", Arithmetic.Operator.MULTIPLY,
                    "/", Arithmetic.Operator.DIVIDE,
                    "%", Arithmetic.Operator.REMAINDER);

    private final PromCursor at;
    private int depth;

    private PromParser(List<Token> tokens) {
        this.at = new PromCursor(tokens);
    }

    /** Reads the text of one expression. */
    public static PromParsing parse(String text) {
        if (text.length() > LONGEST) {
            return new PromParsing.NotUnderstood(0, "longer than " + LONGEST + " characters");
        }
        try {
            List<Token> tokens = new PromLexer(text).tokens();
            if (tokens.size() > MAX_TOKENS) {
                return new PromParsing.NotUnderstood(0, "more than " + MAX_TOKENS + " words");
            }
            PromParser parser = new PromParser(tokens);
            PromExpression whole = parser.union();
            if (parser.at.peek().kind() != Kind.END) {
                throw parser.at.refuse("something follows that is not understood");
            }
            parser.requireInstant(whole);
            return new PromParsing.Parsed(whole);
        } catch (Refusal e) {
            return new PromParsing.NotUnderstood(e.at(), e.reason());
        }
    }

    private PromExpression union() {
        PromExpression left = intersection();
        while (at.takeWord("or")) {
            left = set(SetOperation.Operator.OR, left, intersection());
        }
        return left;
    }

    private PromExpression intersection() {
        PromExpression left = comparison();
        while (at.isWord("and") || at.isWord("unless")) {
            SetOperation.Operator operator =
                    at.take().text().equalsIgnoreCase("and")
                            ? SetOperation.Operator.AND
                            : SetOperation.Operator.UNLESS;
            left = set(operator, left, comparison());
        }
        return left;
    }

    private PromExpression set(
            SetOperation.Operator operator, PromExpression left, PromExpression right) {
        requireVector(left);
        requireVector(right);
        return new SetOperation(operator, left, right);
    }

    private PromExpression comparison() {
        PromExpression left = sum();
        for (Optional<Comparison.Operator> operator = comparing();
                operator.isPresent();
                operator = comparing()) {
            at.take();
            PromExpression right = sum();
            requireInstant(left);
            requireInstant(right);
            if (PromExpression.isScalar(left) && PromExpression.isScalar(right)) {
                throw at.refuse("two numbers are compared");
            }
            left = new Comparison(operator.get(), left, right);
        }
        return left;
    }

    private Optional<Comparison.Operator> comparing() {
        return Arrays.stream(Comparison.Operator.values())
                .filter(o -> at.isSymbol(o.text()))
                .findFirst();
    }

    private PromExpression sum() {
        return chain(SUMS, this::product);
    }

    private PromExpression product() {
        return chain(PRODUCTS, this::unary);
    }

    private PromExpression chain(
            Map<String, Arithmetic.Operator> operators,
            java.util.function.Supplier<PromExpression> part) {
        PromExpression left = part.get();
        int count = 0;
        while (at.peek().kind() == Kind.SYMBOL && operators.containsKey(at.peek().text())) {
            Arithmetic.Operator operator = operators.get(at.take().text());
            PromExpression right = part.get();
            requireInstant(left);
            requireInstant(right);
            if (++count > MAX_DEPTH) {
                throw at.refuse("too many operators");
            }
            left = new Arithmetic(operator, left, right);
        }
        return left;
    }

    private PromExpression unary() {
        if (++depth > MAX_DEPTH) {
            throw at.refuse("nested deeper than " + MAX_DEPTH);
        }
        try {
            if (at.takeSymbol("-")) {
                PromExpression negated = unary();
                requireInstant(negated);
                return negated instanceof NumberLiteral number
                        ? new NumberLiteral(-number.value())
                        : new Arithmetic(
                                Arithmetic.Operator.MULTIPLY, new NumberLiteral(-1), negated);
            }
            return at.takeSymbol("+") ? unary() : primary();
        } finally {
            depth--;
        }
    }

    private PromExpression primary() {
        Token token = at.peek();
        if (token.kind() == Kind.NUMBER) {
            return new NumberLiteral(number());
        }
        if (at.takeSymbol("(")) {
            PromExpression inner = union();
            at.expect(")");
            return inner;
        }
        if (token.kind() != Kind.NAME) {
            throw at.refuse("an expression was expected");
        }
        String name = token.text();
        String lower = name.toLowerCase(Locale.ROOT);
        if (AGGREGATIONS.containsKey(lower) && isFollowedByAggregation()) {
            at.take();
            return aggregation(AGGREGATIONS.get(lower));
        }
        if (KEYWORDS.contains(lower)) {
            throw at.refuse("'" + lower + "' is not understood here");
        }
        at.take();
        return at.isSymbol("(") ? call(name) : selector(name);
    }

    private boolean isFollowedByAggregation() {
        Token after = at.afterNext();
        return after.text().equals("(")
                || (after.kind() == Kind.NAME && !after.text().equalsIgnoreCase("or"));
    }

    private PromExpression call(String name) {
        at.expect("(");
        PromExpression result;
        switch (name) {
            case "rate", "increase" -> {
                if (!(union() instanceof Selector selector) || selector.range().isEmpty()) {
                    throw at.refuse(name + " needs a selector with a range");
                }
                result = new Rate(name.equals("rate"), selector);
            }
            case "histogram_quantile" -> {
                if (!(union() instanceof NumberLiteral quantile)) {
                    throw at.refuse("histogram_quantile needs a number first");
                }
                at.expect(",");
                PromExpression of = union();
                requireVector(of);
                result = new Quantile(quantile.value(), of);
            }
            default -> throw at.refuse("a function that is not understood");
        }
        at.expect(")");
        return result;
    }

    private PromExpression aggregation(Aggregation.How how) {
        Optional<SortedSet<String>> by = grouping();
        at.expect("(");
        PromExpression of = union();
        at.expect(")");
        requireVector(of);
        if (by.isEmpty()) {
            by = grouping();
        }
        return new Aggregation(how, by.orElseGet(TreeSet::new), of);
    }

    private Optional<SortedSet<String>> grouping() {
        if (!at.takeWord("by")) {
            return Optional.empty();
        }
        SortedSet<String> labels = new TreeSet<>();
        at.expect("(");
        while (!at.isSymbol(")")) {
            labels.add(name());
            if (!at.isSymbol(")")) {
                at.expect(",");
            }
        }
        at.expect(")");
        return Optional.of(labels);
    }

    private Selector selector(String series) {
        List<LabelMatcher> matchers = new ArrayList<>();
        if (at.takeSymbol("{")) {
            while (!at.isSymbol("}")) {
                matchers.add(matcher());
                if (!at.isSymbol("}")) {
                    at.expect(",");
                }
            }
            at.expect("}");
        }
        Optional<Duration> range = Optional.empty();
        if (at.takeSymbol("[")) {
            range = PromDuration.parse(at.take().text()).filter(d -> !d.isZero());
            if (range.isEmpty()) {
                throw at.refuse("a range that is no duration");
            }
            at.expect("]");
        }
        return new Selector(series, matchers, range);
    }

    private LabelMatcher matcher() {
        String label = name();
        LabelMatcher.Operator operator =
                Arrays.stream(LabelMatcher.Operator.values())
                        .filter(o -> at.isSymbol(o.text()))
                        .findFirst()
                        .orElseThrow(() -> at.refuse("a matcher was expected"));
        at.take();
        if (at.peek().kind() != Kind.STRING) {
            throw at.refuse("a quoted value was expected");
        }
        return LabelMatcher.of(label, operator, at.take().text())
                .orElseThrow(() -> at.refuse("a pattern that is not understood"));
    }

    private String name() {
        if (at.peek().kind() != Kind.NAME || at.peek().text().contains(":")) {
            throw at.refuse("the name of a label was expected");
        }
        return at.take().text();
    }

    private double number() {
        String text = at.peek().text();
        if (!text.matches(
                "(?:[0-9]{1,40}\\.?[0-9]{0,40}|\\.[0-9]{1,40})(?:[eE][+-]?[0-9]{1,3})?")) {
            throw at.refuse("a number that is not understood");
        }
        at.take();
        return Double.parseDouble(text);
    }

    private void requireInstant(PromExpression expression) {
        if (expression instanceof Selector selector && selector.range().isPresent()) {
            throw at.refuse("a range outside of rate and increase");
        }
    }

    private void requireVector(PromExpression expression) {
        requireInstant(expression);
        if (PromExpression.isScalar(expression)) {
            throw at.refuse("a number where series were expected");
        }
    }
}

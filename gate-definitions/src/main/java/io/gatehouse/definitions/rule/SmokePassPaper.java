package io.gatehouse.definitions.rule;

import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A paper smoke: orders and fills counted again, intervals computed again. */
final class SmokePassPaper {

    private static final double Z = 1.959963984540054;
    private static final double MILLION = 1_000_000;
    private static final BigInteger MILLIONTHS = BigInteger.valueOf(1_000_000);
    private static final String LONGER = "let the paper run go on and run the smoke again";
    private static final String CAUSE = "find out why, and run the smoke again";

    private final SmokeFigures figures;
    private final Reading given;
    private final JsonObject paper;
    private final Set<String> ids = new HashSet<>();
    private final List<Long> differences = new ArrayList<>();
    private Optional<Instant> first = Optional.empty();
    private Optional<Instant> last = Optional.empty();
    private long filled;

    SmokePassPaper(SmokeFigures figures, Reading given) {
        this.figures = figures;
        this.given = given;
        this.paper = figures.report().object("paper").orElse(JsonObject.EMPTY);
    }

    void judge() {
        log();
        signals();
        strategies();
        List<JsonObject> orders = figures.objects(paper, "orders", "paper");
        for (int i = 0; i < orders.size(); i++) {
            order(orders.get(i), "order " + (i + 1));
        }
        counts(orders.size());
        ratio(orders.size());
        price();
    }

    private void log() {
        for (Observation file :
                given.artefact("log").map(figures.inspection()::readable).orElse(List.of())) {
            String digest = file.item().digests().sha384().value();
            if (!paper.text("log_sha384").equals(Optional.of(digest))) {
                figures.fail(
                        "other-log",
                        "paper.log_sha384",
                        digest,
                        Shown.value(paper.find("log_sha384")),
                        "run the smoke over the log that is attached");
            }
        }
    }

    private void signals() {
        JsonObject signals = paper.object("signals").orElse(JsonObject.EMPTY);
        long backtest = figures.number(signals, "backtest", "signals");
        boolean same =
                figures.number(signals, "differing", "signals") == 0
                        && backtest == figures.number(signals, "paper", "signals")
                        && signals.text("backtest_sha384").isPresent()
                        && signals.text("backtest_sha384").equals(signals.text("paper_sha384"));
        if (backtest <= 0) {
            figures.fail("no-signals", "signals", "a signal", "none", CAUSE);
        }
        if (!same) {
            figures.fail("signals-differ", "signals", "those of the backtest", "other ones", CAUSE);
        }
    }

    private void strategies() {
        List<String> ran =
                paper.array("strategies").stream()
                        .map(v -> v instanceof JsonString text ? text.value() : "")
                        .map(text -> text.replaceFirst("/.*", ""))
                        .toList();
        if (ran.isEmpty() || !ran.containsAll(given.texts("strategies"))) {
            figures.fail(
                    "strategies-incomplete",
                    "strategies",
                    given.texts("strategies").toString(),
                    Shown.text(ran.toString()),
                    "run the smoke with all strategies");
        }
    }

    private void order(JsonObject order, String at) {
        if (!ids.add("order " + order.text("order_id").orElse(""))) {
            figures.fail("duplicate", at, "each order once", "twice", CAUSE);
        }
        if (!figures.report()
                .array("instruments")
                .contains(order.find("instrument").orElse(new JsonString("")))) {
            figures.fail(
                    "other-instruments",
                    at,
                    "one of the instruments",
                    Shown.value(order.find("instrument")),
                    CAUSE);
        }
        time(order, at);
        boolean buy = order.text("side").equals(Optional.of("buy"));
        JsonObject terms = paper.object("terms").orElse(JsonObject.EMPTY);
        BigInteger reference =
                SmokeFigures.slipped(
                        figures.big(order, "open", at),
                        buy,
                        figures.number(terms, "slippage_points", "terms"));
        BigInteger sum = BigInteger.ZERO;
        for (JsonObject fill : figures.objects(order, "fills", at)) {
            sum = sum.add(figures.big(fill, "quantity", at));
            fill(fill, at, buy, reference);
        }
        BigInteger quantity = figures.big(order, "quantity", at);
        filled += sum.equals(quantity) ? 1 : 0;
        if (sum.compareTo(quantity) > 0) {
            figures.fail("overfilled", at, "at most " + quantity, sum.toString(), CAUSE);
        }
    }

    private void fill(JsonObject fill, String at, boolean buy, BigInteger reference) {
        if (!ids.add("fill " + fill.text("fill_id").orElse(""))) {
            figures.fail("duplicate", at, "each fill once", "twice", CAUSE);
        }
        if (reference.signum() <= 0) {
            return;
        }
        BigInteger apart = figures.big(fill, "price", at).subtract(reference);
        BigInteger difference =
                (buy ? apart : apart.negate()).multiply(MILLIONTHS).divide(reference);
        figures.same(at + " difference", difference, figures.big(fill, "difference", at));
        differences.add(difference.longValue());
    }

    private void time(JsonObject order, String at) {
        Optional<Instant> time = order.text("signalled").flatMap(ReportTime::parse);
        if (time.isEmpty()) {
            figures.inspection()
                    .malformed(
                            figures.subject(at),
                            "a UTC time",
                            Shown.value(order.find("signalled")));
            return;
        }
        first = first.filter(f -> f.isBefore(time.get())).or(() -> time);
        last = last.filter(l -> l.isAfter(time.get())).or(() -> time);
    }

    private void counts(int orders) {
        figures.same(
                "filled_orders",
                BigInteger.valueOf(filled),
                figures.big(paper, "filled_orders", "paper"));
        figures.same(
                "fills",
                BigInteger.valueOf(differences.size()),
                figures.big(paper, "fills", "paper"));
        long seconds = first.isEmpty() ? 0 : Duration.between(first.get(), last.get()).toSeconds();
        figures.same(
                "seconds", BigInteger.valueOf(seconds), figures.big(paper, "seconds", "paper"));
        int least = Math.max(2, given.count("min-orders", 30));
        figures.atLeast("too-few-orders", "orders", least, orders, LONGER);
        figures.atLeast("too-few-fills", "fills", least, differences.size(), LONGER);
        figures.atLeast(
                "too-short", "seconds", given.count("min-hours", 24) * 3_600L, seconds, LONGER);
    }

    /** Wilson's interval at 95 %, as the smoke computes it. */
    private void ratio(long orders) {
        long lower = 0;
        long upper = (long) MILLION;
        if (orders > 0) {
            double n = orders;
            double share = filled / n;
            double centre = share + Z * Z / (2 * n);
            double half = Z * Math.sqrt(share * (1 - share) / n + Z * Z / (4 * n * n));
            double scale = 1 + Z * Z / n;
            lower = (long) Math.max(0, Math.floor((centre - half) / scale * MILLION));
            upper = (long) Math.min(MILLION, Math.ceil((centre + half) / scale * MILLION));
        }
        interval("fill_ratio", lower, upper);
        figures.atLeast(
                "fill-ratio",
                "fill_ratio",
                given.count("min-fill-percent", 85) * 10_000L,
                lower,
                CAUSE);
    }

    private void price() {
        long lower = 0;
        long upper = 0;
        int n = differences.size();
        if (n >= 2) {
            double sum = 0;
            for (long value : differences) {
                sum += value;
            }
            double mean = sum / n;
            double squares = 0;
            for (long value : differences) {
                squares += (value - mean) * (value - mean);
            }
            double half = Z * Math.sqrt(squares / (n - 1) / n);
            lower = (long) Math.floor(mean - half);
            upper = (long) Math.ceil(mean + half);
        }
        interval("price_difference", lower, upper);
        long limit = given.count("max-difference", 300);
        if (lower < -limit || upper > limit) {
            figures.fail(
                    "price-drift",
                    "price_difference",
                    "within ± " + limit + " millionths",
                    lower + " to " + upper,
                    CAUSE);
        }
    }

    private void interval(String name, long lower, long upper) {
        JsonObject stated = paper.object(name).orElse(JsonObject.EMPTY);
        figures.same(
                name + ".lower", BigInteger.valueOf(lower), figures.big(stated, "lower", name));
        figures.same(
                name + ".upper", BigInteger.valueOf(upper), figures.big(stated, "upper", name));
    }
}

package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonNumbers;
import io.gatehouse.configuration.ConfigTree;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The figures of a laboratory's report, judged anew: limits against measures, tests against their
 * counts, counters against rows. What the report concludes is only compared with that.
 */
final class LabsPassFigures {

    static final String SCHEMA = "gatehouse.risk-lab-report/1";

    /** The stress tests of the runbook; none may be missing or undone. */
    static final List<String> TESTS = List.of("flash_crash", "dry_liquidity", "latency_spike");

    /** The seven limits of a profile, as the configuration names them. */
    static final List<String> LIMITS =
            List.of(
                    "max_daily_loss_pct",
                    "max_position_pct",
                    "target_volatility",
                    "max_leverage",
                    "stop_loss_atr_multiple",
                    "max_open_positions",
                    "hard_drawdown_pct");

    /** 99 % of chi-square with one degree of freedom: the laboratory tests at one per cent. */
    private static final double CRITICAL = 6.634896601021213;

    /** Figures are written with nine significant digits or more. */
    private static final double ROUNDING = 1e-6;

    private static final String REMEDY = "do not edit the report; run the laboratory again";

    private final Inspection inspection;
    private final String path;
    private final JsonObject report;
    private final Optional<ConfigTree> limits;
    private final Optional<ConfigTree> manual;

    /**
     * @param limits the configuration
     * @param manual a file of its own for the profile {@code manual}, which then counts
     */
    LabsPassFigures(
            Inspection inspection,
            String path,
            JsonObject report,
            Optional<ConfigTree> limits,
            Optional<ConfigTree> manual) {
        this.inspection = inspection;
        this.path = path;
        this.report = report;
        this.limits = limits;
        this.manual = manual;
    }

    void judge(List<String> demanded) {
        Map<String, JsonObject> profiles = new TreeMap<>();
        boolean twice = false;
        for (JsonValue value : report.array("profiles")) {
            JsonObject profile = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            twice |= profiles.put(profile.text("profile").orElse(""), profile) != null;
        }
        if (twice || !profiles.keySet().containsAll(demanded)) {
            inspection.fail(
                    "profiles-incomplete",
                    path + " profiles",
                    "each of " + demanded + " once",
                    Shown.text(profiles.keySet() + (twice ? ", one of them twice" : "")),
                    "run the laboratory over all profiles");
        }
        profiles.forEach((name, profile) -> profile(profile, name));
        if (inspection.isClean() && !report.text("verdict").equals(Optional.of("PASS"))) {
            disagrees(path + " verdict", "PASS", Shown.value(report.find("verdict")));
        }
    }

    private void profile(JsonObject profile, String name) {
        String subject = path + " " + Shown.text(name);
        breaches(profile, subject);
        limits(profile, subject, name);
        performance(profile, subject);
        tails(profile, subject);
        models(profile, subject);
        stress(profile, subject);
    }

    private void breaches(JsonObject profile, String subject) {
        if (!(profile.find("breaches").orElse(null) instanceof JsonArray list)) {
            inspection.malformed(
                    subject + " breaches", "a list", Shown.value(profile.find("breaches")));
            return;
        }
        for (JsonValue breach : list.values()) {
            inspection.fail(
                    "breach",
                    subject,
                    "no breach",
                    breach instanceof JsonString text ? Shown.text(text.value()) : "a breach",
                    "lower the risk, or mend what the report names, and run it again");
        }
    }

    private void limits(JsonObject profile, String subject, String name) {
        Map<String, JsonObject> found = new TreeMap<>();
        for (JsonValue value : profile.array("limits")) {
            JsonObject limit = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            found.put(limit.text("name").orElse(""), limit);
            measure(limit, subject + " " + Shown.text(limit.text("name").orElse("none")), true);
        }
        for (String limit : LIMITS) {
            Optional<BigDecimal> stated =
                    Optional.ofNullable(found.get(limit)).flatMap(l -> number(l, "limit"));
            Optional<BigDecimal> demanded =
                    (name.equals("manual") ? manual.or(() -> limits) : limits)
                            .flatMap(tree -> tree.find("risk_profiles." + name + "." + limit))
                            .flatMap(value -> decimal(value.text()));
            if (stated.isEmpty()) {
                inspection.fail(
                        "limit-missing",
                        subject + " " + limit,
                        "a limit",
                        "none",
                        "run the laboratory again");
            } else if (limits.isPresent()
                    && demanded.filter(d -> near(d, stated.get())).isEmpty()) {
                inspection.fail(
                        "other-limit",
                        subject + " " + limit,
                        demanded.map(BigDecimal::toPlainString).orElse("a configured limit"),
                        stated.get().toPlainString(),
                        "run the laboratory with the configuration that is attached");
            }
        }
    }

    /** A measure within its limit; the distance is not believed. */
    private void measure(JsonObject measure, String subject, boolean required) {
        Optional<BigDecimal> limit = number(measure, "limit").filter(l -> l.signum() > 0);
        Optional<BigDecimal> measured = number(measure, "measured");
        Optional<String> bound =
                measure.text("bound").filter(Set.of("at_most", "at_least")::contains);
        if (limit.isEmpty() || bound.isEmpty()) {
            inspection.malformed(
                    subject, "a limit above zero and which side is allowed", "another form");
            return;
        }
        if (measured.isEmpty()) {
            if (required && measure.flag("required").orElse(true)) {
                inspection.fail(
                        "not-measured",
                        subject,
                        "a measured figure",
                        "none",
                        "bring the data that the figure needs, and run the laboratory again");
            }
            return;
        }
        boolean holds =
                bound.get().equals("at_most")
                        ? measured.get().compareTo(limit.get()) <= 0
                        : measured.get().compareTo(limit.get()) >= 0;
        if (!holds) {
            inspection.fail(
                    "limit-broken",
                    subject,
                    bound.get() + " " + limit.get().toPlainString(),
                    measured.get().toPlainString(),
                    "lower the risk that the report names, and run the laboratory again");
        }
    }

    private void performance(JsonObject profile, String subject) {
        Optional<BigDecimal> base = number(profile, "base_equity").filter(b -> b.signum() > 0);
        Optional<BigDecimal> last = number(profile, "final_equity");
        Optional<BigDecimal> gain = number(profile, "total_return_pct");
        if (base.isEmpty() || last.isEmpty() || gain.isEmpty()) {
            inspection.malformed(subject, "base_equity, final_equity, total_return_pct", "others");
        } else if (!near(
                last.get().divide(base.get(), MathContext.DECIMAL64).subtract(BigDecimal.ONE),
                gain.get())) {
            disagrees(
                    subject + " total_return_pct",
                    "final_equity / base_equity - 1",
                    gain.get().toPlainString());
        }
        if (profile.integer("sample_size").filter(n -> n > 0).isEmpty()) {
            inspection.fail(
                    "no-samples",
                    subject + " sample_size",
                    "at least one",
                    Shown.value(profile.find("sample_size")),
                    "run the laboratory over market data");
        }
    }

    private void tails(JsonObject profile, String subject) {
        for (JsonValue value : profile.array("tail_figures")) {
            JsonObject tail = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            Optional<BigDecimal> risk = estimate(tail, "value_at_risk");
            Optional<BigDecimal> shortfall = estimate(tail, "expected_shortfall");
            boolean ordered =
                    risk.isPresent()
                            && shortfall.isPresent()
                            && (shortfall.get().compareTo(risk.get()) >= 0
                                    || near(shortfall.get(), risk.get()));
            if (!ordered) {
                disagrees(
                        subject + " tail_figures " + Shown.value(tail.find("model")),
                        "expected shortfall at least the value at risk",
                        "another order");
            }
        }
    }

    private static Optional<BigDecimal> estimate(JsonObject tail, String name) {
        return tail.object(name).flatMap(e -> number(e, "value"));
    }

    /** The model that judges exists, was tested, and its tests hold when computed again. */
    private void models(JsonObject profile, String subject) {
        Optional<JsonObject> judging = profile.object("judging");
        if (judging.isEmpty()) {
            inspection.fail(
                    "no-judging-model",
                    subject,
                    "a model that its own backtest does not reject",
                    "none",
                    "bring longer series, or another portfolio");
            return;
        }
        boolean tested = false;
        for (JsonValue value : profile.array("backtests")) {
            JsonObject backtest = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            String model = backtest.text("model").orElse("");
            boolean judges =
                    backtest.text("model").equals(judging.get().text("model"))
                            && number(backtest, "level").equals(number(judging.get(), "level"));
            tested |= judges;
            backtest(backtest, subject + " " + Shown.text(model), judges);
        }
        if (!tested) {
            inspection.fail(
                    "judging-model-untested",
                    subject,
                    "a backtest of " + Shown.value(judging.get().find("model")),
                    "none",
                    "run the laboratory again");
        }
    }

    private void backtest(JsonObject backtest, String subject, boolean judges) {
        long observations = backtest.integer("observations").orElse(0L);
        long exceptions = backtest.integer("exceptions").orElse(-1L);
        double level = number(backtest, "level").map(BigDecimal::doubleValue).orElse(0.0);
        if (observations < 1
                || exceptions < 0
                || exceptions > observations
                || !(level > 0 && level < 1)) {
            inspection.malformed(subject, "counts and a level", "others");
            return;
        }
        double ratio = kupiec(observations, exceptions, 1 - level);
        for (JsonValue value : backtest.array("tests")) {
            JsonObject test = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            boolean rejected = test.flag("rejected").orElse(true);
            if (test.text("name").equals(Optional.of("kupiec"))) {
                Optional<BigDecimal> said = number(test, "statistic");
                if (said.filter(s -> Math.abs(s.doubleValue() - ratio) < 1e-4).isEmpty()
                        || rejected != ratio > CRITICAL) {
                    disagrees(
                            subject + " kupiec",
                            BigDecimal.valueOf(ratio).round(new MathContext(6)).toPlainString(),
                            Shown.value(test.find("statistic")));
                }
            }
            if (judges && rejected) {
                rejected(subject, test.text("name").orElse("a test"));
            }
        }
        if (judges && ratio > CRITICAL) {
            rejected(subject, "kupiec");
        }
    }

    private void rejected(String subject, String test) {
        inspection.fail(
                "judging-model-rejected",
                subject,
                "a model that its own backtest does not reject",
                "rejected by " + Shown.text(test),
                "bring longer series, or another portfolio");
    }

    /**
     * Kupiec's proportion of failures (1995): twice the logarithm of the likelihood ratio, with 0
     * log 0 = 0, so that no exception at all is judged too.
     */
    static double kupiec(long observations, long exceptions, double expected) {
        double share = (double) exceptions / observations;
        long others = observations - exceptions;
        double restricted = part(others, 1 - expected) + part(exceptions, expected);
        double free = part(others, 1 - share) + part(exceptions, share);
        return Math.max(0, 2 * (free - restricted));
    }

    private static double part(long count, double probability) {
        return count == 0 ? 0 : count * StrictMath.log(probability);
    }

    private void stress(JsonObject profile, String subject) {
        List<String> done = new ArrayList<>();
        for (String list : List.of("stress_tests", "further_stress_tests")) {
            for (JsonValue value : profile.array(list)) {
                JsonObject test = value instanceof JsonObject object ? object : JsonObject.EMPTY;
                String name = test.text("name").orElse("none");
                String place =
                        subject + " " + Shown.text(name) + " " + Shown.value(test.find("subject"));
                boolean required =
                        TESTS.contains(name)
                                ? test.flag("required").orElse(true)
                                : test.flag("required").orElse(false);
                Optional<JsonObject> measure = test.object("measure");
                if (measure.isPresent()) {
                    done.add(name);
                    measure(measure.get(), place, true);
                } else if (required) {
                    inspection.fail(
                            "stress-not-tested",
                            place,
                            "a test that was done",
                            Shown.value(test.find("notes")),
                            "bring the data that the test needs, and run the laboratory again");
                }
            }
        }
        for (String test : TESTS) {
            if (!done.contains(test)) {
                inspection.fail(
                        "stress-incomplete",
                        subject,
                        "the test " + test,
                        "it was not done",
                        "run the laboratory with all scenarios");
            }
        }
    }

    private void disagrees(String subject, String expected, String observed) {
        inspection.fail("figures-disagree", subject, expected, observed, REMEDY);
    }

    private static boolean near(BigDecimal a, BigDecimal b) {
        return Math.abs(a.doubleValue() - b.doubleValue())
                <= ROUNDING * Math.max(1, Math.abs(b.doubleValue()));
    }

    private static Optional<BigDecimal> number(JsonObject object, String name) {
        return object.find(name).flatMap(JsonNumbers::decimal);
    }

    private static Optional<BigDecimal> decimal(String text) {
        try {
            return Optional.of(new BigDecimal(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}

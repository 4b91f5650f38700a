package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonNumbers;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The figures of one Paper Labs report against each other: what its rows say is counted again, and
 * its counters are only compared with that. Confined to one evaluation.
 */
final class LabsFigures {

    static final List<String> PROFILES =
            List.of("conservative", "balanced", "aggressive", "manual");
    static final List<String> TESTS = List.of("flash_crash", "dry_liquidity", "latency_spike");

    private static final Set<String> PASSED = Set.of("passed", "ok", "success");

    /** The profiles' own drawdown limits; that of {@code manual} is configured. */
    private static final Map<String, BigDecimal> DRAWDOWN =
            Map.of(
                    "conservative", new BigDecimal("0.05"),
                    "balanced", new BigDecimal("0.10"),
                    "aggressive", new BigDecimal("0.20"));

    /** What a test measured, and the member that says how much it may be. */
    private static final Map<String, List<String>> LIMITS =
            Map.of(
                    "dry_liquidity", List.of("low_volume_ratio", "allowed_ratio"),
                    "latency_spike", List.of("max_spread_pct", "threshold"));

    /** Doubles are printed to 17 digits; what they say agrees to far fewer. */
    private static final BigDecimal ROUNDING = new BigDecimal("0.00001");

    private static final String REMEDY = "run the labs again over sound data";

    private final Inspection inspection;
    private final String path;
    private final JsonObject report;
    private long breaches;
    private long failures;

    LabsFigures(Inspection inspection, String path, JsonObject report) {
        this.inspection = inspection;
        this.path = path;
        this.report = report;
    }

    void judge() {
        Map<String, Integer> seen = new TreeMap<>();
        BigDecimal base = positive(report, path, "base_equity");
        JsonValue profiles = report.find("profiles").orElse(JsonArray.EMPTY);
        for (JsonValue value :
                profiles instanceof JsonArray array ? array.values() : List.<JsonValue>of()) {
            JsonObject profile = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            String name = profile.text("profile").orElse("");
            seen.merge(name, 1, Integer::sum);
            profile(profile, path + " " + Shown.text(name), name, base);
        }
        Map<String, Integer> expected = new TreeMap<>();
        PROFILES.forEach(name -> expected.put(name, 1));
        if (!seen.equals(expected)) {
            inspection.fail(
                    "profiles-incomplete",
                    path + " profiles",
                    "each of " + PROFILES + " once",
                    Shown.text(seen.toString()),
                    "run the labs over all profiles");
        }
        counter("breach_count", breaches);
        counter("stress_failures", failures);
    }

    /** A counter must be what the rows add up to, and nothing. */
    private void counter(String name, long counted) {
        Optional<Long> said = report.integer(name);
        if (!said.equals(Optional.of(counted))) {
            inspection.fail(
                    "counter-disagrees",
                    path + " " + name,
                    counted + ", counted in the rows",
                    Shown.value(report.find(name)),
                    "do not edit the report; run the labs again");
        }
        if (counted != 0) {
            inspection.fail(
                    name.equals("breach_count") ? "breaches" : "stress-failures",
                    path,
                    "none",
                    String.valueOf(counted),
                    "lower the risk that the report names, and run the labs again");
        }
    }

    private void profile(JsonObject profile, String subject, String name, BigDecimal base) {
        BigDecimal own = positive(profile, subject, "base_equity");
        BigDecimal last = number(profile, subject, "final_equity", BigDecimal.ZERO, null);
        BigDecimal gain = number(profile, subject, "total_return_pct", new BigDecimal(-1), null);
        BigDecimal drawdown =
                number(profile, subject, "max_drawdown_pct", BigDecimal.ZERO, BigDecimal.ONE);
        number(profile, subject, "worst_daily_loss_pct", BigDecimal.ZERO, BigDecimal.ONE);
        number(profile, subject, "realized_volatility", BigDecimal.ZERO, null);
        if (profile.integer("sample_size").filter(n -> n > 0).isEmpty()) {
            inspection.fail(
                    "no-samples",
                    subject + " sample_size",
                    "at least one",
                    Shown.value(profile.find("sample_size")),
                    "run the labs over market data");
        }
        if (base != null && own != null && base.compareTo(own) != 0) {
            disagrees(subject + " base_equity", base.toPlainString(), own.toPlainString());
        }
        if (own != null && last != null && gain != null && !follows(own, last, gain)) {
            disagrees(
                    subject + " total_return_pct",
                    "final_equity / base_equity - 1",
                    Shown.text(gain.toString()));
        }
        int breachesHere = texts(profile, subject);
        breaches += breachesHere;
        BigDecimal limit = DRAWDOWN.get(name);
        if (breachesHere == 0
                && limit != null
                && drawdown != null
                && drawdown.compareTo(limit) > 0) {
            disagrees(subject + " breaches", "drawdown_limit, beyond " + limit, "none");
        }
        stress(profile, subject);
    }

    private static boolean follows(BigDecimal base, BigDecimal last, BigDecimal gain) {
        BigDecimal made = last.divide(base, MathContext.DECIMAL64).subtract(BigDecimal.ONE);
        return made.subtract(gain, MathContext.DECIMAL64).abs().compareTo(ROUNDING) <= 0;
    }

    private int texts(JsonObject profile, String subject) {
        Optional<JsonValue> list = profile.find("breaches");
        boolean formed =
                list.orElse(null) instanceof JsonArray array
                        && array.values().stream().allMatch(JsonString.class::isInstance);
        if (!formed) {
            inspection.malformed(subject + " breaches", "a list of names", Shown.value(list));
            return 0;
        }
        return ((JsonArray) list.get()).size();
    }

    private void stress(JsonObject profile, String subject) {
        Map<String, Integer> seen = new HashMap<>();
        for (JsonValue value : profile.array("stress_tests")) {
            JsonObject test = value instanceof JsonObject object ? object : JsonObject.EMPTY;
            String name = test.text("name").orElse("");
            String place = subject + " " + Shown.text(name);
            seen.merge(name, 1, Integer::sum);
            String status = test.text("status").orElse("");
            boolean passed = PASSED.contains(status);
            failures += passed ? 0 : 1;
            if (!passed && !status.equals("failed")) {
                inspection.fail(
                        "status-unknown",
                        place,
                        "passed or failed",
                        Shown.value(test.find("status")),
                        "run the labs again with all scenarios");
            }
            if (passed) {
                metrics(test.object("metrics").orElse(JsonObject.EMPTY), place, name);
            }
        }
        // one run for each symbol: every test as often as every other, and at least once
        boolean complete =
                seen.keySet().equals(Set.copyOf(TESTS)) && new HashSet<>(seen.values()).size() == 1;
        if (!complete) {
            inspection.fail(
                    "stress-incomplete",
                    subject + " stress_tests",
                    "each of " + TESTS + ", for every symbol",
                    Shown.text(new TreeMap<>(seen).toString()),
                    "run the labs with all scenarios");
        }
    }

    /** A test that passed must have measured something, and not more than it allows. */
    private void metrics(JsonObject metrics, String place, String name) {
        for (String member : metrics.names()) {
            number(metrics, place, member, null, null);
        }
        List<String> pair = LIMITS.getOrDefault(name, List.of("severity"));
        Optional<BigDecimal> value = metrics.find(pair.get(0)).flatMap(JsonNumbers::decimal);
        Optional<BigDecimal> limit =
                pair.size() == 2
                        ? metrics.find(pair.get(1)).flatMap(JsonNumbers::decimal)
                        : Optional.of(BigDecimal.ONE);
        if (value.isEmpty() || limit.isEmpty() || value.get().compareTo(limit.get()) > 0) {
            disagrees(
                    place + " status",
                    "a measure " + pair.get(0) + " within its limit",
                    Shown.value(metrics.find(pair.get(0))));
        }
    }

    private void disagrees(String subject, String expected, String observed) {
        inspection.fail(
                "figures-disagree",
                subject,
                expected,
                observed,
                "do not edit the report; run the labs again");
    }

    private BigDecimal positive(JsonObject object, String subject, String name) {
        BigDecimal number = number(object, subject, name, BigDecimal.ZERO, null);
        if (number != null && number.signum() == 0) {
            inspection.fail("implausible", subject + " " + name, "more than 0", "0", REMEDY);
            return null;
        }
        return number;
    }

    /** The figure, or null with a finding: missing, no number, infinite, or outside its range. */
    private BigDecimal number(
            JsonObject object, String subject, String name, BigDecimal least, BigDecimal most) {
        Optional<BigDecimal> number = object.find(name).flatMap(JsonNumbers::decimal);
        boolean plausible =
                number.filter(n -> least == null || n.compareTo(least) >= 0)
                        .filter(n -> most == null || n.compareTo(most) <= 0)
                        .isPresent();
        if (!plausible) {
            inspection.fail(
                    "implausible",
                    subject + " " + name,
                    "a finite number"
                            + (least == null ? "" : " from " + least)
                            + (most == null ? "" : " to " + most),
                    Shown.value(object.find(name)),
                    REMEDY);
            return null;
        }
        return number.get();
    }
}

package io.gatehouse.adapter.risklabs.compat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The report of the existing tool: its members, its order, its fractions called percent.
 *
 * @param tco status of the cost reports, where they were asked for
 */
public record CompatReport(
        double baseEquity,
        Instant generatedAt,
        boolean synthetic,
        List<Profile> profiles,
        Optional<String> tco) {

    public CompatReport {
        generatedAt = generatedAt.truncatedTo(ChronoUnit.SECONDS);
        profiles = List.copyOf(profiles);
    }

    /** The figures of one profile. */
    public record Profile(
            String profile,
            double baseEquity,
            double finalEquity,
            double totalReturn,
            double maxDrawdown,
            double worstDailyLoss,
            double realizedVolatility,
            List<String> breaches,
            int sampleSize,
            List<Stress> stressTests) {
        public Profile {
            breaches = List.copyOf(breaches);
            stressTests = List.copyOf(stressTests);
        }
    }

    /** One scan of one instrument. */
    public record Stress(
            String name, boolean passed, Map<String, Double> metrics, Optional<String> notes) {
        public Stress {
            metrics = Map.copyOf(metrics);
        }
    }

    /** How many limits were broken, over all profiles. */
    public int breachCount() {
        return profiles.stream().mapToInt(p -> p.breaches().size()).sum();
    }

    /** How many scans failed, over all profiles. */
    public int stressFailures() {
        return (int)
                profiles.stream()
                        .flatMap(p -> p.stressTests().stream())
                        .filter(s -> !s.passed())
                        .count();
    }

    /**
     * The text of the report as the existing tool writes it: sorted names, two blanks, shortest
     * doubles, and {@code Infinity} where there were no data, which is no JSON (RFC 8259) but what
     * its readers expect.
     */
    public String toJson() {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("base_equity", baseEquity);
        root.put("breach_count", breachCount());
        root.put("generated_at", generatedAt.toString());
        root.put("profiles", profiles.stream().map(CompatReport::members).toList());
        root.put("stress_failures", stressFailures());
        root.put("synthetic_data", synthetic);
        tco.ifPresent(s -> root.put("tco", Map.of("reports", List.of(), "status", s)));
        return PythonJson.text(root) + "\n";
    }

    private static Map<String, Object> members(Profile profile) {
        Map<String, Object> out = new TreeMap<>();
        out.put("base_equity", profile.baseEquity());
        out.put("breaches", profile.breaches());
        out.put("final_equity", profile.finalEquity());
        out.put("max_drawdown_pct", profile.maxDrawdown());
        out.put("profile", profile.profile());
        out.put("realized_volatility", profile.realizedVolatility());
        out.put("sample_size", profile.sampleSize());
        List<Object> stress = new ArrayList<>();
        for (Stress test : profile.stressTests()) {
            Map<String, Object> one = new TreeMap<>();
            one.put("metrics", new TreeMap<String, Object>(test.metrics()));
            one.put("name", test.name());
            test.notes().ifPresent(n -> one.put("notes", n));
            one.put("status", test.passed() ? "passed" : "failed");
            stress.add(one);
        }
        out.put("stress_tests", stress);
        out.put("total_return_pct", profile.totalReturn());
        out.put("worst_daily_loss_pct", profile.worstDailyLoss());
        return out;
    }
}

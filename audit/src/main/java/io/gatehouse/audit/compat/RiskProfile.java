package io.gatehouse.audit.compat;

import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * What the built-in risk profiles of the existing tools demand of a telemetry log.
 *
 * @param severityMin empty for {@code manual}, which demands nothing
 */
record RiskProfile(
        String name,
        Optional<String> severityMin,
        Map<String, BigInteger> most,
        Map<String, BigInteger> least) {

    static Optional<RiskProfile> find(String name) {
        return switch (name) {
            case "conservative" ->
                    Optional.of(of(name, "warning", 0, 0, 3, Map.of("reduce_motion", count(1))));
            case "balanced" -> Optional.of(of(name, "notice", 2, 1, 5, Map.of()));
            case "aggressive" -> Optional.of(of(name, "info", 4, 2, 8, Map.of()));
            case "manual" ->
                    Optional.of(new RiskProfile(name, Optional.empty(), Map.of(), Map.of()));
            default -> Optional.empty();
        };
    }

    private static RiskProfile of(
            String name,
            String severity,
            long overlays,
            long jank,
            long reductions,
            Map<String, BigInteger> least) {
        return new RiskProfile(
                name,
                Optional.of(severity),
                Map.of(
                        "overlay_budget",
                        count(overlays),
                        "jank",
                        count(jank),
                        "reduce_motion",
                        count(reductions)),
                least);
    }

    private static BigInteger count(long n) {
        return BigInteger.valueOf(n);
    }

    /** Whether it wants a summary in the metadata and the screen in each entry. */
    boolean isDemanding() {
        return severityMin.isPresent();
    }
}

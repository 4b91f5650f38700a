package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.grid.Cell;
import io.gatehouse.adapter.risklabs.grid.CellResult;
import io.gatehouse.adapter.risklabs.grid.Cells;
import io.gatehouse.adapter.risklabs.portfolio.Portfolio;
import io.gatehouse.adapter.risklabs.portfolio.RiskProfile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Every stress test by its name, ready to be computed cell by cell.
 *
 * <p>Built from the same profiles, portfolios, data and settings it computes the same bytes of any
 * cell, in whichever process or thread. Immutable and thread-safe.
 */
public final class StressSuite {

    /** One test. */
    @FunctionalInterface
    private interface Scenario {
        StressOutcome test(RiskProfile profile, Portfolio portfolio, long seed);
    }

    private final SortedMap<String, RiskProfile> profiles;
    private final SortedMap<String, SortedMap<String, Portfolio>> portfolios;
    private final Map<String, Scenario> scenarios;

    /**
     * A suite.
     *
     * @param profiles to be tested
     * @param portfolios of each profile by its name, as the valuation accepted them
     */
    public StressSuite(
            List<RiskProfile> profiles,
            Map<String, List<Portfolio>> portfolios,
            StressMarket market,
            StressSettings settings) {
        this.profiles = new TreeMap<>();
        profiles.forEach(profile -> this.profiles.put(profile.name(), profile));
        this.portfolios = new TreeMap<>();
        portfolios.forEach(
                (profile, each) -> {
                    TreeMap<String, Portfolio> byName = new TreeMap<>();
                    each.forEach(portfolio -> byName.put(portfolio.name(), portfolio));
                    this.portfolios.put(profile, byName);
                });
        this.scenarios = Collections.unmodifiableMap(scenarios(market, settings));
    }

    /** The names of all tests, in the order of the report. */
    public List<String> scenarios() {
        return List.copyOf(scenarios.keySet());
    }

    /**
     * Every cell of a run, ordered by profile, test, portfolio and seed.
     *
     * @throws IllegalArgumentException if there are too many, or one occurs twice
     */
    public List<Cell> cells(List<String> chosen, List<Long> seeds) {
        List<Cell> cells = new ArrayList<>();
        for (String profile : profiles.keySet()) {
            List<String> names =
                    List.copyOf(
                            portfolios
                                    .getOrDefault(profile, Collections.emptySortedMap())
                                    .keySet());
            cells.addAll(Cells.product(List.of(profile), chosen, names, seeds));
        }
        return cells;
    }

    /**
     * The outcome of one cell.
     *
     * @throws IllegalArgumentException if the suite lacks one of its names
     */
    public StressOutcome outcome(Cell cell) {
        RiskProfile profile = profiles.get(cell.profile());
        Scenario scenario = scenarios.get(cell.scenario());
        Portfolio portfolio =
                portfolios
                        .getOrDefault(cell.profile(), Collections.emptySortedMap())
                        .get(cell.portfolio());
        if (profile == null || scenario == null || portfolio == null) {
            throw new IllegalArgumentException("the suite does not know " + cell.name());
        }
        return scenario.test(profile, portfolio, cell.seed());
    }

    /** The outcome of one cell as a value that can be sent. */
    public CellResult compute(Cell cell) {
        return new CellResult(cell, outcome(cell).toJson());
    }

    private static Map<String, Scenario> scenarios(StressMarket market, StressSettings settings) {
        Map<String, Scenario> all = new LinkedHashMap<>();
        SquareRootImpact impact = settings.impact();
        for (FlashCrash.Exits exits : FlashCrash.Exits.values()) {
            String suffix = exits == FlashCrash.Exits.HELD ? ".held" : ".stopped";
            for (ShockTemplate template : ShockTemplate.values()) {
                all.put(
                        "flash_crash." + template.date() + suffix,
                        (profile, portfolio, seed) ->
                                FlashCrash.template(
                                        profile, portfolio, market, template, exits, impact));
            }
            for (ReplayWindow window : settings.windows()) {
                all.put(
                        "flash_crash.replay-" + window.name() + suffix,
                        (profile, portfolio, seed) ->
                                FlashCrash.replay(
                                        profile, portfolio, market, window, exits, impact));
            }
        }
        for (String factor : DryLiquidity.FACTORS) {
            all.put(
                    "dry_liquidity.x" + factor,
                    (profile, portfolio, seed) ->
                            DryLiquidity.test(profile, portfolio, market, factor, impact));
        }
        for (LatencyStress.Kind kind : LatencyStress.Kind.values()) {
            all.put(
                    "latency_spike." + kind.suffix(),
                    (profile, portfolio, seed) ->
                            LatencyStress.test(profile, portfolio, market, kind, seed));
        }
        for (ShockTemplate template : ShockTemplate.values()) {
            all.put(
                    "combined." + template.date(),
                    (profile, portfolio, seed) ->
                            Combined.test(profile, portfolio, market, template, impact));
        }
        all.put("reverse.gap", (profile, portfolio, seed) -> ReverseStress.gap(profile, portfolio));
        for (String factor : List.of("1", "0.01")) {
            all.put(
                    "reverse.gap_and_close.x" + factor,
                    (profile, portfolio, seed) ->
                            ReverseStress.gapAndClose(profile, portfolio, market, factor, impact));
        }
        all.put(
                "reverse.depth",
                (profile, portfolio, seed) ->
                        ReverseStress.depth(profile, portfolio, market, impact));
        return all;
    }
}

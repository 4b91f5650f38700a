package io.gatehouse.adapter.risklabs.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a simulation of many paths said.
 *
 * @param method such as {@code stationary_bootstrap} (Politis and Romano, 1994) or {@code
 *     jump_diffusion} (Merton, 1976)
 * @param paths number of paths
 * @param steps number of steps of each
 * @param parameters such as {@code block_length}, by name
 * @param figures of the paths, by name, each once
 * @param histogram of the paths' final returns
 * @param fan quantiles of the paths over time
 */
public record Simulation(
        String method,
        long paths,
        long steps,
        SortedMap<String, Double> parameters,
        List<NamedEstimate> figures,
        Optional<Histogram> histogram,
        Optional<Fan> fan) {

    public Simulation {
        Checks.code(method, "method");
        Checks.count(paths, "paths");
        Checks.count(steps, "steps");
        Checks.require(paths > 0 && steps > 0, "a simulation without paths or steps");
        parameters = Checks.numbers(parameters, "parameter");
        figures = Checks.list(figures, 50, "figures");
        Checks.distinct(figures, NamedEstimate::name, "a figure");
        Objects.requireNonNull(histogram);
        Objects.requireNonNull(fan);
    }

    /**
     * Counts of final returns in bins of equal width.
     *
     * @param low lower edge of the first bin, as a fraction
     * @param width of each bin, more than zero
     * @param counts of each bin, 2 to 200 of them
     */
    public record Histogram(double low, double width, List<Long> counts) {

        public Histogram {
            low = Checks.number(low, "histogram");
            width = Checks.number(width, "bin width");
            Checks.require(width > 0, "a bin width is not more than zero");
            counts = Checks.list(counts, 200, "bins");
            Checks.require(counts.size() >= 2, "a histogram of less than two bins");
            counts.forEach(c -> Checks.count(c, "bin"));
            Checks.require(counts.stream().anyMatch(c -> c > 0), "a histogram of nothing");
        }
    }

    /**
     * Quantiles of the paths' returns over the steps.
     *
     * @param steps rising, 2 to 500 of them
     * @param bands by rising level, 1 to 9 of them
     */
    public record Fan(List<Long> steps, List<Band> bands) {

        public Fan {
            steps = Checks.list(steps, 500, "fan steps");
            bands = Checks.list(bands, 9, "fan bands");
            Checks.require(steps.size() >= 2 && !bands.isEmpty(), "an empty fan");
            for (int i = 0; i < steps.size(); i++) {
                Checks.count(steps.get(i), "fan step");
                Checks.require(i == 0 || steps.get(i) > steps.get(i - 1), "fan steps do not rise");
            }
            for (int i = 0; i < bands.size(); i++) {
                Band band = bands.get(i);
                Checks.require(band.values().size() == steps.size(), "a band misses steps");
                Checks.require(i == 0 || bands.get(i - 1).isBelow(band), "fan bands cross");
            }
        }
    }

    /** One quantile at each step of a fan, as a fraction of the starting equity. */
    public record Band(double level, List<Double> values) {

        public Band {
            level = Checks.level(level);
            values = Checks.numbers(values, 500, "band");
        }

        private boolean isBelow(Band other) {
            boolean below = level < other.level;
            for (int i = 0; i < Math.min(values.size(), other.values.size()); i++) {
                below &= values.get(i) <= other.values.get(i);
            }
            return below;
        }
    }
}

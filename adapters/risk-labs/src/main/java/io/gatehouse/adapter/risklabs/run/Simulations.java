package io.gatehouse.adapter.risklabs.run;

import io.gatehouse.adapter.risklabs.grid.GridRunner;
import io.gatehouse.adapter.risklabs.report.Estimate;
import io.gatehouse.adapter.risklabs.report.NamedEstimate;
import io.gatehouse.adapter.risklabs.report.Simulation;
import io.gatehouse.adapter.risklabs.report.Unit;
import io.gatehouse.adapter.risklabs.statistics.Horizon;
import io.gatehouse.adapter.risklabs.statistics.Intervals;
import io.gatehouse.adapter.risklabs.statistics.JumpDiffusion;
import io.gatehouse.adapter.risklabs.statistics.Level;
import io.gatehouse.adapter.risklabs.statistics.PathModel;
import io.gatehouse.adapter.risklabs.statistics.PathStatistics;
import io.gatehouse.adapter.risklabs.statistics.StationaryBootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Draws the paths of all studies in chunks of fixed size, so that figures do not depend on how many
 * threads draw them.
 */
final class Simulations {

    private static final int CHUNK = 5_000;
    private static final int RESAMPLES = 500;
    private static final int BINS = 40;

    private final LabOptions options;

    Simulations(LabOptions options) {
        this.options = options;
    }

    /** A chunk of the paths of one model of one study. */
    private record Chunk(int study, String model, int first, int count) {}

    /** What a study's paths came to. */
    record Drawn(List<Simulation> simulations, OptionalDouble drawdown) {}

    List<Drawn> draw(List<Study> studies, GridRunner runner, LabProgress progress) {
        List<Chunk> chunks = new ArrayList<>();
        for (int i = 0; i < studies.size(); i++) {
            for (String model : studies.get(i).simulated().keySet()) {
                for (int first = 0; first < options.paths(); first += CHUNK) {
                    chunks.add(
                            new Chunk(i, model, first, Math.min(CHUNK, options.paths() - first)));
                }
            }
        }
        List<PathStatistics> parts =
                runner.run(
                        chunks,
                        chunk ->
                                studies.get(chunk.study())
                                        .simulated()
                                        .get(chunk.model())
                                        .simulate(
                                                options.seed(),
                                                chunk.first(),
                                                chunk.count(),
                                                horizon(studies.get(chunk.study()))),
                        (done, total) -> progress.at("simulation", done, total));
        List<Drawn> drawn = new ArrayList<>();
        for (int i = 0; i < studies.size(); i++) {
            drawn.add(drawn(studies.get(i), i, chunks, parts));
        }
        return drawn;
    }

    private Horizon horizon(Study study) {
        return new Horizon(options.steps(), study.barsPerDay());
    }

    private Drawn drawn(Study study, int index, List<Chunk> chunks, List<PathStatistics> parts) {
        List<Simulation> simulations = new ArrayList<>();
        OptionalDouble drawdown = OptionalDouble.empty();
        for (Map.Entry<String, PathModel> model : study.simulated().entrySet()) {
            List<PathStatistics> own = new ArrayList<>();
            for (int i = 0; i < chunks.size(); i++) {
                if (chunks.get(i).study() == index
                        && chunks.get(i).model().equals(model.getKey())) {
                    own.add(parts.get(i));
                }
            }
            PathStatistics paths = PathStatistics.merge(own);
            Intervals.Estimate deep = deep(paths);
            if (model.getKey().equals("stationary_bootstrap")) {
                drawdown = OptionalDouble.of(deep.risk().valueAtRisk());
            }
            simulations.add(simulation(study, model.getKey(), model.getValue(), paths, deep));
        }
        return new Drawn(simulations, drawdown);
    }

    /** The drawdown that 95 of 100 paths do not exceed: an order statistic, as of losses. */
    private Intervals.Estimate deep(PathStatistics paths) {
        double[] negated = Arrays.stream(paths.maximumDrawdown()).map(d -> -d).toArray();
        return Intervals.ofOutcomes(
                negated, Level.P95, ProfileAssembly.CONFIDENCE, RESAMPLES, options.seed());
    }

    private Simulation simulation(
            Study study,
            String name,
            PathModel model,
            PathStatistics paths,
            Intervals.Estimate deep) {
        List<NamedEstimate> figures = new ArrayList<>();
        for (Level level : Level.REPORTED) {
            Intervals.Estimate tail =
                    Intervals.ofOutcomes(
                            paths.finalReturn(),
                            level,
                            ProfileAssembly.CONFIDENCE,
                            RESAMPLES,
                            options.seed());
            figures.add(
                    figure(
                            "value_at_risk_" + level.perMille(),
                            ProfileAssembly.estimate(
                                    tail.risk().valueAtRisk(), tail.valueAtRisk())));
            figures.add(
                    figure(
                            "expected_shortfall_" + level.perMille(),
                            ProfileAssembly.estimate(
                                    tail.risk().expectedShortfall(), tail.expectedShortfall())));
        }
        figures.add(
                figure(
                        "max_drawdown_950",
                        ProfileAssembly.estimate(deep.risk().valueAtRisk(), deep.valueAtRisk())));
        double limit =
                study.profile()
                        .limits()
                        .number(io.gatehouse.adapter.risklabs.portfolio.Limit.DRAWDOWN);
        long broken = Arrays.stream(paths.maximumDrawdown()).filter(depth -> depth > limit).count();
        figures.add(figure("share_beyond_drawdown", Estimate.of((double) broken / paths.size())));
        return new Simulation(
                name,
                paths.size(),
                options.steps(),
                parameters(model),
                figures,
                histogram(paths.finalReturn()),
                Optional.empty());
    }

    private static NamedEstimate figure(String name, Estimate estimate) {
        return new NamedEstimate(name, Unit.FRACTION, estimate);
    }

    private static SortedMap<String, Double> parameters(PathModel model) {
        TreeMap<String, Double> parameters = new TreeMap<>();
        if (model instanceof StationaryBootstrap bootstrap) {
            parameters.put("block_length", bootstrap.meanBlock());
        }
        if (model instanceof JumpDiffusion jumps) {
            parameters.put("drift", jumps.drift());
            parameters.put("volatility", jumps.volatility());
            parameters.put("jumps_per_step", jumps.intensity());
            parameters.put("jump_mean", jumps.jumpMean());
            parameters.put("jump_deviation", jumps.jumpDeviation());
        }
        return parameters;
    }

    private static Optional<Simulation.Histogram> histogram(double[] values) {
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(0);
        if (!(high > low)) {
            return Optional.empty();
        }
        double width = (high - low) / BINS;
        long[] counts = new long[BINS];
        for (double value : values) {
            counts[(int) Math.min(BINS - 1, (value - low) / width)]++;
        }
        return Optional.of(
                new Simulation.Histogram(low, width, Arrays.stream(counts).boxed().toList()));
    }
}

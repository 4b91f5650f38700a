package io.gatehouse.adapter.smoke.run;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the figures of a smoke are expected to be, adopted once and kept under version control.
 *
 * @param basis digest of candles, terms and cycles; figures of others mean nothing here
 * @param digest of the file
 */
public record Expected(Digest basis, Digest digest, JsonArray strategies) {

    public static final String SCHEMA = "gatehouse.smoke-expected/1";

    /** The figures with an expectation, each of every strategy. */
    public static final List<String> FIGURES =
            List.of("fees", "orders", "pnl", "signals", "trades", "turnover");

    /** Reads a file's bytes; empty when it is none of this form. */
    public static Optional<Expected> read(byte[] bytes) {
        try {
            JsonObject file = StrictJson.readSigned(bytes).objectOrThrow();
            boolean formed =
                    file.text("schema").equals(Optional.of(SCHEMA))
                            && file.text("basis_sha384").filter(Digest::isDigest).isPresent()
                            && file.find("strategies").orElse(null) instanceof JsonArray
                            && file.names().size() == 3;
            return formed
                    ? Optional.of(
                            new Expected(
                                    Digest.parse(file.requireText("basis_sha384")),
                                    Digest.sha384(bytes),
                                    new JsonArray(file.array("strategies"))))
                    : Optional.empty();
        } catch (JsonFaultException e) {
            return Optional.empty();
        }
    }

    /**
     * The file for what a run gave, to be read by a person and adopted.
     *
     * @param percent tolerance of each figure, of its size and rounded up; at most 100
     */
    public static JsonObject of(Digest basis, List<StrategyRun> runs, int percent) {
        if (percent < 0 || percent > 100) {
            throw new IllegalArgumentException("0 to 100 per cent");
        }
        List<JsonValue> strategies = new ArrayList<>();
        for (StrategyRun run : runs) {
            JsonObject.Builder figures = JsonObject.builder();
            run.figures()
                    .forEach(
                            (name, value) ->
                                    figures.put(
                                            name,
                                            JsonObject.of("expected", value)
                                                    .with("tolerance", tolerance(value, percent))));
            strategies.add(
                    JsonObject.of("strategy", run.strategy().id())
                            .with("version", run.strategy().version())
                            .with("figures", figures.build()));
        }
        return JsonObject.of("schema", SCHEMA)
                .with("basis_sha384", basis.value())
                .with("strategies", new JsonArray(strategies));
    }

    private static long tolerance(long value, int percent) {
        return Money.mulDiv(Math.abs(value), percent, 100) + (percent == 0 ? 0 : 1);
    }

    /** Each expected figure beside that of the run; empty when one is not expected at all. */
    public Optional<List<Comparison>> compare(StrategyRun run) {
        List<JsonObject> entries =
                strategies.values().stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .filter(e -> e.text("strategy").equals(Optional.of(run.strategy().id())))
                        .toList();
        long version = run.strategy().version();
        if (entries.size() != 1
                || !entries.get(0).integer("version").equals(Optional.of(version))) {
            return Optional.empty();
        }
        JsonObject figures = entries.get(0).object("figures").orElse(JsonObject.EMPTY);
        List<Comparison> comparisons = new ArrayList<>();
        for (String name : FIGURES) {
            JsonObject figure = figures.object(name).orElse(JsonObject.EMPTY);
            Optional<Long> expected = figure.integer("expected");
            Optional<Long> tolerance = figure.integer("tolerance").filter(t -> t >= 0);
            if (expected.isEmpty() || tolerance.isEmpty()) {
                return Optional.empty();
            }
            long observed = run.figures().get(name);
            comparisons.add(
                    new Comparison(
                            run.strategy().id(), name, expected.get(), observed, tolerance.get()));
        }
        return Optional.of(comparisons);
    }
}

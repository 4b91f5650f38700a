package io.gatehouse.configuration.check;

import io.gatehouse.configuration.ConfigNode.Mapping;
import io.gatehouse.configuration.ConfigNode.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code instrument_buckets}: groups of instruments with limits of their own. */
final class BucketsCheck implements ConfigCheck {

    static final ConfigCode UNIVERSE =
            ConfigCode.existing(
                    "bucket_universe_unknown",
                    "An instrument bucket names a universe that there is not.",
                    "name a universe of instrument_universes");

    static final ConfigCode NEGATIVE =
            ConfigCode.existing(
                    "bucket_limit_negative",
                    "A limit of an instrument bucket is negative.",
                    "correct the limit");

    static final ConfigCode SYMBOL =
            ConfigCode.ours(
                            "bucket_symbol_unknown",
                            "An instrument bucket names an instrument that its universe does not hold; the limit acts on nothing.",
                            "name an instrument of the bucket's universe")
                    .asWarning();

    private static final List<String> LIMITS = List.of("max_position_pct", "max_notional_usd");

    @Override
    public String name() {
        return "instrument-buckets";
    }

    @Override
    public List<ConfigCode> codes() {
        return List.of(UNIVERSE, NEGATIVE, SYMBOL);
    }

    @Override
    public void run(Examination file) {
        Map<String, Mapping> universes = file.entries("instrument_universes");
        file.entries("instrument_buckets")
                .forEach(
                        (name, bucket) -> {
                            for (String limit : LIMITS) {
                                file.number(bucket, limit)
                                        .filter(figure -> figure.isBelow(0))
                                        .ifPresent(
                                                figure ->
                                                        file.find(
                                                                NEGATIVE,
                                                                figure.at(),
                                                                name,
                                                                limit
                                                                        + " is "
                                                                        + figure.at().text()));
                            }
                            file.text(bucket, "universe")
                                    .ifPresent(u -> members(file, name, bucket, u, universes));
                        });
    }

    private static void members(
            Examination file,
            String name,
            Mapping bucket,
            Scalar universe,
            Map<String, Mapping> universes) {
        Mapping held = universes.get(universe.text());
        if (held == null) {
            file.find(UNIVERSE, universe, name, universe.text());
            return;
        }
        Set<String> instruments =
                file.mapping(held, "instruments").map(m -> m.last().keySet()).orElse(Set.of());
        for (Scalar symbol : file.texts(bucket, "symbols")) {
            if (!instruments.contains(symbol.text())) {
                file.find(SYMBOL, symbol, name, symbol.text() + " is not in " + universe.text());
            }
        }
    }
}

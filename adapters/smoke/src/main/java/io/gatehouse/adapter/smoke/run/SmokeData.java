package io.gatehouse.adapter.smoke.run;

import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.util.Comparator;
import java.util.List;

/**
 * What a smoke runs over.
 *
 * @param synthetic whether the candles were made up
 * @param universe of the configuration, whose instruments these are
 */
public record SmokeData(
        List<DataFile> files,
        boolean synthetic,
        String configuration,
        Digest configurationDigest,
        String universe) {

    public SmokeData {
        files =
                files.stream()
                        .sorted(Comparator.comparing(file -> file.series().instrument()))
                        .toList();
    }

    public Market market() {
        return Market.of(files.stream().map(DataFile::series).toList());
    }

    public List<String> instruments() {
        return files.stream().map(file -> file.series().instrument().name()).toList();
    }

    public JsonArray toJson() {
        return new JsonArray(files.stream().map(file -> (JsonValue) file.toJson()).toList());
    }

    /** Digest of all on which the figures rest: equal bases must give equal figures. */
    public Digest basis(Terms terms, int cycles) {
        return Digest.of(
                JsonObject.of("data", toJson())
                        .with("terms", terms.toJson())
                        .with("cycles", cycles));
    }
}

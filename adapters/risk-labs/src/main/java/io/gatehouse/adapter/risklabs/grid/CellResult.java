package io.gatehouse.adapter.risklabs.grid;

import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a cell came to, as a value that can be sent back.
 *
 * @param cell which
 * @param value fractions as decimal text (see {@code Decimals}), so that it has one form of bytes
 */
public record CellResult(Cell cell, JsonObject value) {

    private static final Set<String> MEMBERS = Set.of("cell", "value");

    public CellResult {
        Objects.requireNonNull(cell);
        Objects.requireNonNull(value);
    }

    public JsonObject toJson() {
        return JsonObject.builder().put("cell", cell.toJson()).put("value", value).build();
    }

    /**
     * Reads what {@link #toJson} wrote.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static CellResult fromJson(JsonObject json) {
        if (!json.names().equals(MEMBERS)
                || json.object("cell").isEmpty()
                || json.object("value").isEmpty()) {
            throw new IllegalArgumentException("not the members of a cell's result");
        }
        return new CellResult(Cell.fromJson(json.object("cell").get()), json.object("value").get());
    }

    /**
     * The results of a run as lines of canonical JSON: the bytes that are compared and digested.
     */
    public static byte[] lines(List<CellResult> results) {
        StringBuilder text = new StringBuilder();
        results.forEach(result -> text.append(CanonicalJson.text(result.toJson())).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}

package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request that names several orders to cancel: its body is JSON with {@code nonce} and {@code
 * cl_ord_ids}, 2 to 50 of them, each once.
 */
final class KrakenBatch {

    static final String PATH = "/0/private/CancelOrderBatch";

    private static final int FEWEST = 2;
    private static final int MOST = 50;
    private static final String IDS = "cl_ord_ids";

    private KrakenBatch() {}

    /** The nonce and the ids, joined by commas; empty when it is of another form. */
    static Optional<Params> params(String body) {
        if (!(StrictJson.readSigned(body.getBytes(StandardCharsets.UTF_8))
                        instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject batch)
                || !batch.names().equals(Set.of("nonce", IDS))
                || batch.text("nonce").isEmpty()) {
            return Optional.empty();
        }
        List<String> ids = new ArrayList<>();
        for (JsonValue each : batch.array(IDS)) {
            if (!(each instanceof JsonString id) || !id.value().matches("[A-Za-z0-9_-]{1,36}")) {
                return Optional.empty();
            }
            ids.add(id.value());
        }
        if (ids.size() < FEWEST || ids.size() > MOST || Set.copyOf(ids).size() < ids.size()) {
            return Optional.empty();
        }
        return Optional.of(
                new Params(
                        Map.of("nonce", batch.requireText("nonce"), IDS, String.join(",", ids)),
                        body));
    }

    static List<String> ids(Params params) {
        return List.of(params.demand(IDS).split(","));
    }
}

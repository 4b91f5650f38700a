package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.kill.CancelResult;
import io.gatehouse.adapter.liverouter.kill.KillReport;
import io.gatehouse.adapter.liverouter.state.LatchEntry;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Reports of kills for programs and for the file that is kept. */
final class KillLines {

    private static final String SCHEMA = "gatehouse.router-kill/1";

    private KillLines() {}

    static JsonObject of(KillReport report, List<LatchEntry> latches) {
        List<JsonObject> orders = new ArrayList<>();
        for (CancelResult each : report.results()) {
            orders.add(
                    JsonObject.builder()
                            .put("venue", each.venue().value())
                            .put("order", each.order().value())
                            .put("fate", each.fate().name().toLowerCase(java.util.Locale.ROOT))
                            .put("attempts", each.attempts())
                            .build());
        }
        JsonObject.Builder foreign = JsonObject.builder();
        report.foreign().forEach((venue, count) -> foreign.put(venue.value(), count));
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("complete", report.complete())
                .put("orders", orders)
                .put("foreign", foreign.build())
                .put("handed_over_micros", report.handedOver().toNanos() / 1_000)
                .put(
                        "latches",
                        latches.stream().filter(LatchEntry::standing).map(e -> e.number()).toList())
                .put("findings", report.findings().stream().map(RecordCodec::encode).toList())
                .build();
    }
}

package io.gatehouse.adapter.smoke.run;

import io.gatehouse.core.json.JsonObject;
import java.time.Instant;

/**
 * One fill: an order of one row, filled at the open of the next.
 *
 * @param signalled time of the row that decided, in milliseconds
 * @param column of the instrument
 * @param instrument venue and symbol
 * @param quantity above zero, scaled
 * @param open that it was filled at, before slippage
 */
public record Fill(
        long signalled,
        int column,
        String instrument,
        boolean buy,
        long quantity,
        long open,
        long price,
        long fee) {

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("signalled", Instant.ofEpochMilli(signalled).toString())
                .put("instrument", instrument)
                .put("side", buy ? "buy" : "sell")
                .put("quantity", quantity)
                .put("open", open)
                .put("price", price)
                .put("fee", fee)
                .build();
    }
}

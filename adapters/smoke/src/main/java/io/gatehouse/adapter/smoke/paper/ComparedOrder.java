package io.gatehouse.adapter.smoke.paper;

import io.gatehouse.adapter.smoke.report.Json;
import io.gatehouse.adapter.smoke.run.Money;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/**
 * A paper order beside what the backtest would have paid.
 *
 * @param open next open of the instrument
 * @param reference that open after the assumed slippage
 */
public record ComparedOrder(PaperOrder order, long open, long reference, List<PaperFill> fills) {

    private static final long MILLION = 1_000_000;

    public ComparedOrder {
        fills = List.copyOf(fills);
    }

    public long filled() {
        return fills.stream().mapToLong(PaperFill::quantity).reduce(0, Money::add);
    }

    public boolean isFilled() {
        return filled() == order.quantity();
    }

    /** How much worse than the reference a fill was, in millionths; negative for better. */
    public long difference(PaperFill fill) {
        long apart = Money.add(fill.price(), -reference);
        return Money.mulDiv(order.buy() ? apart : -apart, MILLION, reference);
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("order_id", order.id())
                .put("strategy", order.strategy())
                .put("instrument", order.instrument())
                .put("signalled", Instant.ofEpochMilli(order.signalled()).toString())
                .put("side", order.buy() ? "buy" : "sell")
                .put("quantity", order.quantity())
                .put("open", open)
                .put(
                        "fills",
                        Json.array(
                                fills,
                                fill ->
                                        JsonObject.of("fill_id", fill.id())
                                                .with("quantity", fill.quantity())
                                                .with("price", fill.price())
                                                .with("difference", difference(fill))))
                .build();
    }
}

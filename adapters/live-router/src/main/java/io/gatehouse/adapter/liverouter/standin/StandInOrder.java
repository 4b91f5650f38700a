package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** An order as the stand-in keeps it. Confined to the exchange's lock. */
final class StandInOrder {

    /** Part of it that was traded, at the price of the order that was there first. */
    record Fill(long trade, long price, long quantity) {}

    final Listing listing;
    final long id;
    final String clientId;
    final boolean house;
    final Side side;
    final OrderType type;
    final long price;
    final long quantity;
    final long time;
    final List<Fill> fills = new ArrayList<>();
    long filled;
    long notional;
    OrderStatus status = OrderStatus.OPEN;

    StandInOrder(
            Listing listing,
            long id,
            String clientId,
            boolean house,
            Side side,
            OrderType type,
            long price,
            long quantity,
            long time) {
        this.listing = listing;
        this.id = id;
        this.clientId = clientId;
        this.house = house;
        this.side = side;
        this.type = type;
        this.price = price;
        this.quantity = quantity;
        this.time = time;
    }

    long remaining() {
        return quantity - filled;
    }

    void fill(Fill fill) {
        filled += fill.quantity();
        notional = Math.addExact(notional, Math.multiplyExact(fill.price(), fill.quantity()));
        status = remaining() == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
        if (!house) {
            fills.add(fill);
        }
    }

    private String venueStatus() {
        return switch (status) {
            case OPEN -> "NEW";
            case PARTIALLY_FILLED -> "PARTIALLY_FILLED";
            case FILLED -> "FILLED";
            case CANCELLED -> "CANCELED";
            case EXPIRED -> "EXPIRED";
        };
    }

    private JsonObject.Builder common() {
        return JsonObject.builder()
                .put("symbol", listing.instrument().symbol())
                .put("orderId", id)
                .put("orderListId", -1)
                .put("price", listing.price(price))
                .put("origQty", listing.quantity(quantity))
                .put("executedQty", listing.quantity(filled))
                .put("cummulativeQuoteQty", listing.notional(notional))
                .put("status", venueStatus())
                .put("timeInForce", type == OrderType.IMMEDIATE_OR_CANCEL ? "IOC" : "GTC")
                .put("type", type == OrderType.MARKET ? "MARKET" : "LIMIT")
                .put("side", side.name());
    }

    JsonObject looked() {
        return common().put("clientOrderId", clientId)
                .put("stopPrice", listing.price(0))
                .put("icebergQty", listing.quantity(0))
                .put("time", time)
                .put("updateTime", time)
                .put("isWorking", true)
                .build();
    }

    JsonObject cancelled() {
        return common().put("origClientOrderId", clientId).put("clientOrderId", "c" + id).build();
    }

    JsonObject acknowledged() {
        return common().put("clientOrderId", clientId)
                .put("transactTime", time)
                .put("fills", fills())
                .build();
    }

    private List<JsonObject> fills() {
        return fills.stream()
                .map(
                        f ->
                                JsonObject.builder()
                                        .put("price", listing.price(f.price()))
                                        .put("qty", listing.quantity(f.quantity()))
                                        .put("commission", "0.00000000")
                                        .put("commissionAsset", listing.quote())
                                        .put("tradeId", f.trade())
                                        .build())
                .toList();
    }

    /** All that is true of it, in scaled whole numbers: for the control, not for clients. */
    JsonObject truth() {
        return JsonObject.builder()
                .put("id", id)
                .put("client_id", clientId)
                .put("symbol", listing.instrument().symbol())
                .put("side", side.name())
                .put("type", type.name())
                .put("status", status.name())
                .put("price", price)
                .put("quantity", quantity)
                .put("filled", filled)
                .put("notional", notional)
                .put("fills", fills.size())
                .build();
    }
}

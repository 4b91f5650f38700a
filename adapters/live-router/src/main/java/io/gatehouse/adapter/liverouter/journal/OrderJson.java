package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.json.JsonObject;
import java.util.Set;

/** Orders, reports and outcomes as JSON objects and back; scaled numbers are decimal texts. */
final class OrderJson {

    private static final int LONGEST_DETAIL = 1_000;

    private OrderJson() {}

    static String number(long value) {
        return Long.toString(value);
    }

    /**
     * A venue's own words, made fit for the journal: cut to 1,000 characters, halves of surrogate
     * pairs replaced. An outcome must not be lost because its explanation is odd.
     */
    static String words(String text) {
        String cut = text.length() <= LONGEST_DETAIL ? text : text.substring(0, LONGEST_DETAIL);
        boolean plain = true;
        for (int i = 0; i < cut.length(); i++) {
            plain &= cut.charAt(i) < Character.MIN_SURROGATE;
        }
        return plain ? cut : cut.replaceAll("\\p{Cs}", "\ufffd");
    }

    static JsonObject instrument(Instrument instrument) {
        return JsonObject.builder()
                .put("symbol", instrument.symbol())
                .put("price_scale", instrument.priceScale())
                .put("quantity_scale", instrument.quantityScale())
                .put("tick", number(instrument.tick()))
                .put("lot", number(instrument.lot()))
                .put("minimum_notional", number(instrument.minimumNotional()))
                .put("maximum_quantity", number(instrument.maximumQuantity()))
                .build();
    }

    static Instrument instrument(JsonObject object) {
        Fields fields =
                new Fields(
                        object,
                        Set.of(
                                "symbol",
                                "price_scale",
                                "quantity_scale",
                                "tick",
                                "lot",
                                "minimum_notional",
                                "maximum_quantity"));
        return new Instrument(
                fields.text("symbol"),
                fields.small("price_scale"),
                fields.small("quantity_scale"),
                fields.number("tick"),
                fields.number("lot"),
                fields.number("minimum_notional"),
                fields.number("maximum_quantity"));
    }

    static JsonObject parent(ParentOrder order) {
        return JsonObject.builder()
                .put("id", order.id())
                .put("instrument", instrument(order.instrument()))
                .put("profile", order.profile())
                .put("strategy", order.strategy())
                .put("side", order.side().name())
                .put("type", order.type().name())
                .put("quantity", number(order.quantity()))
                .put("limit_price", number(order.limitPrice()))
                .put("reduce_only", order.reduceOnly())
                .build();
    }

    static ParentOrder parent(JsonObject object) {
        Fields fields =
                new Fields(
                        object,
                        Set.of(
                                "id",
                                "instrument",
                                "profile",
                                "strategy",
                                "side",
                                "type",
                                "quantity",
                                "limit_price",
                                "reduce_only"));
        return new ParentOrder(
                fields.text("id"),
                instrument(fields.object("instrument")),
                fields.text("profile"),
                fields.text("strategy"),
                fields.constant("side", Side.class),
                fields.constant("type", OrderType.class),
                fields.number("quantity"),
                fields.number("limit_price"),
                fields.flag("reduce_only"));
    }

    static JsonObject child(ChildOrder order) {
        return JsonObject.builder()
                .put("id", order.id().value())
                .put("parent", order.parent())
                .put("venue", order.venue().value())
                .put("instrument", instrument(order.instrument()))
                .put("side", order.side().name())
                .put("type", order.type().name())
                .put("quantity", number(order.quantity()))
                .put("limit_price", number(order.limitPrice()))
                .put("reduce_only", order.reduceOnly())
                .put("valid_until", order.validUntil().toString())
                .build();
    }

    static ChildOrder child(JsonObject object) {
        Fields fields =
                new Fields(
                        object,
                        Set.of(
                                "id",
                                "parent",
                                "venue",
                                "instrument",
                                "side",
                                "type",
                                "quantity",
                                "limit_price",
                                "reduce_only",
                                "valid_until"));
        return new ChildOrder(
                new ClientOrderId(fields.text("id")),
                fields.text("parent"),
                new VenueId(fields.text("venue")),
                instrument(fields.object("instrument")),
                fields.constant("side", Side.class),
                fields.constant("type", OrderType.class),
                fields.number("quantity"),
                fields.number("limit_price"),
                fields.flag("reduce_only"),
                fields.time("valid_until"));
    }

    static JsonObject report(OrderReport report) {
        return JsonObject.builder()
                .put("id", report.id().value())
                .put("venue_order_id", words(report.venueOrderId()))
                .put("status", report.status().name())
                .put("quantity", number(report.quantity()))
                .put("filled", number(report.filled()))
                .put("filled_notional", number(report.filledNotional()))
                .build();
    }

    static OrderReport report(JsonObject object) {
        Fields fields =
                new Fields(
                        object,
                        Set.of(
                                "id",
                                "venue_order_id",
                                "status",
                                "quantity",
                                "filled",
                                "filled_notional"));
        return new OrderReport(
                new ClientOrderId(fields.text("id")),
                fields.text("venue_order_id"),
                fields.constant("status", OrderStatus.class),
                fields.number("quantity"),
                fields.number("filled"),
                fields.number("filled_notional"));
    }

    static JsonObject outcome(Outcome outcome) {
        if (outcome instanceof Outcome.Accepted accepted) {
            return JsonObject.builder()
                    .put("kind", "accepted")
                    .put("report", report(accepted.report()))
                    .build();
        }
        if (outcome instanceof Outcome.Refused refused) {
            return JsonObject.builder()
                    .put("kind", "refused")
                    .put("refusal", refused.refusal().name())
                    .put("code", words(refused.code()))
                    .put("detail", words(refused.detail()))
                    .build();
        }
        Outcome.Unknown unknown = (Outcome.Unknown) outcome;
        return JsonObject.builder()
                .put("kind", "unknown")
                .put("doubt", unknown.doubt().name())
                .put("detail", words(unknown.detail()))
                .build();
    }

    static Outcome outcome(JsonObject object) {
        String kind = object.text("kind").orElse("");
        return switch (kind) {
            case "accepted" ->
                    new Outcome.Accepted(
                            report(new Fields(object, Set.of("kind", "report")).object("report")));
            case "refused" -> {
                Fields fields = new Fields(object, Set.of("kind", "refusal", "code", "detail"));
                yield new Outcome.Refused(
                        fields.constant("refusal", Outcome.Refusal.class),
                        fields.text("code"),
                        fields.text("detail"));
            }
            case "unknown" -> {
                Fields fields = new Fields(object, Set.of("kind", "doubt", "detail"));
                yield new Outcome.Unknown(
                        fields.constant("doubt", Outcome.Doubt.class), fields.text("detail"));
            }
            default -> throw new IllegalArgumentException("an outcome of a kind not known");
        };
    }
}

package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.json.JsonObject;
import java.util.Set;

/**
 * Order events as JSON objects and back.
 *
 * <p>The reader is strict: an event of a later version is refused, not skipped, for a fold that
 * skips an event reaches another state than the one that was left. Stateless.
 */
public final class OrderEventCodec {

    private OrderEventCodec() {}

    /** The object of an event; venue's words are cut to 1,000 characters. */
    public static JsonObject write(OrderEvent event) {
        JsonObject.Builder out = JsonObject.builder().put("at", event.at().toString());
        if (event instanceof OrderEvent.ParentTaken taken) {
            return kind(out, "parent-taken").put("order", OrderJson.parent(taken.order())).build();
        }
        if (event instanceof OrderEvent.ParentRefused refused) {
            return kind(out, "parent-refused")
                    .put("parent", refused.parent())
                    .put("codes", refused.codes())
                    .build();
        }
        if (event instanceof OrderEvent.Reserved reserved) {
            return kind(out, "reserved").put("order", OrderJson.child(reserved.order())).build();
        }
        if (event instanceof OrderEvent.Answered answered) {
            return kind(out, "answered")
                    .put("id", answered.id().value())
                    .put("outcome", OrderJson.outcome(answered.outcome()))
                    .build();
        }
        if (event instanceof OrderEvent.Reported reported) {
            return kind(out, "reported").put("report", OrderJson.report(reported.report())).build();
        }
        if (event instanceof OrderEvent.ProvenAbsent absent) {
            return kind(out, "proven-absent")
                    .put("id", absent.id().value())
                    .put("venue_time", absent.venueTime().toString())
                    .build();
        }
        if (event instanceof OrderEvent.CancelAsked asked) {
            return kind(out, "cancel-asked").put("id", asked.id().value()).build();
        }
        if (event instanceof OrderEvent.ForeignSeen foreign) {
            return kind(out, "foreign-seen")
                    .put("venue", foreign.venue().value())
                    .put("venue_order_id", OrderJson.words(foreign.venueOrderId()))
                    .build();
        }
        OrderEvent.Contradiction contradiction = (OrderEvent.Contradiction) event;
        return kind(out, "contradiction")
                .put("id", contradiction.id().value())
                .put("code", OrderJson.words(contradiction.code()))
                .put("detail", OrderJson.words(contradiction.detail()))
                .build();
    }

    private static JsonObject.Builder kind(JsonObject.Builder out, String kind) {
        return out.put("kind", kind);
    }

    /**
     * The event of an object.
     *
     * @throws IllegalArgumentException when it is none; the message names a member, never a value
     */
    public static OrderEvent read(JsonObject object) {
        return switch (object.text("kind").orElse("")) {
            case "parent-taken" -> {
                Fields fields = fields(object, "order");
                yield new OrderEvent.ParentTaken(
                        fields.time("at"), OrderJson.parent(fields.object("order")));
            }
            case "parent-refused" -> {
                Fields fields = fields(object, "parent", "codes");
                yield new OrderEvent.ParentRefused(
                        fields.time("at"), fields.text("parent"), fields.texts("codes"));
            }
            case "reserved" -> {
                Fields fields = fields(object, "order");
                yield new OrderEvent.Reserved(
                        fields.time("at"), OrderJson.child(fields.object("order")));
            }
            case "answered" -> {
                Fields fields = fields(object, "id", "outcome");
                yield new OrderEvent.Answered(
                        fields.time("at"), id(fields), OrderJson.outcome(fields.object("outcome")));
            }
            case "reported" -> {
                Fields fields = fields(object, "report");
                yield new OrderEvent.Reported(
                        fields.time("at"), OrderJson.report(fields.object("report")));
            }
            case "proven-absent" -> {
                Fields fields = fields(object, "id", "venue_time");
                yield new OrderEvent.ProvenAbsent(
                        fields.time("at"), id(fields), fields.time("venue_time"));
            }
            case "cancel-asked" -> {
                Fields fields = fields(object, "id");
                yield new OrderEvent.CancelAsked(fields.time("at"), id(fields));
            }
            case "foreign-seen" -> {
                Fields fields = fields(object, "venue", "venue_order_id");
                yield new OrderEvent.ForeignSeen(
                        fields.time("at"),
                        new VenueId(fields.text("venue")),
                        fields.text("venue_order_id"));
            }
            case "contradiction" -> {
                Fields fields = fields(object, "id", "code", "detail");
                yield new OrderEvent.Contradiction(
                        fields.time("at"), id(fields), fields.text("code"), fields.text("detail"));
            }
            default -> throw new IllegalArgumentException("an event of a kind not known");
        };
    }

    private static ClientOrderId id(Fields fields) {
        return new ClientOrderId(fields.text("id"));
    }

    private static Fields fields(JsonObject object, String one) {
        return new Fields(object, Set.of("at", "kind", one));
    }

    private static Fields fields(JsonObject object, String one, String other) {
        return new Fields(object, Set.of("at", "kind", one, other));
    }

    private static Fields fields(JsonObject object, String one, String other, String third) {
        return new Fields(object, Set.of("at", "kind", one, other, third));
    }
}

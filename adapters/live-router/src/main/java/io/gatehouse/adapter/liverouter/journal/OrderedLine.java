package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent.ParentTaken;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent.Reserved;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/**
 * An order and its first reservation as one line, where the reservation repeats the order: most of
 * them do. It stands for two events. Stateless.
 */
final class OrderedLine {

    private static final String KIND = "ordered";
    private static final byte[] AT = PlainLine.ascii("{\"at\":");
    private static final byte[] CHILD = PlainLine.ascii(",\"child\":{\"id\":");
    private static final byte[] VALID_UNTIL = PlainLine.ascii(",\"valid_until\":");
    private static final byte[] VENUE = PlainLine.ascii(",\"venue\":");
    private static final byte[] ORDER = PlainLine.ascii("},\"kind\":\"ordered\",\"order\":");
    private static final byte[] END = PlainLine.ascii("}");

    private OrderedLine() {}

    /**
     * Whether the two may be told by one line: all that the line does not hold twice is the same.
     */
    static boolean fits(OrderEvent first, OrderEvent second) {
        return first instanceof ParentTaken taken
                && second instanceof Reserved reserved
                && taken.at().equals(reserved.at())
                && repeats(taken.order(), reserved.order());
    }

    private static boolean repeats(ParentOrder order, ChildOrder child) {
        return child.quantity() == order.quantity()
                && child.limitPrice() == order.limitPrice()
                && child.side() == order.side()
                && child.type() == order.type()
                && child.reduceOnly() == order.reduceOnly()
                && child.parent().equals(order.id())
                && child.instrument().equals(order.instrument());
    }

    /** Writes both; they must {@link #fits fit}. */
    static void write(ParentTaken taken, ChildOrder child, PlainLine out) {
        int start = out.length();
        out.raw(AT).time(taken.at()).raw(CHILD).text(child.id().value());
        out.raw(VALID_UNTIL).time(child.validUntil());
        out.raw(VENUE).text(child.venue().value()).raw(ORDER);
        EventLines.parent(taken.order(), out);
        out.raw(END);
        if (out.odd()) {
            out.cutTo(start);
            out.raw(CanonicalJson.bytes(object(taken, child)));
        }
    }

    private static JsonObject object(ParentTaken taken, ChildOrder child) {
        return JsonObject.builder()
                .put("at", taken.at().toString())
                .put("kind", KIND)
                .put("order", OrderJson.parent(taken.order()))
                .put(
                        "child",
                        JsonObject.builder()
                                .put("id", child.id().value())
                                .put("valid_until", child.validUntil().toString())
                                .put("venue", child.venue().value())
                                .build())
                .build();
    }

    static boolean is(JsonObject object) {
        return object.text("kind").filter(KIND::equals).isPresent();
    }

    /**
     * Both events.
     *
     * @throws IllegalArgumentException when it is no such line
     */
    static List<OrderEvent> read(JsonObject object) {
        Fields fields = new Fields(object, Set.of("at", "kind", "order", "child"));
        Fields child = new Fields(fields.object("child"), Set.of("id", "valid_until", "venue"));
        ParentOrder order = OrderJson.parent(fields.object("order"));
        ChildOrder reserved =
                new ChildOrder(
                        new ClientOrderId(child.text("id")),
                        order.id(),
                        new VenueId(child.text("venue")),
                        order.instrument(),
                        order.side(),
                        order.type(),
                        order.quantity(),
                        order.limitPrice(),
                        order.reduceOnly(),
                        child.time("valid_until"));
        return List.of(
                new ParentTaken(fields.time("at"), order),
                new Reserved(fields.time("at"), reserved));
    }
}

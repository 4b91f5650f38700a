package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.guard.Orders;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** One event of every kind, and more of the kinds that have variants. */
public final class Events {

    private static final Instant AT = Instant.parse("2026-11-20T12:00:00.123456789Z");

    private Events() {}

    public static List<OrderEvent> everyKind() {
        ChildOrder child = Orders.buy(5, Long.MAX_VALUE);
        ClientOrderId id = child.id();
        OrderReport report =
                new OrderReport(id, "ź-1", OrderStatus.PARTIALLY_FILLED, 5, 2, Long.MAX_VALUE);
        List<OrderEvent> events = new ArrayList<>();
        events.add(new OrderEvent.ParentTaken(AT, parent(OrderType.LIMIT, 7)));
        events.add(new OrderEvent.ParentTaken(AT, parent(OrderType.MARKET, 0)));
        events.add(new OrderEvent.ParentRefused(AT, "p", List.of("price-collar", "halted")));
        events.add(new OrderEvent.ParentRefused(AT, "p", List.of()));
        events.add(new OrderEvent.Reserved(AT, child));
        events.add(new OrderEvent.Answered(AT, id, new Outcome.Accepted(report)));
        for (Outcome.Refusal refusal : Outcome.Refusal.values()) {
            events.add(
                    new OrderEvent.Answered(
                            AT, id, new Outcome.Refused(refusal, "-1013", "a \"b\"\n\u0001")));
        }
        for (Outcome.Doubt doubt : Outcome.Doubt.values()) {
            events.add(new OrderEvent.Answered(AT, id, new Outcome.Unknown(doubt, "")));
        }
        for (OrderStatus status : OrderStatus.values()) {
            events.add(new OrderEvent.Reported(AT, new OrderReport(id, "", status, 5, 0, 0)));
        }
        events.add(new OrderEvent.ProvenAbsent(AT, id, AT.plusNanos(1)));
        events.add(new OrderEvent.CancelAsked(AT, id));
        events.add(new OrderEvent.ForeignSeen(AT, new VenueId("venue_b"), "x/9"));
        events.add(new OrderEvent.Contradiction(AT, id, "overfill", "6 of 5"));
        return List.copyOf(events);
    }

    private static ParentOrder parent(OrderType type, long price) {
        return new ParentOrder(
                "p", Orders.BTC, "balanced", "trend", Side.SELL, type, 3, price, true);
    }

    /** An order and its first reservation, which repeats it. */
    static OrderEvent[] ordered(int number) {
        return orderedBy("p-" + number, number);
    }

    static OrderEvent[] orderedBy(String parent, int number) {
        return ordered(parent, number, Orders.BTC);
    }

    /** The same where the venue has another step. */
    static OrderEvent[] orderedElsewhere(int number) {
        Instrument own = Orders.BTC;
        return ordered(
                "p-" + number,
                number,
                new Instrument(
                        own.symbol(),
                        own.priceScale(),
                        own.quantityScale(),
                        2 * own.tick(),
                        own.lot(),
                        own.minimumNotional(),
                        own.maximumQuantity()));
    }

    private static OrderEvent[] ordered(String parent, int number, Instrument there) {
        ParentOrder order =
                new ParentOrder(
                        parent,
                        Orders.BTC,
                        "balanced",
                        "trend",
                        Side.BUY,
                        OrderType.LIMIT,
                        3,
                        7,
                        false);
        ChildOrder child =
                new ChildOrder(
                        new ClientOrderId("gh-" + number),
                        parent,
                        new VenueId("venue_a"),
                        there,
                        Side.BUY,
                        OrderType.LIMIT,
                        3,
                        7,
                        false,
                        AT.plusSeconds(2));
        return new OrderEvent[] {
            new OrderEvent.ParentTaken(AT, order), new OrderEvent.Reserved(AT, child)
        };
    }

    public static OrderEvent numbered(int number) {
        return new OrderEvent.CancelAsked(AT, new ClientOrderId("gh-" + number));
    }
}

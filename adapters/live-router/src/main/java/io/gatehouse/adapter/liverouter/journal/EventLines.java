package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.core.json.CanonicalJson;
import java.util.List;

/**
 * Events to lines of canonical JSON.
 *
 * <p>{@link OrderEventCodec} defines the form. The kinds that every order goes through are written
 * directly, to the same bytes, since the reservation stands between the decision and the venue.
 */
final class EventLines {

    private EventLines() {}

    /**
     * The lines of some events, each with its end.
     *
     * @throws IllegalArgumentException when one has no form in the journal, or they are too many
     */
    static byte[] of(List<OrderEvent> events) {
        if (events.size() > JournalSize.GROUP_EVENTS) {
            throw new IllegalArgumentException("more than 10,000 events at once");
        }
        PlainLine out = new PlainLine();
        for (OrderEvent event : events) {
            int start = out.length();
            if (!direct(event, out) || out.odd()) {
                out.cutTo(start);
                out.raw(CanonicalJson.bytes(OrderEventCodec.write(event)));
            }
            if (out.length() - start > JournalSize.LINE) {
                throw new IllegalArgumentException("an event of more than 64 KiB");
            }
            out.end();
        }
        return out.toBytes();
    }

    private static boolean direct(OrderEvent event, PlainLine out) {
        if (event instanceof OrderEvent.Reserved reserved) {
            out.raw("{\"at\":").time(reserved.at()).raw(",\"kind\":\"reserved\",\"order\":");
            child(reserved.order(), out);
            out.raw("}");
            return true;
        }
        if (event instanceof OrderEvent.ParentTaken taken) {
            out.raw("{\"at\":").time(taken.at()).raw(",\"kind\":\"parent-taken\",\"order\":");
            parent(taken.order(), out);
            out.raw("}");
            return true;
        }
        if (event instanceof OrderEvent.Answered answered
                && answered.outcome() instanceof Outcome.Accepted accepted) {
            out.raw("{\"at\":").time(answered.at());
            out.raw(",\"id\":").text(answered.id().value());
            out.raw(",\"kind\":\"answered\",\"outcome\":{\"kind\":\"accepted\",\"report\":");
            report(accepted.report(), out);
            out.raw("}}");
            return true;
        }
        if (event instanceof OrderEvent.Reported reported) {
            out.raw("{\"at\":").time(reported.at()).raw(",\"kind\":\"reported\",\"report\":");
            report(reported.report(), out);
            out.raw("}");
            return true;
        }
        if (event instanceof OrderEvent.CancelAsked asked) {
            out.raw("{\"at\":").time(asked.at()).raw(",\"id\":").text(asked.id().value());
            out.raw(",\"kind\":\"cancel-asked\"}");
            return true;
        }
        return false;
    }

    private static void parent(ParentOrder order, PlainLine out) {
        out.raw("{\"id\":").text(order.id());
        out.raw(",\"instrument\":").instrument(order.instrument());
        out.raw(",\"limit_price\":").number(order.limitPrice());
        out.raw(",\"profile\":").text(order.profile());
        out.raw(",\"quantity\":").number(order.quantity());
        out.raw(order.reduceOnly() ? ",\"reduce_only\":true" : ",\"reduce_only\":false");
        out.raw(",\"side\":").text(order.side().name());
        out.raw(",\"strategy\":").text(order.strategy());
        out.raw(",\"type\":").text(order.type().name()).raw("}");
    }

    private static void child(ChildOrder order, PlainLine out) {
        out.raw("{\"id\":").text(order.id().value());
        out.raw(",\"instrument\":").instrument(order.instrument());
        out.raw(",\"limit_price\":").number(order.limitPrice());
        out.raw(",\"parent\":").text(order.parent());
        out.raw(",\"quantity\":").number(order.quantity());
        out.raw(order.reduceOnly() ? ",\"reduce_only\":true" : ",\"reduce_only\":false");
        out.raw(",\"side\":").text(order.side().name());
        out.raw(",\"type\":").text(order.type().name());
        out.raw(",\"valid_until\":").time(order.validUntil());
        out.raw(",\"venue\":").text(order.venue().value()).raw("}");
    }

    private static void report(OrderReport report, PlainLine out) {
        out.raw("{\"filled\":").number(report.filled());
        out.raw(",\"filled_notional\":").number(report.filledNotional());
        out.raw(",\"id\":").text(report.id().value());
        out.raw(",\"quantity\":").number(report.quantity());
        out.raw(",\"status\":").text(report.status().name());
        out.raw(",\"venue_order_id\":").text(OrderJson.words(report.venueOrderId())).raw("}");
    }
}

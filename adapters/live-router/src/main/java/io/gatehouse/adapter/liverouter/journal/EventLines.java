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

    private static final byte[] AT = PlainLine.ascii("{\"at\":");
    private static final byte[] RESERVED = PlainLine.ascii(",\"kind\":\"reserved\",\"order\":");
    private static final byte[] END = PlainLine.ascii("}");
    private static final byte[] PARENT_TAKEN =
            PlainLine.ascii(",\"kind\":\"parent-taken\",\"order\":");
    private static final byte[] ID = PlainLine.ascii(",\"id\":");
    private static final byte[] ACCEPTED =
            PlainLine.ascii(
                    ",\"kind\":\"answered\",\"outcome\":{\"kind\":\"accepted\",\"report\":");
    private static final byte[] ENDS = PlainLine.ascii("}}");
    private static final byte[] REPORTED = PlainLine.ascii(",\"kind\":\"reported\",\"report\":");
    private static final byte[] CANCEL_ASKED = PlainLine.ascii(",\"kind\":\"cancel-asked\"}");
    private static final byte[] ORDER_ID = PlainLine.ascii("{\"id\":");
    private static final byte[] INSTRUMENT = PlainLine.ascii(",\"instrument\":");
    private static final byte[] LIMIT_PRICE = PlainLine.ascii(",\"limit_price\":");
    private static final byte[] PROFILE = PlainLine.ascii(",\"profile\":");
    private static final byte[] QUANTITY = PlainLine.ascii(",\"quantity\":");
    private static final byte[] SIDE = PlainLine.ascii(",\"side\":");
    private static final byte[] STRATEGY = PlainLine.ascii(",\"strategy\":");
    private static final byte[] TYPE = PlainLine.ascii(",\"type\":");
    private static final byte[] PARENT = PlainLine.ascii(",\"parent\":");
    private static final byte[] VALID_UNTIL = PlainLine.ascii(",\"valid_until\":");
    private static final byte[] VENUE = PlainLine.ascii(",\"venue\":");
    private static final byte[] FILLED = PlainLine.ascii("{\"filled\":");
    private static final byte[] FILLED_NOTIONAL = PlainLine.ascii(",\"filled_notional\":");
    private static final byte[] STATUS = PlainLine.ascii(",\"status\":");
    private static final byte[] VENUE_ORDER_ID = PlainLine.ascii(",\"venue_order_id\":");
    private static final byte[] REDUCE_ONLY = PlainLine.ascii(",\"reduce_only\":true");
    private static final byte[] NOT_REDUCE_ONLY = PlainLine.ascii(",\"reduce_only\":false");

    private EventLines() {}

    /**
     * Writes the lines of some events, each with its end.
     *
     * @throws IllegalArgumentException when one has no form in the journal, or they are too many;
     *     then nothing is written
     */
    static void write(List<OrderEvent> events, PlainLine out) {
        if (events.size() > JournalSize.GROUP_EVENTS) {
            throw new IllegalArgumentException("more than 10,000 events at once");
        }
        int before = out.length();
        try {
            for (int i = 0; i < events.size(); i++) {
                OrderEvent event = events.get(i);
                if (i + 1 < events.size() && OrderedLine.fits(event, events.get(i + 1))) {
                    int start = out.length();
                    ChildOrder child = ((OrderEvent.Reserved) events.get(++i)).order();
                    OrderedLine.write((OrderEvent.ParentTaken) event, child, out);
                    end(start, out);
                } else {
                    write(event, out);
                }
            }
            if (out.length() - before > JournalSize.GROUP_BYTES) {
                throw new IllegalArgumentException("events of more than 8 MiB at once");
            }
        } catch (RuntimeException e) {
            out.cutTo(before);
            throw e;
        }
    }

    private static void write(OrderEvent event, PlainLine out) {
        int start = out.length();
        if (!direct(event, out) || out.odd()) {
            out.cutTo(start);
            out.raw(CanonicalJson.bytes(OrderEventCodec.write(event)));
        }
        end(start, out);
    }

    private static void end(int start, PlainLine out) {
        if (out.length() - start > JournalSize.LINE) {
            throw new IllegalArgumentException("an event of more than 64 KiB");
        }
        out.end();
    }

    private static boolean direct(OrderEvent event, PlainLine out) {
        if (event instanceof OrderEvent.Reserved reserved) {
            out.raw(AT).time(reserved.at()).raw(RESERVED);
            child(reserved.order(), out);
            out.raw(END);
            return true;
        }
        if (event instanceof OrderEvent.ParentTaken taken) {
            out.raw(AT).time(taken.at()).raw(PARENT_TAKEN);
            parent(taken.order(), out);
            out.raw(END);
            return true;
        }
        if (event instanceof OrderEvent.Answered answered
                && answered.outcome() instanceof Outcome.Accepted accepted) {
            out.raw(AT).time(answered.at());
            out.raw(ID).text(answered.id().value());
            out.raw(ACCEPTED);
            report(accepted.report(), out);
            out.raw(ENDS);
            return true;
        }
        if (event instanceof OrderEvent.Reported reported) {
            out.raw(AT).time(reported.at()).raw(REPORTED);
            report(reported.report(), out);
            out.raw(END);
            return true;
        }
        if (event instanceof OrderEvent.CancelAsked asked) {
            out.raw(AT).time(asked.at()).raw(ID).text(asked.id().value());
            out.raw(CANCEL_ASKED);
            return true;
        }
        return false;
    }

    static void parent(ParentOrder order, PlainLine out) {
        out.raw(ORDER_ID).text(order.id());
        out.raw(INSTRUMENT).instrument(order.instrument());
        out.raw(LIMIT_PRICE).number(order.limitPrice());
        out.raw(PROFILE).text(order.profile());
        out.raw(QUANTITY).number(order.quantity());
        out.raw(order.reduceOnly() ? REDUCE_ONLY : NOT_REDUCE_ONLY);
        out.raw(SIDE).text(order.side().name());
        out.raw(STRATEGY).text(order.strategy());
        out.raw(TYPE).text(order.type().name()).raw(END);
    }

    private static void child(ChildOrder order, PlainLine out) {
        out.raw(ORDER_ID).text(order.id().value());
        out.raw(INSTRUMENT).instrument(order.instrument());
        out.raw(LIMIT_PRICE).number(order.limitPrice());
        out.raw(PARENT).text(order.parent());
        out.raw(QUANTITY).number(order.quantity());
        out.raw(order.reduceOnly() ? REDUCE_ONLY : NOT_REDUCE_ONLY);
        out.raw(SIDE).text(order.side().name());
        out.raw(TYPE).text(order.type().name());
        out.raw(VALID_UNTIL).time(order.validUntil());
        out.raw(VENUE).text(order.venue().value()).raw(END);
    }

    private static void report(OrderReport report, PlainLine out) {
        out.raw(FILLED).number(report.filled());
        out.raw(FILLED_NOTIONAL).number(report.filledNotional());
        out.raw(ID).text(report.id().value());
        out.raw(QUANTITY).number(report.quantity());
        out.raw(STATUS).text(report.status().name());
        out.raw(VENUE_ORDER_ID).text(OrderJson.words(report.venueOrderId())).raw(END);
    }
}

package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of an order at Kraken, and which ones rest there. Thread-safe. */
final class KrakenQuestions {

    private final VenueSettings settings;
    private final KrakenCalls calls;

    KrakenQuestions(VenueSettings settings, KrakenCalls calls) {
        this.settings = settings;
        this.calls = calls;
    }

    /** Time, then open, then closed orders: an order only ever moves from the one to the other. */
    Lookup find(ClientOrderId id, Instrument instrument) {
        try {
            Instant before = calls.time();
            Optional<Map.Entry<String, KrakenByClientId.Order>> there = open(id);
            if (there.isEmpty()) {
                there = closed(id);
            }
            if (there.isEmpty()) {
                return new Lookup.Absent(before);
            }
            return KrakenReports.of(
                            there.get().getKey(),
                            there.get().getValue(),
                            id,
                            instrument,
                            settings.symbol(instrument))
                    .<Lookup>map(Lookup.Found::new)
                    .orElseThrow(KrakenCalls.NoAnswerException::new);
        } catch (Exception e) {
            Fault fault = Fault.of(e);
            return new Lookup.Unknown(fault.doubt(), fault.detail());
        }
    }

    private Optional<Map.Entry<String, KrakenByClientId.Order>> open(ClientOrderId id)
            throws IOException {
        KrakenByClientId.Reply<KrakenByClientId.Open> reply =
                calls.signed(
                        (kraken, key, sign, nonce) -> kraken.open(key, sign, nonce, id.value()));
        if (!reply.good()) {
            throw new KrakenCalls.NoAnswerException();
        }
        return one(reply.result().open(), id);
    }

    private Optional<Map.Entry<String, KrakenByClientId.Order>> closed(ClientOrderId id)
            throws IOException {
        KrakenByClientId.Reply<KrakenByClientId.Closed> reply =
                calls.signed(
                        (kraken, key, sign, nonce) -> kraken.closed(key, sign, nonce, id.value()));
        if (!reply.good()
                || reply.result().closed() == null
                || !Integer.valueOf(reply.result().closed().size())
                        .equals(reply.result().count())) {
            // more pages than this one: the order may be on another
            throw new KrakenCalls.NoAnswerException();
        }
        return one(reply.result().closed(), id);
    }

    /** None or one, all of that name; anything else is no answer to the question. */
    private static Optional<Map.Entry<String, KrakenByClientId.Order>> one(
            Map<String, KrakenByClientId.Order> orders, ClientOrderId id) {
        if (orders == null
                || orders.size() > 1
                || orders.values().stream()
                        .anyMatch(o -> o == null || !id.value().equals(o.clientId()))) {
            throw new KrakenCalls.NoAnswerException();
        }
        return orders.entrySet().stream().findFirst();
    }

    /**
     * The names of all that rest on the account, in every pair; empty for one that has none, which
     * cannot be ours.
     */
    List<Optional<ClientOrderId>> names() throws IOException {
        List<Optional<ClientOrderId>> names = new ArrayList<>();
        for (KrakenByClientId.Order order : all().values()) {
            if (order == null) {
                throw new KrakenCalls.NoAnswerException();
            }
            names.add(KrakenReports.name(order));
        }
        return names;
    }

    private Map<String, KrakenByClientId.Order> all() throws IOException {
        KrakenByClientId.Reply<KrakenByClientId.Open> reply =
                calls.signed((kraken, key, sign, nonce) -> kraken.open(key, sign, nonce, null));
        if (!reply.good() || reply.result().open() == null) {
            throw new KrakenCalls.NoAnswerException();
        }
        return reply.result().open();
    }

    /** Those of one pair, with those of others who use the account. */
    OpenOrders openOrders(Instrument instrument) {
        String pair = settings.symbol(instrument);
        try {
            List<OrderReport> reports = new ArrayList<>();
            for (Map.Entry<String, KrakenByClientId.Order> entry : all().entrySet()) {
                if (!elsewhere(entry.getValue(), pair)) {
                    // a list with a hole would hide an order
                    reports.add(
                            KrakenReports.listed(entry, instrument)
                                    .orElseThrow(KrakenCalls.NoAnswerException::new));
                }
            }
            return new OpenOrders.Listed(reports);
        } catch (Exception e) {
            Fault fault = Fault.of(e);
            return new OpenOrders.Unknown(fault.doubt(), fault.detail());
        }
    }

    /** The venue lists all pairs; what names none is not known to be of another. */
    private static boolean elsewhere(KrakenByClientId.Order order, String pair) {
        return order != null
                && order.description() != null
                && order.description().pair() != null
                && !order.description().pair().equals(pair);
    }
}

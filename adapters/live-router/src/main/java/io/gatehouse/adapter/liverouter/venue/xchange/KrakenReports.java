package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The venue's words on an order as ours; empty where they are not about that order or not whole.
 *
 * <p>Exact: a figure with more decimals than the instrument has is not rounded but unreadable.
 */
final class KrakenReports {

    private static final String TRANSACTION = "[A-Z0-9-]{6,28}";
    private static final String OURS = "[A-Za-z0-9_-]{1,36}";

    private KrakenReports() {}

    /** An order as the venue shows it under its own name for it. */
    static Optional<OrderReport> of(
            String txid,
            KrakenByClientId.Order order,
            ClientOrderId id,
            Instrument instrument,
            String pair) {
        if (order == null
                || !id.value().equals(order.clientId())
                || order.description() == null
                || !pair.equals(order.description().pair())) {
            return Optional.empty();
        }
        return report(txid, order, id, instrument);
    }

    /**
     * An order out of the list of open ones. One whose id could not be ours gets the name {@code
     * foreign-} and the venue's own, so that it is reported and never mistaken.
     */
    static Optional<OrderReport> listed(
            Map.Entry<String, KrakenByClientId.Order> entry, Instrument instrument) {
        String txid = Objects.requireNonNullElse(entry.getKey(), "");
        if (entry.getValue() == null || !txid.matches(TRANSACTION)) {
            return Optional.empty();
        }
        return report(
                txid,
                entry.getValue(),
                name(entry.getValue()).orElseGet(() -> new ClientOrderId("foreign-" + txid)),
                instrument);
    }

    /** The client's name for it; empty where it has none that could be ours. */
    static Optional<ClientOrderId> name(KrakenByClientId.Order order) {
        return Optional.ofNullable(order.clientId())
                .filter(name -> name.matches(OURS))
                .map(ClientOrderId::new);
    }

    private static Optional<OrderReport> report(
            String txid, KrakenByClientId.Order order, ClientOrderId id, Instrument instrument) {
        if (txid == null
                || !txid.matches(TRANSACTION)
                || order.volume() == null
                || order.executed() == null
                || order.cost() == null) {
            return Optional.empty();
        }
        try {
            int scale = instrument.quantityScale();
            long quantity = Decimals.scaled(order.volume(), scale);
            long filled = Decimals.scaled(order.executed(), scale);
            long value = Decimals.scaled(order.cost(), instrument.priceScale() + scale);
            return status(order.status(), quantity, filled)
                    .map(status -> new OrderReport(id, txid, status, quantity, filled, value));
        } catch (ArithmeticException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A closed order is filled, an open one is not: an answer that says both is none. */
    private static Optional<OrderStatus> status(String text, long quantity, long filled) {
        if (filled < 0 || filled > quantity) {
            return Optional.empty();
        }
        OrderStatus status =
                switch (Objects.requireNonNullElse(text, "")) {
                    case "pending" -> filled == 0 ? OrderStatus.OPEN : null;
                    case "open" -> open(quantity, filled);
                    case "closed" -> filled == quantity ? OrderStatus.FILLED : null;
                    case "canceled" -> OrderStatus.CANCELLED;
                    case "expired" -> OrderStatus.EXPIRED;
                    default -> null;
                };
        return Optional.ofNullable(status);
    }

    private static OrderStatus open(long quantity, long filled) {
        if (filled == 0) {
            return OrderStatus.OPEN;
        }
        return filled < quantity ? OrderStatus.PARTIALLY_FILLED : null;
    }
}

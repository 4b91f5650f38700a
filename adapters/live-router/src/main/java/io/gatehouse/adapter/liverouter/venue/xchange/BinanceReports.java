package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.knowm.xchange.binance.dto.trade.BinanceOrder;

/**
 * The exchange's words on an order as ours; empty where they are not about that order or not whole.
 *
 * <p>Exact: a figure with more decimals than the instrument has is not rounded but unreadable.
 */
final class BinanceReports {

    private BinanceReports() {}

    /** An acknowledgement; the value of its fills is the sum of them, and they must be all. */
    static Optional<OrderReport> acknowledged(
            BinanceOrderText order, ClientOrderId id, Instrument instrument, String symbol) {
        return order.executed() == null || order.fillsQuantity().compareTo(order.executed()) != 0
                ? Optional.empty()
                : report(order, order.fillsValue(), id, instrument, symbol);
    }

    /** An order that was asked for, or withdrawn. */
    static Optional<OrderReport> of(
            BinanceOrderText order, ClientOrderId id, Instrument instrument, String symbol) {
        return report(order, order.value(), id, instrument, symbol);
    }

    /** The same out of XChange's list of open orders. */
    static Optional<OrderReport> listed(BinanceOrder order, Instrument instrument, String symbol) {
        return order == null || order.status == null
                ? Optional.empty()
                : listed(
                        new BinanceOrderText(
                                order.symbol,
                                order.orderId,
                                order.clientOrderId,
                                null,
                                order.origQty,
                                order.executedQty,
                                order.cummulativeQuoteQty,
                                order.status.name(),
                                BigDecimal.ZERO,
                                BigDecimal.ZERO),
                        instrument,
                        symbol);
    }

    /**
     * An order out of a list. One whose id could not be ours gets the name {@code foreign-} and the
     * exchange's own number, so that it is reported and never mistaken.
     */
    static Optional<OrderReport> listed(
            BinanceOrderText order, Instrument instrument, String symbol) {
        if (order.name() == null) {
            return Optional.empty();
        }
        ClientOrderId id =
                name(order).orElseGet(() -> new ClientOrderId("foreign-" + order.number()));
        return about(order, order.value(), id, instrument, symbol);
    }

    /** The client's name for it; empty where it has none that could be ours. */
    static Optional<ClientOrderId> name(BinanceOrderText order) {
        return Optional.ofNullable(order.name())
                .filter(name -> name.matches("[A-Za-z0-9_-]{1,36}"))
                .map(ClientOrderId::new);
    }

    private static Optional<OrderReport> report(
            BinanceOrderText order,
            BigDecimal value,
            ClientOrderId id,
            Instrument instrument,
            String symbol) {
        return id.value().equals(order.name())
                ? about(order, value, id, instrument, symbol)
                : Optional.empty();
    }

    private static Optional<OrderReport> about(
            BinanceOrderText order,
            BigDecimal value,
            ClientOrderId id,
            Instrument instrument,
            String symbol) {
        Optional<OrderStatus> status = status(order.status());
        if (!symbol.equals(order.symbol())
                || order.number() <= 0
                || status.isEmpty()
                || order.quantity() == null
                || order.executed() == null
                || value == null) {
            return Optional.empty();
        }
        try {
            int scale = instrument.quantityScale();
            OrderReport report =
                    new OrderReport(
                            id,
                            Long.toString(order.number()),
                            status.get(),
                            Decimals.scaled(order.quantity(), scale),
                            Decimals.scaled(order.executed(), scale),
                            Decimals.scaled(value, instrument.priceScale() + scale));
            return consistent(report) ? Optional.of(report) : Optional.empty();
        } catch (ArithmeticException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A full order is filled, an untouched one is not: an answer that says both is none. */
    private static boolean consistent(OrderReport report) {
        return switch (report.status()) {
            case OPEN -> report.filled() == 0;
            case FILLED -> report.filled() == report.quantity();
            case PARTIALLY_FILLED -> report.filled() > 0 && report.filled() < report.quantity();
            case CANCELLED, EXPIRED -> report.filled() <= report.quantity();
        };
    }

    private static Optional<OrderStatus> status(String text) {
        return switch (Objects.requireNonNullElse(text, "")) {
            case "NEW" -> Optional.of(OrderStatus.OPEN);
            case "PARTIALLY_FILLED" -> Optional.of(OrderStatus.PARTIALLY_FILLED);
            case "FILLED" -> Optional.of(OrderStatus.FILLED);
            case "CANCELED" -> Optional.of(OrderStatus.CANCELLED);
            case "EXPIRED", "EXPIRED_IN_MATCH", "REJECTED" -> Optional.of(OrderStatus.EXPIRED);
            default -> Optional.empty();
        };
    }
}

package io.gatehouse.adapter.liverouter.venue.xchange;

import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.knowm.xchange.binance.dto.trade.BinanceNewOrder;
import org.knowm.xchange.binance.dto.trade.BinanceOrder;
import org.knowm.xchange.binance.dto.trade.BinanceTrade;

/**
 * The exchange's words on an order as ours; empty where they are not about that order or not whole.
 *
 * <p>Exact: a figure with more decimals than the instrument has is not rounded but unreadable.
 */
final class BinanceReports {

    private BinanceReports() {}

    /** An acknowledgement; the value of its fills is the sum of them, and they must be all. */
    static Optional<OrderReport> of(
            BinanceNewOrder order, ClientOrderId id, Instrument instrument, String symbol) {
        if (order == null || order.status == null || order.executedQty == null) {
            return Optional.empty();
        }
        BigDecimal value = BigDecimal.ZERO;
        BigDecimal quantity = BigDecimal.ZERO;
        if (order.fills != null) {
            for (BinanceTrade fill : order.fills) {
                if (fill == null || fill.price == null || fill.qty == null) {
                    return Optional.empty();
                }
                value = value.add(fill.price.multiply(fill.qty));
                quantity = quantity.add(fill.qty);
            }
        }
        if (quantity.compareTo(order.executedQty) != 0) {
            return Optional.empty();
        }
        return report(
                new BinanceByClientId.Order(
                        order.symbol,
                        order.orderId,
                        order.clientOrderId,
                        null,
                        order.origQty,
                        order.executedQty,
                        value,
                        order.status.name(),
                        ""),
                id,
                instrument,
                symbol);
    }

    static Optional<OrderReport> of(
            BinanceByClientId.Order order, ClientOrderId id, Instrument instrument, String symbol) {
        return order == null ? Optional.empty() : report(order, id, instrument, symbol);
    }

    /**
     * An order out of the list of open ones. One whose id could not be ours gets the name {@code
     * foreign-} and the exchange's own number, so that it is reported and never mistaken.
     */
    static Optional<OrderReport> listed(BinanceOrder order, Instrument instrument, String symbol) {
        if (order == null || order.status == null || order.clientOrderId == null) {
            return Optional.empty();
        }
        boolean plain = order.clientOrderId.matches("[A-Za-z0-9_-]{1,36}");
        String name = plain ? order.clientOrderId : "foreign-" + order.orderId;
        return report(
                new BinanceByClientId.Order(
                        order.symbol,
                        order.orderId,
                        name,
                        null,
                        order.origQty,
                        order.executedQty,
                        order.cummulativeQuoteQty,
                        order.status.name(),
                        ""),
                new ClientOrderId(name),
                instrument,
                symbol);
    }

    private static Optional<OrderReport> report(
            BinanceByClientId.Order order, ClientOrderId id, Instrument instrument, String symbol) {
        String name =
                order.origClientOrderId() != null
                        ? order.origClientOrderId()
                        : order.clientOrderId();
        Optional<OrderStatus> status = status(order.status());
        if (!symbol.equals(order.symbol())
                || !id.value().equals(name)
                || order.orderId() <= 0
                || status.isEmpty()
                || order.origQty() == null
                || order.executedQty() == null
                || order.cummulativeQuoteQty() == null) {
            return Optional.empty();
        }
        try {
            int scale = instrument.quantityScale();
            OrderReport report =
                    new OrderReport(
                            id,
                            Long.toString(order.orderId()),
                            status.get(),
                            scaled(order.origQty(), scale),
                            scaled(order.executedQty(), scale),
                            scaled(order.cummulativeQuoteQty(), instrument.priceScale() + scale));
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

    private static long scaled(BigDecimal value, int scale) {
        return value.setScale(scale).unscaledValue().longValueExact();
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

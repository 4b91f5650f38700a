package io.gatehouse.adapter.liverouter.venue.xchange;

import java.math.BigDecimal;

/**
 * An order as the exchange shows it; what it did not say is null.
 *
 * @param number the exchange's own; 0 where it gave none
 * @param originalId of a cancelled order: there the other one names the cancellation
 * @param fillsQuantity sum over the fills that were listed; zero without any
 * @param fillsValue price times quantity, summed over them
 */
record BinanceOrderText(
        String symbol,
        long number,
        String clientId,
        String originalId,
        BigDecimal quantity,
        BigDecimal executed,
        BigDecimal value,
        String status,
        BigDecimal fillsQuantity,
        BigDecimal fillsValue) {

    /** What its order is called by us. */
    String name() {
        return originalId != null ? originalId : clientId;
    }

    /** Collects the members in whichever order they come. */
    static final class Builder {
        String symbol;
        long number;
        String clientId;
        String originalId;
        BigDecimal quantity;
        BigDecimal executed;
        BigDecimal value;
        String status;
        private BigDecimal fillsQuantity = BigDecimal.ZERO;
        private BigDecimal fillsValue = BigDecimal.ZERO;

        void fill(BigDecimal price, BigDecimal part) {
            fillsQuantity = fillsQuantity.add(part);
            fillsValue = fillsValue.add(price.multiply(part));
        }

        BinanceOrderText build() {
            return new BinanceOrderText(
                    symbol,
                    number,
                    clientId,
                    originalId,
                    quantity,
                    executed,
                    value,
                    status,
                    fillsQuantity,
                    fillsValue);
        }
    }
}

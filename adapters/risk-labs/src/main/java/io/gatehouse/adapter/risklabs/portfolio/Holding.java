package io.gatehouse.adapter.risklabs.portfolio;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * One position of a portfolio, valued.
 *
 * @param symbol the instrument
 * @param quantity units of the instrument; negative when it was sold short
 * @param price last known price in the quote currency, above zero
 * @param notional quantity times price, signed, in the quote currency
 * @param weight notional over the portfolio's equity, signed
 */
public record Holding(
        String symbol, BigDecimal quantity, BigDecimal price, BigDecimal notional, double weight) {

    public Holding {
        Objects.requireNonNull(symbol);
        Objects.requireNonNull(quantity);
        Objects.requireNonNull(notional);
        if (price.signum() <= 0) {
            throw new IllegalArgumentException("the price of " + symbol + " is not positive");
        }
        if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException("the weight of " + symbol + " is not a number");
        }
    }

    /** Value of the position, whichever way it is held. */
    public BigDecimal size() {
        return notional.abs();
    }

    /** 1 for what was bought, -1 for what was sold short. */
    public int direction() {
        return notional.signum() < 0 ? -1 : 1;
    }
}

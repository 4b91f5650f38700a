package io.gatehouse.adapter.liverouter.order;

/**
 * What a venue trades, and the units in which it is counted.
 *
 * <p>A price is a whole number of 10^-{@code priceScale} of the quote currency, a quantity a whole
 * number of 10^-{@code quantityScale} of the base; a notional is their product, in units of
 * 10^-({@code priceScale} + {@code quantityScale}). No floating point is used for money.
 *
 * @param symbol venue-neutral name, such as {@code BTCUSDT}
 * @param priceScale 0 to 8
 * @param quantityScale 0 to 8
 * @param tick smallest step of a price, scaled; positive
 * @param lot smallest step of a quantity, scaled; positive
 * @param minimumNotional smallest value of an order, in units of a notional; not negative
 * @param maximumQuantity largest quantity of one order, scaled; a multiple of the lot
 */
public record Instrument(
        String symbol,
        int priceScale,
        int quantityScale,
        long tick,
        long lot,
        long minimumNotional,
        long maximumQuantity) {

    private static final int LARGEST_SCALE = 8;

    public Instrument {
        if (!symbol.matches("[A-Z0-9]{2,20}")) {
            throw new IllegalArgumentException("symbol must be 2 to 20 capitals and digits");
        }
        if (priceScale < 0
                || priceScale > LARGEST_SCALE
                || quantityScale < 0
                || quantityScale > LARGEST_SCALE) {
            throw new IllegalArgumentException("scales must be 0 to " + LARGEST_SCALE);
        }
        if (tick <= 0 || lot <= 0 || minimumNotional < 0 || maximumQuantity < lot) {
            throw new IllegalArgumentException("tick, lot and bounds of " + symbol);
        }
        if (maximumQuantity % lot != 0) {
            throw new IllegalArgumentException("greatest quantity of " + symbol + " is no lot");
        }
    }

    /**
     * Price times quantity, in units of a notional.
     *
     * @throws ArithmeticException if it does not fit; callers treat that as a refusal
     */
    public long notional(long price, long quantity) {
        return Math.multiplyExact(price, quantity);
    }

    public boolean onTick(long price) {
        return price > 0 && price % tick == 0;
    }

    public boolean onLot(long quantity) {
        return quantity > 0 && quantity % lot == 0;
    }
}

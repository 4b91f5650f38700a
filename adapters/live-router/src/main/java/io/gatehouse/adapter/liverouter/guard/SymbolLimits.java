package io.gatehouse.adapter.liverouter.guard;

/**
 * What one profile may do in one instrument.
 *
 * @param currency in which it is priced, such as {@code USDT}
 * @param mostPerOrder greatest quantity of one order, in 10^-8 of the base; positive
 * @param mostPosition greatest position either way, in 10^-8 of the base; positive
 */
public record SymbolLimits(String currency, long mostPerOrder, long mostPosition) {

    public SymbolLimits {
        if (!currency.matches("[A-Z0-9]{2,10}")) {
            throw new IllegalArgumentException("a currency is 2 to 10 capitals and digits");
        }
        if (mostPerOrder <= 0 || mostPosition <= 0) {
            throw new IllegalArgumentException("limits of an instrument are above zero");
        }
    }
}

package io.gatehouse.adapter.risklabs.report;

/** An instrument's share of equity in a profile's portfolio; short positions are negative. */
public record Holding(String symbol, double weight) {

    public Holding {
        Checks.name(symbol, "symbol");
        weight = Checks.number(weight, "weight");
    }
}

package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is held today: the equity and the valued positions, by symbol.
 *
 * <p>Money is decimal; weights and leverage are doubles, because they meet returns. Immutable.
 *
 * @param name for reports
 * @param equity in the quote currency, above zero
 * @param holdings none of which is nought
 */
public record Portfolio(String name, BigDecimal equity, SortedMap<String, Holding> holdings) {

    public Portfolio {
        if (equity.signum() <= 0) {
            throw new IllegalArgumentException("the equity is not positive");
        }
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")) {
            throw new IllegalArgumentException("not the name of a portfolio");
        }
        holdings = Collections.unmodifiableSortedMap(new TreeMap<>(holdings));
        if (holdings.isEmpty()) {
            throw new IllegalArgumentException("a portfolio without a position");
        }
    }

    /** A portfolio of those positions. */
    public static Portfolio of(String name, BigDecimal equity, List<Holding> holdings) {
        TreeMap<String, Holding> bySymbol = new TreeMap<>();
        holdings.forEach(holding -> bySymbol.put(holding.symbol(), holding));
        return new Portfolio(name, equity, bySymbol);
    }

    /** Sum of the positions' sizes. */
    public BigDecimal gross() {
        return holdings.values().stream()
                .map(Holding::size)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Sum of the positions' signed values. */
    public BigDecimal net() {
        return holdings.values().stream()
                .map(Holding::notional)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** Equity less what the positions cost; negative when they were bought on credit. */
    public BigDecimal cash() {
        return equity.subtract(net());
    }

    /** Gross value over equity. */
    public double leverage() {
        return gross().divide(equity, MathContext.DECIMAL64).doubleValue();
    }

    public JsonObject toJson() {
        JsonObject.Builder all = JsonObject.builder();
        holdings.forEach(
                (symbol, holding) ->
                        all.put(
                                symbol,
                                JsonObject.builder()
                                        .put("quantity", holding.quantity().toPlainString())
                                        .put("price", holding.price().toPlainString())
                                        .put("notional", holding.notional().toPlainString())
                                        .put("weight", Decimals.text(holding.weight()))
                                        .build()));
        return JsonObject.builder()
                .put("name", name)
                .put("equity", equity.toPlainString())
                .put("holdings", all.build())
                .build();
    }
}

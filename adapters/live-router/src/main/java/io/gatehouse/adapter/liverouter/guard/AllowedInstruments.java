package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses instruments that are not configured, or priced in another currency than the limits are
 * (RTS 6, Art. 8(a)): a limit of 1,000 USDT would let 1,000 BTC pass.
 */
public final class AllowedInstruments extends PreTradeControl {

    private final Map<String, String> currencies;
    private final String currency;

    /**
     * @param currencies currency in which each configured symbol is priced
     * @param currency of the limits
     */
    public AllowedInstruments(Map<String, String> currencies, String currency) {
        super("allowed-instruments");
        this.currencies = new HashMap<>(currencies);
        this.currency = currency;
    }

    @Override
    List<Finding> judge(ChildOrder order, boolean increasesRisk) {
        String found = currencies.get(order.instrument().symbol());
        if (currency.equals(found)) {
            return List.of();
        }
        return List.of(
                PreTradeFindings.instrument(
                        order,
                        "a configured one, priced in " + currency,
                        found == null ? "not configured" : "priced in " + found));
    }
}

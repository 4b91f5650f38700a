package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Refuses an order that could bring a position beyond its limit, if it and everything that is open
 * on its side filled. Closing orders pass.
 */
public final class PositionLimit extends PreTradeControl {

    private final ExposureBook book;
    private final Map<String, SymbolLimits> symbols;

    public PositionLimit(ExposureBook book, Map<String, SymbolLimits> symbols) {
        super("position-limit");
        this.book = book;
        this.symbols = new HashMap<>(symbols);
    }

    @Override
    List<Finding> judge(ChildOrder order, boolean increasesRisk) {
        if (!increasesRisk) {
            return List.of();
        }
        SymbolLimits limits = symbols.get(order.instrument().symbol());
        if (limits == null) {
            return List.of(PreTradeFindings.instrument(order, "a configured one", "another"));
        }
        if (!book.known()) {
            return List.of(PreTradeFindings.exposureUnknown(order, book.doubt()));
        }
        long worst = book.worst(order, Amounts.base(order.instrument(), order.quantity()));
        if (worst <= limits.mostPosition()) {
            return List.of();
        }
        return List.of(
                PreTradeFindings.limit(
                        "position-limit",
                        order,
                        "at most " + Amounts.text(limits.mostPosition()),
                        Amounts.text(worst) + " if all open orders of its side filled",
                        "close or cancel first"));
    }
}

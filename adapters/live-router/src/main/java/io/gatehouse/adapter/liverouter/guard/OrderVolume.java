package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Refuses an order for too large a quantity (RTS 6, Art. 15(1)(c)), be it a closing one. */
public final class OrderVolume extends PreTradeControl {

    private final Map<String, SymbolLimits> symbols;

    public OrderVolume(Map<String, SymbolLimits> symbols) {
        super("order-volume");
        this.symbols = new HashMap<>(symbols);
    }

    @Override
    List<Finding> judge(ChildOrder order, boolean increasesRisk) {
        SymbolLimits limits = symbols.get(order.instrument().symbol());
        if (limits == null) {
            return List.of(PreTradeFindings.instrument(order, "a configured one", "another"));
        }
        long quantity = Amounts.base(order.instrument(), order.quantity());
        if (quantity <= limits.mostPerOrder()
                && order.quantity() <= order.instrument().maximumQuantity()) {
            return List.of();
        }
        long venue = order.instrument().maximumQuantity();
        return List.of(
                PreTradeFindings.limit(
                        "order-volume",
                        order,
                        "at most "
                                + Amounts.text(limits.mostPerOrder())
                                + ", and at the venue at most "
                                + Amounts.text(Amounts.base(order.instrument(), venue)),
                        Amounts.text(quantity),
                        "send smaller orders"));
    }
}

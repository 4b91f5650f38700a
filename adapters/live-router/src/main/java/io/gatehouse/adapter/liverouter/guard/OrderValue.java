package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.util.List;

/** Refuses an order that is worth too much (RTS 6, Art. 15(1)(b)), be it a closing one. */
public final class OrderValue extends PreTradeControl {

    private final FreshReference reference;
    private final long most;

    /**
     * @param most greatest value of an order, in 10^-8 of the quote currency; positive
     */
    public OrderValue(FreshReference reference, long most) {
        super("order-value");
        if (most <= 0) {
            throw new IllegalArgumentException("the value of an order has a limit above zero");
        }
        this.reference = reference;
        this.most = most;
    }

    @Override
    List<Finding> judge(ChildOrder order, boolean increasesRisk) {
        long price = reference.worth(order);
        if (price == 0) {
            return List.of(reference.missing(order));
        }
        long value = Amounts.quote(order.instrument(), price, order.quantity());
        if (value <= most) {
            return List.of();
        }
        return List.of(
                PreTradeFindings.limit(
                        "order-value",
                        order,
                        "at most " + Amounts.text(most),
                        Amounts.text(value),
                        "send smaller orders"));
    }
}

package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.Amounts;
import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.route.RiskDirection;
import io.gatehouse.core.rule.Finding;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the router's own fills made of each symbol, and by it which orders only close.
 *
 * <p>An order closes when it says so and when, with all others on its side, it cannot bring the
 * position past zero: a spot venue does not enforce the word, and a strategy could open positions
 * during a halt by calling them closings. What was held before this journal does not count. For the
 * router's thread.
 */
final class Positions implements SendGuard, RiskDirection {

    private final Map<String, Long> positions = new HashMap<>();
    private final Map<ClientOrderId, Open> open = new LinkedHashMap<>();
    private boolean lost;

    private record Open(ChildOrder order, long rest) {}

    @Override
    public List<Finding> refusals(ChildOrder order, boolean increasesRisk) {
        return order.reduceOnly() && increasesRisk
                ? List.of(
                        RouterCode.NOT_REDUCING.at(
                                order.parent(),
                                "an order that only closes, as it says",
                                "held: " + text(order.instrument().symbol())))
                : List.of();
    }

    private String text(String symbol) {
        long position = positions.getOrDefault(symbol, 0L);
        return (position < 0 ? "-" : "") + Amounts.text(Math.abs(position)) + " " + symbol;
    }

    @Override
    public boolean increases(ChildOrder order) {
        if (!order.reduceOnly() || lost) {
            return true;
        }
        try {
            long held =
                    -order.side().sign() * positions.getOrDefault(order.instrument().symbol(), 0L);
            long after = Amounts.base(order.instrument(), order.quantity());
            for (Open each : open.values()) {
                boolean counts =
                        !each.order().id().equals(order.id())
                                && each.order().side() == order.side()
                                && each.order()
                                        .instrument()
                                        .symbol()
                                        .equals(order.instrument().symbol());
                after = Math.addExact(after, counts ? each.rest() : 0);
            }
            return after > held;
        } catch (ArithmeticException e) {
            return true;
        }
    }

    @Override
    public void sent(ChildOrder order) {
        try {
            open.put(
                    order.id(),
                    new Open(order, Amounts.base(order.instrument(), order.quantity())));
        } catch (ArithmeticException e) {
            lost = true;
        }
    }

    @Override
    public void filled(ChildOrder order, long quantity, long notional) {
        try {
            long base = Amounts.base(order.instrument(), quantity);
            positions.merge(
                    order.instrument().symbol(),
                    order.side() == Side.BUY ? base : Math.negateExact(base),
                    Math::addExact);
            open.computeIfPresent(
                    order.id(), (id, o) -> new Open(o.order(), Math.max(0, o.rest() - base)));
        } catch (ArithmeticException e) {
            // A position that does not fit is not known: from here on nothing counts as closing.
            lost = true;
        }
    }

    @Override
    public void ended(ChildOrder order) {
        open.remove(order.id());
    }
}

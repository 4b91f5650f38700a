package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.ledger.OrderLedger;
import io.gatehouse.adapter.liverouter.ledger.ParentEntry;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands between a fixed order and its sending: the router's own halt, then the guards. */
final class Barriers {

    private final List<SendGuard> guards;
    private final RiskDirection risk;
    private final RouteLimits limits;
    private final OrderLedger ledger;
    private final Recorder recorder;
    private int unfilledForgiven;

    Barriers(RouterSetup setup, OrderLedger ledger, Recorder recorder) {
        this.guards = setup.guards();
        this.risk = setup.risk();
        this.limits = setup.plan().limits();
        this.ledger = ledger;
        this.recorder = recorder;
    }

    /** A named person has compared the fills: counting starts again. */
    void rearm() {
        unfilledForgiven = ledger.unfilledInRow();
    }

    /** Why the child must not be sent; empty when nothing forbids it. */
    List<Finding> refusals(ChildOrder order) {
        boolean increases = risk.increases(order);
        if (blind()) {
            recorder.halt(RouteCode.BLIND, "orders end in a row without a fill");
        }
        if (increases && recorder.halted()) {
            return List.of(RouteCode.HALTED.at(order.parent(), "a running router", "halted"));
        }
        List<Finding> all = List.of();
        for (int i = 0; i < guards.size(); i++) {
            List<Finding> found = ask(guards.get(i), order, increases);
            if (!found.isEmpty()) {
                all = new ArrayList<>(all);
                all.addAll(found);
            }
        }
        return all;
    }

    /** Whether the router's own halt came after the guards were asked. */
    boolean overtaken(ChildOrder order) {
        return recorder.halted() && risk.increases(order);
    }

    /** Halts when an order has had as many children as it may: its fills are not seen. */
    Optional<Finding> exhausted(ParentEntry parent) {
        if (parent.children() < limits.childrenPerOrder()) {
            return Optional.empty();
        }
        recorder.halt(RouteCode.CHILD_LIMIT, parent.toString());
        return Optional.of(
                RouteCode.CHILD_LIMIT.at(
                        parent.order().id(),
                        "at most " + limits.childrenPerOrder() + " children",
                        "one more"));
    }

    private boolean blind() {
        int inRow = ledger.unfilledInRow();
        if (inRow < unfilledForgiven) {
            unfilledForgiven = 0;
        }
        return inRow - unfilledForgiven >= limits.unfilledInRow() && !recorder.halted();
    }

    private static List<Finding> ask(SendGuard guard, ChildOrder order, boolean increases) {
        try {
            return guard.refusals(order, increases);
        } catch (RuntimeException e) {
            // A control that breaks must not open the way that it guards.
            return List.of(
                    RouteCode.GUARD_FAILED.at(
                            order.parent(),
                            guard.getClass().getSimpleName() + " answering",
                            e.getClass().getSimpleName()));
        }
    }
}

package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;

/** The findings of the pre-trade controls; built only when one refuses. */
final class PreTradeFindings {

    /** Rule id of all of them. */
    static final String RULE = "pre-trade";

    private PreTradeFindings() {}

    /** A number passes its limit. */
    static Finding limit(
            String code, ChildOrder order, String expected, String observed, String remedy) {
        return finding(code, subject(order), expected, observed, remedy);
    }

    static Finding reference(ChildOrder order, String expected, String observed) {
        return finding(
                "reference-missing",
                order.instrument().symbol(),
                expected,
                observed,
                "see why the market data of this instrument does not arrive");
    }

    static Finding overflow(String control, ChildOrder order) {
        return finding(
                "overflow",
                subject(order),
                "amounts that control " + control + " can compute",
                "quantity " + order.quantity() + ", price " + order.limitPrice(),
                "send a smaller order");
    }

    static Finding originUnknown(ChildOrder order) {
        return finding(
                "origin-unknown",
                subject(order),
                "an order whose profile and strategy are known",
                "parent " + order.parent() + " is not",
                "give the router the order by its parent; an order without one is not sent");
    }

    static Finding profileUnknown(ChildOrder order, String profile) {
        return finding(
                "profile-unknown",
                subject(order),
                "a profile with limits",
                profile,
                "configure the limits of this profile");
    }

    static Finding failed(String control, ChildOrder order) {
        return finding(
                "control-failed",
                subject(order),
                "an answer of control " + control,
                "a fault of the program",
                "report this; until it is mended nothing is sent");
    }

    static Finding instrument(ChildOrder order, String expected, String observed) {
        return finding(
                "instrument-not-allowed",
                order.instrument().symbol(),
                expected,
                observed,
                "trade what the configuration names, or change it and promote again");
    }

    static Finding exposureUnknown(ChildOrder order, String observed) {
        return finding(
                "exposure-unknown",
                subject(order),
                "open orders and positions whose value is known",
                observed,
                "let the open orders end, reconcile, and start the router again");
    }

    private static String subject(ChildOrder order) {
        return order.id() + " " + order.instrument().symbol();
    }

    private static Finding finding(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(RULE, code, subject, expected, observed, remedy).at("RTS6-15");
    }
}

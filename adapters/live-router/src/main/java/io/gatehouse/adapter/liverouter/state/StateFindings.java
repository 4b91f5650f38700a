package io.gatehouse.adapter.liverouter.state;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.core.rule.Finding;

/** The findings about the trading state; rule id {@code trading-state}. */
final class StateFindings {

    private static final String RULE = "trading-state";

    private StateFindings() {}

    static Finding halted(ChildOrder order) {
        return finding(
                "halted",
                order.id().value(),
                "a router that trades",
                "HALTED",
                "find out why; a named person enables it again with a signed document");
    }

    static Finding reducing(ChildOrder order) {
        return finding(
                "reducing",
                order.id().value(),
                "an order that only closes, or a router that trades",
                "REDUCING, and the order may increase risk",
                "close positions, or have a named person enable trading again");
    }

    static Finding notDurable(String reason) {
        return finding(
                "not-durable",
                "trading state",
                "a latch on the disk",
                "it holds in this process only: " + reason,
                "free the disk; do not restart the router before this is settled");
    }

    static Finding noLatch(String observed) {
        return finding(
                "no-such-latch",
                "document",
                "the number of a latch that stands",
                observed,
                "look at the router's status and sign for a latch that it lists");
    }

    static Finding document(String code, String expected, String observed) {
        return finding(
                code,
                "document",
                expected,
                observed,
                "sign a fresh document for this latch with a listed key");
    }

    static Finding notWritten(String reason) {
        return finding(
                "lift-not-written",
                "trading state",
                "a lift on the disk",
                "it could not be written: " + reason,
                "free the disk and hand the document in again");
    }

    private static Finding finding(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(RULE, code, subject, expected, observed, remedy);
    }
}

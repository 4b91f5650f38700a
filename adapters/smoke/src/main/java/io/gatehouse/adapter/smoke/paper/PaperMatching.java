package io.gatehouse.adapter.smoke.paper;

import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.adapter.smoke.candle.Market;
import io.gatehouse.adapter.smoke.run.Money;
import io.gatehouse.adapter.smoke.run.Signal;
import io.gatehouse.adapter.smoke.run.Terms;
import io.gatehouse.core.rule.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts fills to their orders and orders to their signals; whatever belongs nowhere is found. */
final class PaperMatching {

    private static final int MOST_FINDINGS = 50;

    private final Market market;
    private final Terms terms;
    private final Set<List<Object>> signals = new HashSet<>();
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    PaperMatching(Market market, Terms terms, List<Signal> expected) {
        this.market = market;
        this.terms = terms;
        expected.forEach(s -> signals.add(List.of(s.strategy(), s.instrument(), s.time())));
        for (int column = 0; column < market.columns(); column++) {
            columns.put(market.instrument(column).name(), column);
        }
    }

    List<Finding> findings() {
        return findings;
    }

    /** Orders that a next open followed, with their fills, in the order of the log. */
    List<ComparedOrder> match(PaperLog log) {
        Map<String, PaperOrder> orders = new LinkedHashMap<>();
        for (PaperOrder order : log.orders()) {
            if (orders.putIfAbsent(order.id(), order) != null) {
                find(SmokeCode.DUPLICATE_ORDER, order.id(), "each order once", "twice");
            }
        }
        Map<String, List<PaperFill>> fills = fills(log, orders);
        List<ComparedOrder> compared = new ArrayList<>();
        for (PaperOrder order : orders.values()) {
            compare(order, fills.getOrDefault(order.id(), List.of()), compared);
        }
        return compared;
    }

    private Map<String, List<PaperFill>> fills(PaperLog log, Map<String, PaperOrder> orders) {
        Map<String, List<PaperFill>> fills = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (PaperFill fill : log.fills()) {
            PaperOrder order = orders.get(fill.order());
            if (!seen.add(fill.id())) {
                find(SmokeCode.DUPLICATE_FILL, fill.id(), "each fill once", "twice");
            } else if (!columns.containsKey(fill.instrument())) {
                find(SmokeCode.UNKNOWN_INSTRUMENT, fill.id(), "one of the instruments", "another");
            } else if (order == null) {
                find(SmokeCode.UNKNOWN_ORDER, fill.id(), "an order of the log", "none");
            } else if (!order.instrument().equals(fill.instrument())) {
                find(
                        SmokeCode.UNKNOWN_INSTRUMENT,
                        fill.id(),
                        order.instrument(),
                        fill.instrument());
            } else if (order.buy() != fill.buy()) {
                find(SmokeCode.OTHER_SIDE, fill.id(), "the order's side", "the other");
            } else {
                fills.computeIfAbsent(fill.order(), id -> new ArrayList<>()).add(fill);
            }
        }
        return fills;
    }

    private void compare(PaperOrder order, List<PaperFill> fills, List<ComparedOrder> compared) {
        if (!signals.contains(List.of(order.strategy(), order.instrument(), order.signalled()))) {
            find(SmokeCode.UNKNOWN_ORDER, order.id(), "an order that follows a signal", "none");
            return;
        }
        int row = (int) ((order.signalled() - market.time(0)) / market.interval());
        if (row + 1 >= market.rows()) {
            return;
        }
        long open = market.candle(row + 1, columns.get(order.instrument())).open();
        long reference = Money.slipped(open, order.buy(), terms.slippage());
        ComparedOrder one = new ComparedOrder(order, open, reference, fills);
        if (one.filled() > order.quantity()) {
            find(
                    SmokeCode.OVERFILLED,
                    order.id(),
                    "at most " + order.quantity(),
                    String.valueOf(one.filled()));
        }
        compared.add(one);
    }

    private void find(SmokeCode code, String subject, String expected, String observed) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(code.at(subject, expected, observed));
        }
    }
}

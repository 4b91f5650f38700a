package io.gatehouse.definitions.rule;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonObject;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The trades of one strategy, computed again from its fills. */
final class SmokePassTrades {

    private static final List<String> SUMS =
            List.of("fees", "orders", "pnl", "signals", "trades", "turnover");

    private final SmokeFigures figures;
    private final JsonObject run;
    private final String place;
    private final JsonObject terms;
    private final Map<String, BigInteger> sums = new TreeMap<>();

    SmokePassTrades(SmokeFigures figures, JsonObject run, String place) {
        this.figures = figures;
        this.run = run;
        this.place = place;
        this.terms = figures.report().object("terms").orElse(JsonObject.EMPTY);
        SUMS.forEach(name -> sums.put(name, BigInteger.ZERO));
    }

    void judge(long cycles) {
        List<JsonObject> rows = figures.objects(run, "cycles", place);
        if (rows.size() != cycles) {
            figures.disagrees(place + " cycles", cycles + " cycles", rows.size() + " cycles");
        }
        for (int i = 0; i < rows.size(); i++) {
            cycle(rows.get(i), place + " cycle " + (i + 1));
        }
        JsonObject stated = run.object("figures").orElse(JsonObject.EMPTY);
        for (String name : SUMS) {
            figures.same(place + " " + name, sums.get(name), figures.big(stated, name, place));
        }
        if (sums.get("signals").signum() <= 0) {
            figures.fail("no-signals", place, "a signal", "none", "mend the strategy");
        } else if (sums.get("trades").signum() <= 0) {
            figures.fail("no-trades", place, "a trade", "none", "mend the strategy");
        }
        JsonObject parameters = run.object("parameters").orElse(JsonObject.EMPTY);
        if (!run.text("parameters_sha384").equals(Optional.of(Digest.of(parameters).value()))) {
            figures.disagrees(place + " parameters_sha384", "that of its parameters", "another");
        }
    }

    private void add(String name, BigInteger value) {
        sums.merge(name, value, BigInteger::add);
    }

    private void cycle(JsonObject cycle, String at) {
        JsonObject marks = cycle.object("marks").orElse(JsonObject.EMPTY);
        Map<String, BigInteger> positions = new TreeMap<>();
        BigInteger worth = BigInteger.ZERO;
        List<JsonObject> fills = figures.objects(cycle, "fills", at);
        for (int i = 0; i < fills.size(); i++) {
            worth = worth.add(fill(fills.get(i), at + " fill " + (i + 1), cycle, positions));
        }
        for (Map.Entry<String, BigInteger> position : positions.entrySet()) {
            BigInteger mark = figures.big(marks, position.getKey(), at + " marks");
            worth = worth.add(SmokeFigures.notional(position.getValue(), mark));
        }
        figures.same(at + " pnl", worth, figures.big(cycle, "pnl", at));
        BigInteger orders = figures.big(cycle, "orders", at);
        BigInteger signals = figures.big(cycle, "signals", at);
        figures.same(
                at + " orders",
                BigInteger.valueOf(fills.size()).add(figures.big(cycle, "unfilled", at)),
                orders);
        if (orders.compareTo(signals) > 0) {
            figures.disagrees(at + " signals", "at least " + orders, signals.toString());
        }
        add("pnl", worth);
        add("orders", orders);
        add("signals", signals);
        add("trades", BigInteger.valueOf(fills.size()));
    }

    /** What a fill brings in, less its fee. */
    private BigInteger fill(
            JsonObject fill, String at, JsonObject cycle, Map<String, BigInteger> positions) {
        boolean buy = fill.text("side").equals(Optional.of("buy"));
        if (!buy && !fill.text("side").equals(Optional.of("sell"))) {
            figures.disagrees(at, "buy or sell", Shown.value(fill.find("side")));
        }
        String instrument = fill.text("instrument").orElse("");
        if (!figures.report()
                .array("instruments")
                .contains(new io.gatehouse.core.json.JsonString(instrument))) {
            figures.fail(
                    "other-instruments",
                    at,
                    "one of the instruments",
                    Shown.text(instrument),
                    "run the smoke again");
        }
        within(fill, at, cycle);
        BigInteger quantity = figures.big(fill, "quantity", at);
        BigInteger price = figures.big(fill, "price", at);
        BigInteger fee = figures.big(fill, "fee", at);
        if (quantity.signum() <= 0 || price.signum() <= 0) {
            figures.disagrees(at, "quantity and price above zero", "not so");
        }
        long slippage = figures.number(terms, "slippage_points", "terms");
        figures.same(
                at + " price",
                SmokeFigures.slipped(figures.big(fill, "open", at), buy, slippage),
                price);
        BigInteger amount = SmokeFigures.notional(quantity, price);
        figures.same(
                at + " fee",
                SmokeFigures.fee(amount, figures.number(terms, "fee_points", "terms")),
                fee);
        positions.merge(instrument, buy ? quantity : quantity.negate(), BigInteger::add);
        add("turnover", amount);
        add("fees", fee);
        return (buy ? amount.negate() : amount).subtract(fee);
    }

    /** Times are of one form and zone, so their order is that of the texts. */
    private void within(JsonObject fill, String at, JsonObject cycle) {
        String time = fill.text("signalled").orElse("");
        boolean inside =
                cycle.text("from").filter(from -> time.compareTo(from) >= 0).isPresent()
                        && cycle.text("to").filter(to -> time.compareTo(to) < 0).isPresent();
        if (!inside) {
            figures.disagrees(at + " signalled", "a time of its cycle", Shown.text(time));
        }
    }
}

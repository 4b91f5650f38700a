package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.core.json.JsonNull;
import io.gatehouse.core.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** What was found in one live environment. For one thread. */
final class EnvironmentReport {

    private final String name;
    private final List<String> exchanges;
    private final TreeMap<String, JsonObject> adapters = new TreeMap<>();
    private final TreeSet<String> symbols = new TreeSet<>();
    private final List<DryRunCheck> checks = new ArrayList<>();
    private final TreeMap<String, JsonObject> drills = new TreeMap<>();
    private boolean drillFailed;
    private boolean adapterError;
    private int attempted;
    private int executed;
    private BigDecimal notional = BigDecimal.ZERO;

    EnvironmentReport(String name, List<String> exchanges) {
        this.name = name;
        this.exchanges = List.copyOf(exchanges);
    }

    void adapterPassed(String stop, String type, String adapter) {
        adapters.put(
                stop,
                JsonObject.builder()
                        .put("status", "PASS")
                        .put("class", type)
                        .put("adapter_name", adapter)
                        .build());
    }

    void adapterFailed(String stop, String error) {
        adapterError = true;
        adapters.put(stop, JsonObject.of("status", "FAIL").with("error", error));
    }

    void check(DryRunCheck check) {
        checks.add(check);
    }

    /** A drill at the venues of the route, which this environment uses. */
    void drill(String id, boolean holds, long millis, long boundMillis) {
        drillFailed |= !holds;
        drills.put(
                id,
                JsonObject.builder()
                        .put("id", id)
                        .put("ran", true)
                        .put("ok", holds)
                        .put("millis", millis)
                        .put("bound_millis", boundMillis)
                        .build());
    }

    void symbol(String symbol) {
        symbols.add(symbol);
    }

    void attempted(boolean filled, Optional<Instrument> instrument, long value) {
        attempted++;
        executed += filled ? 1 : 0;
        notional =
                notional.add(
                        BigDecimal.valueOf(
                                value,
                                instrument.map(i -> i.priceScale() + i.quantityScale()).orElse(0)));
    }

    String name() {
        return name;
    }

    int executed() {
        return executed;
    }

    List<DryRunCheck> checks() {
        return List.copyOf(checks);
    }

    boolean holds() {
        return !adapterError
                && !drillFailed
                && drills.keySet().containsAll(Drill.DEMANDED)
                && !exchanges.isEmpty()
                && attempted > 0
                && executed == attempted
                && checks.stream().allMatch(DryRunCheck::holds);
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("environment", name)
                .put("status", holds() ? "PASS" : "FAIL")
                .put("exchanges", exchanges)
                .put("adapters", adapters)
                .put(
                        "simulation",
                        JsonObject.builder()
                                .put("symbols", List.copyOf(symbols))
                                .put("orders_attempted", attempted)
                                .put("orders_executed", executed)
                                .put("ledger_rows", executed)
                                .put("total_notional", notional.toPlainString())
                                .build())
                .put("checks", checksJson())
                .put("drills", List.copyOf(drills.values()))
                .put("notes", JsonNull.NULL)
                .build();
    }

    /** Each kind of check once, with all that it looked at; it is ok when all of that is. */
    private List<JsonObject> checksJson() {
        Map<String, List<DryRunCheck>> kinds = new LinkedHashMap<>();
        checks.forEach(c -> kinds.computeIfAbsent(c.name(), k -> new ArrayList<>()).add(c));
        List<JsonObject> all = new ArrayList<>();
        kinds.forEach((kind, of) -> all.add(kind(kind, of)));
        return all;
    }

    private static JsonObject kind(String kind, List<DryRunCheck> of) {
        // what failed stands for the others
        DryRunCheck shown = of.stream().filter(c -> !c.holds()).findFirst().orElse(of.get(0));
        return JsonObject.builder()
                .put("id", kind)
                .put("ok", shown.holds())
                .put("expected", shown.expected())
                .put("observed", shown.observed())
                .put("subjects", of.stream().map(DryRunCheck::toJson).toList())
                .build();
    }
}

package io.gatehouse.adapter.liverouter.gate;

import io.gatehouse.adapter.liverouter.dryrun.ChildDryRun;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The report of the kill drill that a dry run held, in the name of the person who ran it; what rule
 * {@code kill-drill-pass} judges.
 *
 * <p>Made of the dry run's figures alone: nothing that it did not measure is in it, and what it did
 * not measure is 0 or absent, which the rule refuses.
 */
final class KillDrillReport {

    private static final String SCHEMA = "gatehouse-kill-drill/1";
    private static final String OPEN = "open_orders";
    private static final String HANDED_OVER = "handed_over";
    private static final int NANOS_OF_MILLI = 6;

    private KillDrillReport() {}

    /**
     * The report's value.
     *
     * @param dryRun the dry run's report
     * @param person who ran the step
     */
    static JsonObject of(JsonObject dryRun, String person) {
        JsonObject figures =
                dryRun.object("measured")
                        .flatMap(measured -> measured.object("drills"))
                        .flatMap(drills -> drills.object("kill"))
                        .orElse(JsonObject.EMPTY);
        boolean restarted = dryRun.flag(ChildDryRun.KILL_AFTER_RESTART).isPresent();
        boolean blocked = dryRun.flag(ChildDryRun.KILL_AFTER_RESTART).orElse(false);
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("generated_at", dryRun.requireText("generated_at"))
                .put("status", passed(dryRun) && blocked ? "PASS" : "FAIL")
                .put("person", person)
                .put("config_sha384", dryRun.text("config_sha384").orElse(""))
                .put("blocked", millis(figures, "blocked_nanos"))
                .put("cancels", cancels(figures))
                .put(
                        "latch",
                        JsonObject.of("restarted", restarted)
                                .with("blocked_after_restart", blocked))
                .build();
    }

    /** Whether the drill's own checks held, whatever else of the dry run did. */
    private static boolean passed(JsonObject dryRun) {
        for (JsonValue value : dryRun.array("drills")) {
            if (value instanceof JsonObject drill
                    && drill.text("name").filter("kill"::equals).isPresent()) {
                return drill.text("status").filter("PASS"::equals).isPresent();
            }
        }
        return false;
    }

    private static JsonObject millis(JsonObject figures, String name) {
        return figures.integer(name)
                .map(n -> JsonObject.of("millis", decimal(n)))
                .orElse(JsonObject.EMPTY);
    }

    private static String decimal(long nanos) {
        return BigDecimal.valueOf(nanos, NANOS_OF_MILLI).toPlainString();
    }

    private static JsonObject cancels(JsonObject figures) {
        List<JsonObject> venues = new ArrayList<>();
        long handedOver = 0;
        for (String name : new TreeSet<>(figures.names())) {
            if (name.startsWith(OPEN + ".")) {
                String venue = name.substring(OPEN.length() + 1);
                long there = figures.integer(HANDED_OVER + "." + venue).orElse(0L);
                handedOver += there;
                venues.add(
                        JsonObject.of("venue", venue)
                                .with(OPEN, figures.integer(name).orElse(0L))
                                .with(HANDED_OVER, there));
            }
        }
        return millis(figures, "nanos")
                .with(OPEN, figures.integer(OPEN).orElse(0L))
                .with(HANDED_OVER, handedOver)
                .with("venues", venues);
    }
}

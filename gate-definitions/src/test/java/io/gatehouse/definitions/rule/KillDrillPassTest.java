package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.definition.ActionDefinition;
import io.gatehouse.core.id.AdapterId;
import io.gatehouse.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KillDrillPassTest {

    private static final Map<String, Object> PARAMETERS =
            Map.of("report", "report", "max-age", "P1D", "open-orders", 1_000);

    private static final String REPORT =
            """
            {
              "schema": "gatehouse-kill-drill/1",
              "generated_at": "2026-11-20T09:58:27Z",
              "status": "PASS",
              "person": "olga",
              "blocked": {"millis": 0.4},
              "cancels": {
                "open_orders": 10000, "handed_over": 10000, "millis": 212.5,
                "venues": [
                  {"venue": "binance_spot", "open_orders": 6000, "handed_over": 6000},
                  {"venue": "kraken_spot", "open_orders": 4000, "handed_over": 4000}
                ]
              },
              "latch": {"restarted": true, "blocked_after_restart": true}
            }
            """;

    private static RuleAssert judged(String report, Map<String, Object> parameters) {
        return RuleAssert.that(
                new Bench().file("report", report).run("kill-drill-pass", parameters));
    }

    private static RuleAssert changed(String before, String after) {
        assertThat(REPORT).contains(before);
        return judged(REPORT.replace(before, after), PARAMETERS);
    }

    @Test
    void shouldAcceptADrillThatWorked() {
        judged(REPORT, PARAMETERS).passes();
        judged(REPORT, Map.of("report", "report", "max-age", "P1D")).passes();
    }

    @Test
    void shouldRefuseABlockOrCancelsThatCameTooLate() {
        changed("\"millis\": 0.4", "\"millis\": 1.1").failsWith("too-slow");
        changed("\"millis\": 212.5", "\"millis\": 250.1").failsWith("too-slow");
        changed("\"millis\": 0.4", "\"millis\": -1").failsWith("too-slow");
        changed("\"millis\": 0.4", "\"micros\": 4").failsWith("no-member");
        judged(
                        REPORT,
                        Map.of(
                                "report",
                                "report",
                                "max-age",
                                "P1D",
                                "block-within",
                                "0.3",
                                "cancel-within",
                                100))
                .failsWith("too-slow", "too-slow");
    }

    @Test
    void shouldRefuseAnOpenOrderWithoutCancel() {
        changed("\"handed_over\": 4000", "\"handed_over\": 3999").failsWith("cancels-missing");
        changed("\"handed_over\": 10000", "\"handed_over\": 9999").failsWith("cancels-missing");
        changed(
                        "\"open_orders\": 4000, \"handed_over\": 4000",
                        "\"open_orders\": 3000, \"handed_over\": 3000")
                .failsWith("venues-disagree");
        changed("\"kraken_spot\"", "\"binance_spot\"").failsWith("listed-twice");
    }

    @Test
    void shouldRefuseADrillOverTooFewOrders() {
        String few = REPORT.replace("10000", "10").replace("6000", "6").replace("4000", "4");
        judged(few, PARAMETERS).failsWith("too-few-orders");
        judged(few, Map.of("report", "report", "max-age", "P1D")).passes();
        judged(
                        few.replace(": 10,", ": 0,")
                                .replace(": 6", ": 0")
                                .replace(": 4}", ": 0}")
                                .replace(": 4,", ": 0,"),
                        Map.of("report", "report", "max-age", "P1D", "open-orders", 0))
                .failsWith("too-few-orders");
    }

    @Test
    void shouldRefuseALatchThatARestartLost() {
        changed("\"blocked_after_restart\": true", "\"blocked_after_restart\": false")
                .failsWith("not-latched");
        changed("\"restarted\": true", "\"restarted\": false").failsWith("not-latched");
        changed("\"restarted\": true", "\"restarted\": null").failsWith("no-member");
        changed("\"latch\"", "\"other\"").failsWith("no-member");
    }

    @Test
    void shouldRefuseADrillThatNobodyAnswersFor() {
        changed("\"olga\"", "\"somebody\"").failsWith("person-unknown");
        changed("\"olga\"", "\"Olga P.\"").failsWith("person-unknown");
        changed("\"person\": \"olga\",", "").failsWith("no-member");
    }

    @Test
    void shouldRefuseAReportThatTheRunOfTheStepDidNotWrite() {
        Bench bench = new Bench().file("report", REPORT);
        bench.action =
                Optional.of(
                        new ActionDefinition(
                                new AdapterId("live-router"),
                                JsonObject.EMPTY,
                                Duration.ofMinutes(1)));
        RuleAssert.that(bench.run("kill-drill-pass", PARAMETERS))
                .failsWith("report-not-of-this-run");
    }

    @Test
    void shouldRefuseWhatIsOldFailedOrUnreadable() {
        changed("PASS", "FAIL").failsWith("value-refused");
        Bench old = new Bench().file("report", REPORT);
        old.now = Instant.parse("2026-11-21T09:58:28Z");
        RuleAssert.that(old.run("kill-drill-pass", PARAMETERS)).failsWith("stale");
        judged("[]", PARAMETERS).refusesWithError();
        judged(REPORT.substring(5), PARAMETERS).refusesWithError();
    }
}

package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.rule.RuleResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UiTelemetryTest {

    static final Map<String, Object> LOG_ALONE = Map.of("log", "log", "max-age", "P7D");
    static final Map<String, Object> PARAMETERS =
            Map.of("log", "log", "guard", "guard", "max-age", "P7D");

    /** As the alert sink writes them. */
    static final String LOG =
            """
            {"category": "ui.performance.reduce_motion", "severity": "info", "generated_at": "2026-11-20T11:50:02Z", \
            "fps": 118.0, "payload": {"event": "reduce_motion", "active": false, "fps_target": 120}, \
            "context": {"active": "false", "fps": "118.00"}, "tag": "desk-a"}
            {"category": "ui.performance.overlay_budget", "severity": "notice", "generated_at": "2026-11-20T11:50:03Z", \
            "fps": null, "payload": {"event": "overlay_budget"}, "context": {}}
            """;

    /** A hundred and ninety-nine calm frames and one of 60 ms: p95 8.3 ms, jank 0.5 %. */
    static final String GUARD = guard(frames(199, "8.3", 1, "60"), "8.3", "0.005");

    static List<String> frames(int many, String time, int more, String otherTime) {
        List<String> frames = new ArrayList<>(Collections.nCopies(more, otherTime));
        frames.addAll(Collections.nCopies(many, time));
        return frames;
    }

    static String guard(List<String> frames, String p95, String jank) {
        Instant start = Instant.parse("2026-11-20T11:50:00Z");
        String beats =
                IntStream.rangeClosed(0, 6)
                        .mapToObj(i -> "\"" + start.plusSeconds(20L * i) + "\"")
                        .collect(Collectors.joining(", "));
        return """
        {"generated_at": "2026-11-20T11:52:00Z",
         "guard": {"active": true}, "reduce_motion": {"verified": true},
         "fps_monitor": {"active": true, "fps": 119.8},
         "frame_p95_ms": %s, "jank_share": %s,
         "heartbeats": [%s],
         "frames": {"visible_ms": [%s]}}
        """
                .formatted(p95, jank, beats, String.join(", ", frames));
    }

    static RuleResult result(String log, String guard) {
        return new Bench().file("log", log).file("guard", guard).run("ui-telemetry", PARAMETERS);
    }

    private static RuleAssert judged(String guard) {
        return RuleAssert.that(result(LOG, guard));
    }

    private static RuleAssert report(String before, String after) {
        assertThat(GUARD).contains(before);
        return judged(GUARD.replace(before, after));
    }

    private static RuleAssert log(String log) {
        return RuleAssert.that(new Bench().file("log", log).run("ui-telemetry", LOG_ALONE));
    }

    private static RuleAssert log(String before, String after) {
        assertThat(LOG).contains(before);
        return log(LOG.replace(before, after));
    }

    @Test
    void shouldAcceptALogWithoutAlarms() {
        log(LOG).passes();
        log("").passes();
    }

    @Test
    void shouldRefuseEveryAlarm() {
        for (String severity : List.of("warning", "error", "critical")) {
            log("\"info\"", "\"" + severity + "\"").failsWith("alarm");
        }
    }

    @Test
    void shouldRefuseLinesThatAreNoAlerts() {
        log("\"info\"", "\"INFO\"").failsWith("value-refused");
        log("\"severity\": \"info\", ", "").failsWith("no-member");
        log("ui.performance.reduce_motion", "risk.reduce_motion").failsWith("value-refused");
        log("\"active\": \"false\"", "\"active\": false").failsWith("wrong-kind");
        log("\"payload\": {\"event\": \"overlay_budget\"}", "\"payload\": []")
                .failsWith("wrong-kind");
        log("118.0,", "-1,").failsWith("value-refused");
        log("118.0,", "\"fast\",").failsWith("wrong-kind");
    }

    @Test
    void shouldRefuseLinesOutsideTheWindow() {
        log("2026-11-20T11:50:02Z", "2026-11-13T11:50:02Z").failsWith("stale");
        log("2026-11-20T11:50:02Z", "2026-11-20T12:00:06Z").errsWith("future-dated");
    }

    @Test
    void shouldCountAnAlarmWhateverItsTime() {
        assertThat(
                        log(LOG.replace("\"info\"", "\"critical\"").replace("2026-11", "2020-11"))
                                .codes())
                .contains("alarm");
    }

    @Test
    void shouldNotDecideOnLinesThatCannotBeRead() {
        log(LOG + "\n").errsWith("malformed");
        log(LOG.strip()).errsWith("malformed");
        log("[]\n").errsWith("malformed");
    }

    @Test
    void shouldAcceptAGuardWithCalmFrames() {
        judged(GUARD).passes();
        judged(GUARD.replaceAll("\"frame_p95_ms\": .*,\n", "")).passes();
    }

    @Test
    void shouldRefuseSlowFrames() {
        judged(guard(frames(189, "8.3", 11, "50"), "50", "0")).passes();
        judged(guard(frames(94, "8.3", 6, "150"), "150", "0.06")).failsWith("frames-slow", "jank");
        judged(guard(frames(95, "8.3", 5, "150"), "8.3", "0.05")).failsWith("jank");
    }

    @Test
    void shouldRefuseOneJankyFrameInAHundred() {
        judged(guard(frames(99, "8.3", 1, "50.1"), "8.3", "0.01")).failsWith("jank");
        judged(guard(frames(100, "8.3", 1, "50.1"), "8.3", "0.0099")).passes();
    }

    @Test
    void shouldRefuseFiguresThatTheFramesDoNotGive() {
        report("\"frame_p95_ms\": 8.3", "\"frame_p95_ms\": 8.2").failsWith("figure-differs");
        report("\"jank_share\": 0.005", "\"jank_share\": 0.004").failsWith("figure-differs");
        report("\"jank_share\": 0.005", "\"jank_share\": \"low\"").failsWith("wrong-kind");
        report("\"frame_p95_ms\": 8.3", "\"frame_p95_ms\": 8").passes();
    }

    @Test
    void shouldRefuseAGuardThatWasOff() {
        report("\"guard\": {\"active\": true}", "\"guard\": {\"active\": false}")
                .failsWith("value-refused");
        report("\"verified\": true", "\"verified\": false").failsWith("value-refused");
        report("\"active\": true, \"fps\"", "\"active\": false, \"fps\"")
                .failsWith("value-refused");
        report("\"reduce_motion\"", "\"other\"").failsWith("no-member");
    }

    @Test
    void shouldRefuseFiguresWithoutFrames() {
        report("\"frames\"", "\"other\"").failsWith("no-member");
        report("8.3, 8.3", "0, 8.3").failsWith("wrong-kind");
        judged(guard(frames(99, "8.3", 0, "0"), "8.3", "0")).errsWith("too-few-frames");
    }

    @Test
    void shouldNotTakeSilenceForHealth() {
        report("\"2026-11-20T11:51:00Z\", ", "").errsWith("silent");
        report("\"2026-11-20T11:52:00Z\"]", "\"2026-11-20T11:51:41Z\"]").passes();
        judged(GUARD.replaceAll("\"heartbeats\": \\[[^]]*]", "\"heartbeats\": []"))
                .errsWith("silent");
        judged(GUARD.replaceAll("\"heartbeats\": \\[[^]]*],", "")).errsWith("no-member", "silent");
        report(
                        "\"generated_at\": \"2026-11-20T11:52:00Z\"",
                        "\"generated_at\": \"2026-11-20T11:52:31Z\"")
                .errsWith("silent");
        report("\"2026-11-20T11:51:00Z\"", "\"2026-11-20T11:40:00Z\"").failsWith("out-of-order");
        report("\"2026-11-20T11:51:00Z\"", "7").errsWith("malformed");
    }

    @Test
    void shouldRefuseAnOldGuardReport() {
        Bench bench = new Bench().file("log", "").file("guard", GUARD);
        bench.now = Instant.parse("2026-11-27T11:52:01Z");
        RuleAssert.that(bench.run("ui-telemetry", PARAMETERS)).failsWith("stale", "stale");
    }

    @Test
    void shouldWaitForTheFiles() {
        Bench bench = new Bench().artefact("log").artefact("guard");
        RuleAssert.that(bench.run("ui-telemetry", PARAMETERS)).waitsWith("missing", "missing");
    }

    @Test
    void shouldTellTheFirstFindingsAndCountTheRest() {
        String alarm = LOG.lines().findFirst().orElseThrow().replace("\"info\"", "\"critical\"");
        List<String> codes = log((alarm + "\n").repeat(1_000)).codes();
        assertThat(codes).hasSize(Inspection.MAX_FINDINGS);
        assertThat(codes.get(codes.size() - 1)).isEqualTo("more-findings");
    }
}

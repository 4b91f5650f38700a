package io.gatehouse.demo.standin;

import static io.gatehouse.demo.standin.ReportText.object;
import static io.gatehouse.demo.standin.ReportText.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** The interface's telemetry and its report of readiness, as persons attach them. */
final class UiTelemetry {

    private static final Path LOG = Path.of("logs", "ui_telemetry_alerts.jsonl");
    private static final Path REPORT = Path.of("reports", "ui_readiness", "report.json");
    private static final BigDecimal FPS = new BigDecimal("119.8");
    private static final BigDecimal CALM = new BigDecimal("8.3");
    private static final BigDecimal SLOWER = new BigDecimal("38.5");
    private static final BigDecimal JANKY = new BigDecimal("61.0");

    private UiTelemetry() {}

    /** A guard that was tried out: reduce motion entered and left, frames within their budget. */
    static Path write(Path workspace, Instant now) throws IOException {
        StringBuilder lines = new StringBuilder();
        line(
                lines,
                "ui.performance.reduce_motion",
                now.minusSeconds(120),
                object("event", "reduce_motion", "active", true));
        line(
                lines,
                "ui.performance.reduce_motion",
                now.minusSeconds(110),
                object("event", "reduce_motion", "active", false));
        line(
                lines,
                "ui.feed.health",
                now.minusSeconds(60),
                object("event", "feed_health", "status", "ok"));
        return put(workspace, LOG, lines.toString());
    }

    /** The other way of the row: a report with frame times, heartbeats and the figures. */
    static Path writeReport(Path workspace, Instant now) throws IOException {
        return put(
                workspace,
                REPORT,
                ReportText.pretty(
                        report(
                                "the interface's readiness check",
                                "generated_at",
                                now.toString(),
                                "guard",
                                object("active", true),
                                "reduce_motion",
                                object("verified", true),
                                "fps_monitor",
                                object("active", true, "fps", FPS),
                                "heartbeats",
                                heartbeats(now),
                                "frames",
                                object("visible_ms", frames()),
                                "frame_p95_ms",
                                SLOWER,
                                "jank_share",
                                new BigDecimal("0.002"))));
    }

    /** Every ten seconds for two minutes, up to the report. */
    private static List<String> heartbeats(Instant now) {
        return IntStream.rangeClosed(-12, 0)
                .mapToObj(i -> now.plusSeconds(10L * i).toString())
                .toList();
    }

    /** A thousand frames: every seventeenth slower, so that p95 is theirs, and two janky. */
    private static List<BigDecimal> frames() {
        return IntStream.range(0, 1000)
                .mapToObj(i -> i % 500 == 7 ? JANKY : i % 17 == 0 ? SLOWER : CALM)
                .toList();
    }

    private static void line(StringBuilder lines, String category, Instant at, Object payload) {
        lines.append(
                ReportText.line(
                        report(
                                "the interface's guard",
                                "category",
                                category,
                                "severity",
                                "info",
                                "generated_at",
                                at.toString(),
                                "fps",
                                FPS,
                                "payload",
                                payload,
                                "context",
                                object("tag", "demo-desk"),
                                "tag",
                                "demo-desk")));
    }

    private static Path put(Path workspace, Path relative, String text) throws IOException {
        Path file = workspace.resolve(relative);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text, StandardCharsets.UTF_8);
        return relative;
    }
}

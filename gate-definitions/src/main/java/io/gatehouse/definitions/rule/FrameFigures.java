package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.JsonNumbers;
import io.gatehouse.core.json.JsonValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * 95th percentile and share of jank, computed from the frame times of the visible window (plan: p95
 * below 150 ms, jank below 1 %; ADR 0013). The limits stand here and not in a definition: data may
 * raise them nowhere.
 *
 * <p>{@code frames.visible_ms} lists the time of each frame, in milliseconds; frames drawn while
 * the window was hidden do not belong there. {@code frame_p95_ms} and {@code jank_share} may be
 * stated besides, and must then be what the frames say, to the decimals stated.
 */
final class FrameFigures {

    private static final BigDecimal P95_BELOW = BigDecimal.valueOf(150);
    private static final BigDecimal JANK_ABOVE = BigDecimal.valueOf(50);

    /** A hundredth of fewer frames than this is no frame: one janky frame would decide. */
    static final int LEAST_FRAMES = 100;

    private static final int DECIMALS = 9;

    private FrameFigures() {}

    static void judge(ReportPart report) {
        Optional<ReportPart> frames = report.part("frames");
        if (frames.isEmpty()) {
            return;
        }
        List<BigDecimal> times = times(frames.get());
        if (times.isEmpty()) {
            return;
        }
        BigDecimal p95 = nearestRank(times);
        long janky = times.stream().filter(t -> t.compareTo(JANK_ABOVE) > 0).count();
        BigDecimal share =
                BigDecimal.valueOf(janky)
                        .divide(BigDecimal.valueOf(times.size()), DECIMALS, RoundingMode.HALF_EVEN);
        if (p95.compareTo(P95_BELOW) >= 0) {
            report.refuse("frames-slow", "frames", "p95 below 150 ms", p95.toPlainString() + " ms");
        }
        // exact: a rounded share could slip below the limit
        if (janky * 100 >= times.size()) {
            report.refuse(
                    "jank",
                    "frames",
                    "less than 1 % of frames above 50 ms",
                    janky + " of " + times.size() + " frames");
        }
        agree(report, "frame_p95_ms", p95);
        agree(report, "jank_share", share);
    }

    /** The p-th percentile by nearest rank is the value at place ceil(p/100 * n). */
    private static BigDecimal nearestRank(List<BigDecimal> times) {
        List<BigDecimal> sorted = times.stream().sorted().toList();
        return sorted.get((int) ((95L * sorted.size() + 99) / 100) - 1);
    }

    private static List<BigDecimal> times(ReportPart frames) {
        List<BigDecimal> times = new ArrayList<>();
        List<JsonValue> values = frames.list("visible_ms").orElse(List.of());
        for (int i = 0; i < values.size(); i++) {
            Optional<BigDecimal> time = JsonNumbers.decimal(values.get(i));
            if (time.filter(t -> t.signum() > 0).isEmpty()) {
                frames.refuse(
                        "wrong-kind",
                        "visible_ms[" + i + "]",
                        "milliseconds above 0",
                        ReportVerdict.show(values.get(i)));
                return List.of();
            }
            times.add(time.get());
        }
        if (times.size() < LEAST_FRAMES) {
            frames.inspection()
                    .error(
                            "too-few-frames",
                            frames.at("visible_ms"),
                            "at least " + LEAST_FRAMES + " frames",
                            times.size() + " frames",
                            "let the guard watch the interface for longer");
            return List.of();
        }
        return times;
    }

    private static void agree(ReportPart report, String name, BigDecimal computed) {
        if (!report.object().has(name)) {
            return;
        }
        Optional<BigDecimal> stated = report.number(name);
        if (stated.isPresent()) {
            int scale = Math.min(DECIMALS, Math.max(0, stated.get().scale()));
            BigDecimal rounded = computed.setScale(scale, RoundingMode.HALF_EVEN);
            if (rounded.compareTo(stated.get().setScale(scale, RoundingMode.HALF_EVEN)) != 0) {
                report.refuse("figure-differs", name, show(computed), stated.get().toPlainString());
            }
        }
    }

    private static String show(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}

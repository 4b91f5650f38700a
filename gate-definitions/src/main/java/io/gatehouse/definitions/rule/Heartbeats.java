package io.gatehouse.definitions.rule;

import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Signs of life over the time that a guard's report covers: {@code heartbeats}, times in order.
 * Silence is not health, so a gap means that nothing can be decided (ADR 0013).
 */
final class Heartbeats {

    static final Duration GREATEST_GAP = Duration.ofSeconds(30);
    static final Duration LEAST_COVER = Duration.ofSeconds(60);

    private static final String MEMBER = "heartbeats";

    private Heartbeats() {}

    static void judge(ReportPart report, Optional<Duration> maxAge) {
        List<JsonValue> values = report.list(MEMBER).orElse(List.of());
        Instant oldest =
                maxAge.map(a -> report.inspection().context().asOf().minus(a)).orElse(Instant.MIN);
        Optional<Instant> first = Optional.empty();
        Optional<Instant> last = Optional.empty();
        for (int i = 0; i < values.size(); i++) {
            Optional<Instant> beat =
                    values.get(i) instanceof JsonString text
                            ? ReportTime.parse(text.value())
                            : Optional.empty();
            String place = MEMBER + "[" + i + "]";
            if (beat.isEmpty()) {
                report.inspection()
                        .malformed(
                                report.at(place),
                                "a time (RFC 3339)",
                                ReportVerdict.show(values.get(i)));
                return;
            }
            if (beat.get().isBefore(oldest)) {
                report.refuse("stale", place, "since " + oldest, beat.get().toString());
                return;
            }
            if (last.filter(beat.get()::isBefore).isPresent()) {
                report.refuse(
                        "out-of-order", place, "not before " + last.get(), beat.get().toString());
                return;
            }
            if (last.filter(l -> l.plus(GREATEST_GAP).isBefore(beat.get())).isPresent()) {
                silent(report, place, last.get() + " to " + beat.get());
            }
            first = first.isPresent() ? first : beat;
            last = beat;
        }
        if (first.isEmpty() || first.get().plus(LEAST_COVER).isAfter(last.get())) {
            silent(report, MEMBER, values.size() + " heartbeats");
            return;
        }
        endsWithReport(report, last.get());
    }

    /** A guard that died before the report was written, or that beats in the future. */
    private static void endsWithReport(ReportPart report, Instant last) {
        Optional<Instant> end = report.object().text("generated_at").flatMap(ReportTime::parse);
        if (end.filter(e -> Duration.between(last, e).abs().compareTo(GREATEST_GAP) > 0)
                .isPresent()) {
            silent(report, MEMBER, "the last at " + last + ", the report of " + end.get());
        }
    }

    private static void silent(ReportPart report, String place, String observed) {
        report.inspection()
                .error(
                        "silent",
                        report.at(place),
                        "heartbeats at most "
                                + GREATEST_GAP.toSeconds()
                                + " s apart, over at least "
                                + LEAST_COVER.toSeconds()
                                + " s, up to the report",
                        observed,
                        "let the guard run again, and make its report while it runs");
    }
}

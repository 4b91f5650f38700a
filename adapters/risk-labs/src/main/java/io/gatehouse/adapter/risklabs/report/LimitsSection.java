package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.adapter.risklabs.report.Table.Cell;
import io.gatehouse.adapter.risklabs.report.Table.Column;
import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** Limits of each profile with who set them, and how much of each is used. */
final class LimitsSection {

    private LimitsSection() {}

    static void draw(Flow flow, LabReport report) throws IOException {
        Words words = flow.words();
        flow.section("section.limits", 400);
        flow.small(words.text("limits.explain"));
        for (ProfileReport profile : report.profiles()) {
            // a profile's limits stay on one page where they can
            float rows = 60 + 25 * profile.limits().size();
            flow.heading(words.name("profile", profile.name()), Math.min(rows, 450));
            holdings(flow, profile);
            Table table =
                    new Table(
                            flow,
                            List.of(
                                    Column.left(words.text("column.limit"), 1.6f),
                                    Column.right(words.text("column.allowed"), 1.05f),
                                    Column.right(words.text("column.measured"), 1.05f),
                                    Column.right(words.text("column.distance"), 1.05f),
                                    Column.left(words.text("column.use"), 1.4f),
                                    Column.left(words.text("column.owner"), 2.4f)));
            for (Limit limit : profile.limits()) {
                Measure measure = limit.measure();
                table.row(
                        Cell.of(words.name("limit", limit.name())),
                        Cell.of(allowed(words, measure)),
                        measured(words, measure, limit.required()),
                        distance(words, measure),
                        Cell.bar(measure.use()),
                        Cell.muted(
                                owner(words, limit)
                                        + ", "
                                        + limit.version()
                                        + "\n"
                                        + words.note(limit.rationale())));
            }
        }
    }

    private static String owner(Words words, Limit limit) {
        return limit.owner().equals(Limit.NOT_STATED)
                ? words.text("limits.no_owner")
                : limit.owner();
    }

    private static void holdings(Flow flow, ProfileReport profile) throws IOException {
        Words words = flow.words();
        if (!profile.holdings().isEmpty()) {
            flow.small(
                    words.text(
                            "limits.portfolio",
                            profile.holdings().stream()
                                    .map(h -> h.symbol() + " " + words.percent(h.weight(), 1))
                                    .collect(Collectors.joining(", "))));
        }
    }

    static String allowed(Words words, Measure measure) {
        String sign = measure.bound() == Measure.Bound.AT_MOST ? "\u2264\u00a0" : "\u2265\u00a0";
        return sign + words.value(measure.unit(), measure.limit());
    }

    private static Cell measured(Words words, Measure measure, boolean required) {
        OptionalDouble measured = measure.measured();
        if (measured.isEmpty()) {
            String text = words.text(required ? "not-measured" : "not-measured-here");
            return required ? Cell.marked(Mark.CROSS, text) : Cell.muted(text);
        }
        return Cell.of(words.value(measure.unit(), measured.getAsDouble()));
    }

    /** The distance with a sign for which side of the limit it is. */
    static Cell distance(Words words, Measure measure) {
        OptionalDouble distance = measure.distance();
        if (distance.isEmpty()) {
            return Cell.muted("\u2013");
        }
        String text = words.value(measure.unit(), distance.getAsDouble());
        return Cell.marked(measure.broken() ? Mark.CROSS : Mark.TICK, text);
    }
}

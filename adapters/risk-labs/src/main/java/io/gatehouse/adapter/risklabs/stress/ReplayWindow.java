package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.stress.ShockPath.Point;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A recorded time to be lived through again with today's portfolio.
 *
 * @param name for reports, such as {@code 2010-05-06}
 * @param symbol whose bars stand in for instruments without bars of that time
 * @param from milliseconds since 1970, included
 * @param to excluded
 */
public record ReplayWindow(String name, String symbol, long from, long to) {

    private static final long DAY = 86_400_000L;

    public ReplayWindow {
        Objects.requireNonNull(symbol);
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}") || to <= from) {
            throw new IllegalArgumentException("not a window");
        }
    }

    /** The UTC days of the two published crashes; not tested where no bars of them are recorded. */
    public static List<ReplayWindow> known(String symbol) {
        List<ReplayWindow> windows = new ArrayList<>();
        for (ShockTemplate template : ShockTemplate.values()) {
            long day = LocalDate.parse(template.date()).toEpochDay() * DAY;
            windows.add(new ReplayWindow(template.date(), symbol, day, day + DAY));
        }
        return List.copyOf(windows);
    }

    /**
     * The path of the bars that open within the window, or empty when none does.
     *
     * <p>The price at the beginning is the close before the window, or else its first open. Within
     * a bar the order of high and low is not recorded: open, high, low, close at thirds of the bar.
     * The depth of the time was not recorded with the bars; the path leaves the book as it is.
     */
    public Optional<ShockPath> path(Bars bars) {
        int first = 0;
        while (first < bars.size() && bars.openTime()[first] < from) {
            first++;
        }
        int end = first;
        while (end < bars.size() && bars.openTime()[end] < to) {
            end++;
        }
        if (first == end) {
            return Optional.empty();
        }
        double base = first > 0 ? bars.close()[first - 1] : bars.open()[first];
        long length = bars.interval().toMillis();
        List<Point> points = new ArrayList<>();
        points.add(new Point(0, 1, 1));
        for (int i = first; i < end; i++) {
            long at = bars.openTime()[i] - bars.openTime()[first];
            points.add(new Point(at + 1, bars.open()[i] / base, 1));
            points.add(new Point(at + length / 3, bars.high()[i] / base, 1));
            points.add(new Point(at + 2 * length / 3, bars.low()[i] / base, 1));
            points.add(new Point(at + length, bars.close()[i] / base, 1));
        }
        return Optional.of(new ShockPath(points, List.of()));
    }
}

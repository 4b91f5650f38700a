package io.gatehouse.adapter.risklabs.stress;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * How price and depth move together through a crash, as straight lines between points.
 *
 * @param points the first at 0 ms with price 1; times rise
 * @param pauses when the venue matches nothing, in order
 */
public record ShockPath(List<Point> points, List<Pause> pauses) {

    /**
     * A point of the path.
     *
     * @param millis since the path's beginning
     * @param price over the price at the beginning, above 0
     * @param depth what part of the ordinary book is left, above 0, at most 1
     */
    public record Point(long millis, double price, double depth) {
        public Point {
            if (!(price > 0) || !Double.isFinite(price) || !(depth > 0) || depth > 1) {
                throw new IllegalArgumentException("not a point of a shock");
            }
        }
    }

    /** From (included) to (excluded), in milliseconds since the path's beginning. */
    public record Pause(long from, long to) {}

    public ShockPath {
        points = List.copyOf(points);
        pauses = List.copyOf(pauses);
        if (points.size() < 2 || points.get(0).millis() != 0 || points.get(0).price() != 1) {
            throw new IllegalArgumentException("a path begins at 0 with price 1, and goes on");
        }
        for (int i = 1; i < points.size(); i++) {
            if (points.get(i).millis() <= points.get(i - 1).millis()) {
                throw new IllegalArgumentException("the times of a path do not rise");
            }
        }
    }

    /** When the path ends. */
    public long end() {
        return points.get(points.size() - 1).millis();
    }

    /** The price at a time; after the end that of the end. */
    public double price(long millis) {
        return between(millis, true);
    }

    /** The part of the book at a time; after the end that of the end. */
    public double depth(long millis) {
        return between(millis, false);
    }

    private double between(long millis, boolean price) {
        Point before = points.get(0);
        for (Point point : points) {
            if (millis <= point.millis()) {
                if (millis == point.millis() || millis <= before.millis()) {
                    return price ? point.price() : point.depth();
                }
                double part =
                        (double) (millis - before.millis()) / (point.millis() - before.millis());
                double from = price ? before.price() : before.depth();
                double to = price ? point.price() : point.depth();
                return from + (to - from) * part;
            }
            before = point;
        }
        return price ? before.price() : before.depth();
    }

    /**
     * The first time at which the price has moved so far against a position.
     *
     * @param direction 1 for a position that loses when prices fall, -1 for one that loses when
     *     they rise
     * @param distance as a fraction of the price at the beginning, 0 or more
     */
    public OptionalLong reaches(int direction, double distance) {
        double level = 1 - direction * distance;
        Point before = points.get(0);
        for (Point point : points) {
            if (direction * (level - point.price()) >= 0) {
                double step = before.price() - point.price();
                if (step == 0 || direction * (level - before.price()) >= 0) {
                    return OptionalLong.of(before.millis());
                }
                double part = (before.price() - level) / step;
                double length = point.millis() - before.millis();
                // the next whole millisecond; less than a nanosecond after one is rounding
                long after = (long) Math.ceil(part * length - 1e-6);
                return OptionalLong.of(Math.min(point.millis(), before.millis() + after));
            }
            before = point;
        }
        return OptionalLong.empty();
    }

    /** When the price is worst for a position; the earliest such point. */
    public long worst(int direction) {
        Point worst = points.get(0);
        for (Point point : points) {
            if (direction * (1 - point.price()) > direction * (1 - worst.price())) {
                worst = point;
            }
        }
        return worst.millis();
    }

    /** The first time from then on at which the venue matches. */
    public long open(long millis) {
        long time = millis;
        for (Pause pause : pauses) {
            if (time >= pause.from() && time < pause.to()) {
                time = pause.to();
            }
        }
        return time;
    }

    /**
     * The same path with moves so many times as large.
     *
     * @throws IllegalArgumentException if a price would not stay above 0
     */
    public ShockPath scaled(double severity) {
        List<Point> scaled = new ArrayList<>();
        for (Point point : points) {
            scaled.add(
                    new Point(point.millis(), 1 + severity * (point.price() - 1), point.depth()));
        }
        return new ShockPath(scaled, pauses);
    }

    /**
     * The path upside down: what fell rises by as much.
     *
     * @throws IllegalArgumentException if a price more than doubled
     */
    public ShockPath mirrored() {
        return scaled(-1);
    }
}

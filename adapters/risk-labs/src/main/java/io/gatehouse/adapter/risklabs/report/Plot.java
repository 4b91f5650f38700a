package io.gatehouse.adapter.risklabs.report;

import io.gatehouse.adapter.risklabs.report.Ticks.Tick;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.DoubleFunction;

/** A chart of vectors with two axes, drawn onto a page. Confined to one thread. */
final class Plot {

    private static final float LABEL = 6.5f;
    private static final float LEFT = 44;
    private static final float FOOT = 15;
    private static final float HEAD = 26;

    /** Beyond it nothing is drawn: no account has more, and milliseconds stay exact below. */
    private static final double MOST = 1e15;

    private final Sheet sheet;
    private final float x;
    private final float y;
    private final float width;
    private final float height;
    private final double fromX;
    private final double toX;
    private final double fromY;
    private final double toY;
    private float legend;

    /**
     * A chart in a rectangle, without anything in it yet.
     *
     * @param bottom lower edge of the rectangle
     */
    Plot(
            Sheet sheet,
            float left,
            float bottom,
            float width,
            float height,
            double[] across,
            double[] up) {
        this.sheet = sheet;
        this.x = left + LEFT;
        this.y = bottom + FOOT;
        this.width = width - LEFT - 4;
        this.height = height - FOOT - HEAD;
        double[] horizontal = drawable(across);
        this.fromX = horizontal[0];
        this.toX = horizontal[1];
        double[] vertical = drawable(up);
        this.fromY = vertical[0];
        this.toY = vertical[1];
        this.legend = x;
    }

    /** A range that has an extent and can be divided; absurd figures lie outside the chart. */
    private static double[] drawable(double[] range) {
        double low = Math.max(-MOST, Math.min(MOST, range[0]));
        double high = Math.max(low, Math.min(MOST, range[1]));
        double least = Math.max(1e-9, 1e-6 * Math.max(Math.abs(low), Math.abs(high)));
        if (high - low >= least) {
            return new double[] {low, high};
        }
        double margin = Math.max(least, Math.abs(high) * 0.05);
        return new double[] {low - margin, high + margin};
    }

    /** Least and greatest of some values, and of zero where asked. */
    static double[] range(boolean zero, List<List<Double>> series) {
        double low = zero ? 0 : Double.POSITIVE_INFINITY;
        double high = zero ? 0 : Double.NEGATIVE_INFINITY;
        for (List<Double> values : series) {
            for (double value : values) {
                low = Math.min(low, value);
                high = Math.max(high, value);
            }
        }
        return new double[] {low, high};
    }

    static double[] times(Instant from, Instant to) {
        return new double[] {from.toEpochMilli(), to.toEpochMilli()};
    }

    /** Title, frame, grid and labels. */
    void axes(String title, List<Tick> across, DoubleFunction<DoubleFunction<String>> form)
            throws IOException {
        String line = sheet.typeface().shorten(title, 8.5f, width + LEFT);
        sheet.bold(x - LEFT, y + height + 16, 8.5f, Ink.TEXT, line);
        double step = Ticks.step(toY - fromY, height > 90 ? 6 : 4);
        DoubleFunction<String> label = form.apply(step);
        for (double value : Ticks.multiples(fromY, toY, step)) {
            sheet.line(x, up(value), x + width, up(value), 0.4f, Ink.GRID);
            sheet.right(x - 4, up(value) - 2.2f, LABEL, Ink.MUTED, label.apply(value));
        }
        float free = x - LEFT;
        for (Tick tick : across) {
            float at = along(tick.at());
            float half = sheet.typeface().width(tick.label(), LABEL) / 2;
            sheet.line(at, y, at, y + height, 0.4f, Ink.GRID);
            if (at - half > free && at + half <= x + width + 4) {
                sheet.centre(at, y - 9, LABEL, Ink.MUTED, tick.label());
                free = at + half + 4;
            }
        }
        sheet.frame(x, y, width, height, Ink.RULE);
    }

    /** A line and a word in the row under the title; words that find no room are left out. */
    void legend(Ink ink, float dash, String word) throws IOException {
        float needed = 22 + sheet.typeface().width(word, LABEL);
        if (legend + needed > x + width + 4) {
            return;
        }
        float at = y + height + 6;
        sheet.path(new float[] {legend, legend + 12}, new float[] {at, at}, 1.4f, ink, dash);
        sheet.text(legend + 15, at - 2.2f, LABEL, Ink.MUTED, word);
        legend += needed + 6;
    }

    /** A field of colour and a word in the same row. */
    void legendOfBand(Ink ink, String word) throws IOException {
        sheet.box(legend, y + height + 3.5f, 12, 5, ink);
        sheet.text(legend + 15, y + height + 3.8f, LABEL, Ink.MUTED, word);
        legend += 28 + sheet.typeface().width(word, LABEL);
    }

    /** A triangle and a word in the same row. */
    void legendOfTriangles(Ink ink, String word) throws IOException {
        triangle(legend + 6, y + height + 4, ink);
        sheet.text(legend + 15, y + height + 3.8f, LABEL, Ink.MUTED, word);
        legend += 28 + sheet.typeface().width(word, LABEL);
    }

    void line(double[] across, List<Double> values, Ink ink, float dash) throws IOException {
        sheet.clip(x, y, width, height);
        sheet.path(along(across), up(values), dash > 0 ? 0.9f : 1.1f, ink, dash);
        sheet.unclip();
    }

    /** What lies between two lines. */
    void band(double[] across, List<Double> low, List<Double> high, Ink ink) throws IOException {
        int n = across.length;
        float[] xs = new float[2 * n];
        float[] ys = new float[2 * n];
        for (int i = 0; i < n; i++) {
            xs[i] = along(across[i]);
            ys[i] = up(low.get(i));
            xs[2 * n - 1 - i] = xs[i];
            ys[2 * n - 1 - i] = up(high.get(i));
        }
        sheet.clip(x, y, width, height);
        sheet.polygon(xs, ys, ink);
        sheet.unclip();
    }

    /** Upright lines from zero. */
    void sticks(double[] across, List<Double> values, Ink ink) throws IOException {
        sheet.clip(x, y, width, height);
        for (int i = 0; i < across.length; i++) {
            float at = along(across[i]);
            sheet.line(at, up(0), at, up(values.get(i)), 0.5f, ink);
        }
        sheet.unclip();
    }

    /** Bars of equal width that stand side by side. */
    void bars(double low, double step, List<Long> counts, Ink ink) throws IOException {
        for (int i = 0; i < counts.size(); i++) {
            float left = along(low + i * step);
            float right = along(low + (i + 1) * step);
            sheet.box(left, y, Math.max(0.2f, right - left - 0.4f), up(counts.get(i)) - y, ink);
        }
    }

    /** A line across the whole chart at one value. */
    void level(double value, Ink ink, float dash) throws IOException {
        if (value >= fromY && value <= toY) {
            float at = up(value);
            sheet.path(new float[] {x, x + width}, new float[] {at, at}, 0.9f, ink, dash);
        }
    }

    /** An upright line at one place. */
    void upright(double place, Ink ink, float dash) throws IOException {
        if (place >= fromX && place <= toX) {
            float at = along(place);
            sheet.path(new float[] {at, at}, new float[] {y, y + height}, 1, ink, dash);
        }
    }

    /** A mark below a value. */
    void exception(double place, double value, Ink ink) throws IOException {
        triangle(along(place), Math.max(y + 1, up(value) - 5), ink);
    }

    private void triangle(float at, float foot, Ink ink) throws IOException {
        sheet.polygon(
                new float[] {at - 2.6f, at + 2.6f, at}, new float[] {foot, foot, foot + 4.4f}, ink);
    }

    private float along(double value) {
        return near(x + width * ((value - fromX) / (toX - fromX)));
    }

    private float up(double value) {
        return near(y + height * ((value - fromY) / (toY - fromY)));
    }

    /** A place that PDF can name; what is farther away is clipped in any case. */
    private static float near(double place) {
        return (float) Math.max(-5_000, Math.min(5_000, place));
    }

    private float[] along(double[] values) {
        float[] places = new float[values.length];
        for (int i = 0; i < places.length; i++) {
            places[i] = along(values[i]);
        }
        return places;
    }

    private float[] up(List<Double> values) {
        float[] places = new float[values.size()];
        for (int i = 0; i < places.length; i++) {
            places[i] = up(values.get(i));
        }
        return places;
    }
}

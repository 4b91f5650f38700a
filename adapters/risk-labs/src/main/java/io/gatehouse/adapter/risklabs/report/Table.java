package io.gatehouse.adapter.risklabs.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A table that breaks over pages, with its headings on each. Long texts wrap, and a row that is
 * higher than a page goes on over the next. Confined to one thread.
 */
final class Table {

    private static final float SIZE = 8;
    private static final float LEADING = 10.2f;
    private static final float PAD = 3.5f;
    private static final float MARK = 6;

    /** Fewer lines of a row are not left alone at the end of a page. */
    private static final int TOGETHER = 4;

    /**
     * A column.
     *
     * @param share of the width, beside the other columns' shares
     */
    record Column(String title, float share, boolean right) {

        static Column left(String title, float share) {
            return new Column(title, share, false);
        }

        static Column right(String title, float share) {
            return new Column(title, share, true);
        }
    }

    /**
     * What stands in a row and column.
     *
     * @param text lines are broken where they are too wide, and at line feeds
     * @param mark a sign before the first line
     * @param use of a limit, drawn as a bar; 1 is the limit
     */
    record Cell(String text, Ink ink, Optional<Mark> mark, OptionalDouble use) {

        static Cell of(String text) {
            return new Cell(text, Ink.TEXT, Optional.empty(), OptionalDouble.empty());
        }

        static Cell muted(String text) {
            return new Cell(text, Ink.MUTED, Optional.empty(), OptionalDouble.empty());
        }

        static Cell marked(Mark mark, String text) {
            return new Cell(text, mark.ink(), Optional.of(mark), OptionalDouble.empty());
        }

        static Cell bar(OptionalDouble use) {
            return new Cell("", Ink.TEXT, Optional.empty(), use);
        }
    }

    private final Flow flow;
    private final List<Column> columns;
    private final float[] left;
    private final float[] width;
    private int rows;
    private boolean begun;

    Table(Flow flow, List<Column> columns) {
        this.flow = flow;
        this.columns = List.copyOf(columns);
        this.left = new float[columns.size()];
        this.width = new float[columns.size()];
        float shares = 0;
        for (Column column : columns) {
            shares += column.share();
        }
        float x = Sheet.LEFT;
        for (int i = 0; i < width.length; i++) {
            left[i] = x;
            width[i] = Flow.WIDTH * columns.get(i).share() / shares;
            x += width[i];
        }
    }

    void row(Cell... cells) throws IOException {
        List<List<String>> lines = new ArrayList<>();
        int most = 1;
        for (int i = 0; i < cells.length; i++) {
            float inner = width[i] - 2 * PAD - (cells[i].mark().isPresent() ? MARK + 3 : 0);
            List<String> wrapped = flow.typeface().wrap(cells[i].text(), SIZE, inner);
            lines.add(wrapped);
            most = Math.max(most, wrapped.size());
        }
        if (!begun) {
            begun = true;
            flow.need(headHeight() + 2 * PAD + Math.min(most, TOGETHER) * LEADING);
            head();
        }
        for (int from = 0; from < most; ) {
            int fits = (int) ((flow.room() - 2 * PAD) / LEADING);
            if (fits < Math.min(most - from, TOGETHER)) {
                flow.turnWithin();
                head();
                continue;
            }
            int to = Math.min(most, from + fits);
            part(cells, lines, from, to);
            from = to;
        }
        rows++;
    }

    private void part(Cell[] cells, List<List<String>> lines, int from, int to) throws IOException {
        float height = (to - from) * LEADING + 2 * PAD;
        Sheet sheet = flow.sheet();
        float top = flow.y();
        if (rows % 2 == 1) {
            sheet.box(Sheet.LEFT, top - height, Flow.WIDTH, height, Ink.ZEBRA);
        }
        sheet.line(Sheet.LEFT, top - height, Sheet.RIGHT, top - height, 0.3f, Ink.RULE);
        for (int i = 0; i < cells.length; i++) {
            float x = left[i] + PAD;
            float first = top - PAD - SIZE + 0.6f;
            Optional<Mark> mark = cells[i].mark();
            if (mark.isPresent()) {
                if (from == 0) {
                    sheet.mark(mark.get(), markAt(i, lines.get(i).get(0)), first, MARK);
                }
                x += MARK + 3;
            }
            for (int l = from; l < Math.min(to, lines.get(i).size()); l++) {
                float y = first - (l - from) * LEADING;
                if (columns.get(i).right()) {
                    float end = left[i] + width[i] - PAD;
                    sheet.right(end, y, SIZE, cells[i].ink(), lines.get(i).get(l));
                } else {
                    sheet.text(x, y, SIZE, cells[i].ink(), lines.get(i).get(l));
                }
            }
            if (cells[i].use().isPresent() && from == 0) {
                bar(sheet, x, first, width[i] - 2 * PAD, cells[i].use().getAsDouble());
            }
        }
        flow.skip(height);
    }

    /** Beside the text: at the left edge, or just before a text that stands at the right one. */
    private float markAt(int column, String text) {
        return columns.get(column).right()
                ? left[column] + width[column] - PAD - flow.typeface().width(text, SIZE) - MARK - 3
                : left[column] + PAD;
    }

    /** The limit is the upright line; a bar beyond it crosses the line and has another colour. */
    private static void bar(Sheet sheet, float x, float y, float width, double use)
            throws IOException {
        float limit = width * 0.72f;
        float length = (float) Math.max(0.6, Math.min(width, limit * use));
        boolean beyond = use > 1;
        sheet.box(x, y - 0.5f, width, 6.5f, Ink.GRID);
        sheet.box(x, y - 0.5f, length, 6.5f, beyond ? Ink.VERMILION : Ink.BLUE);
        sheet.line(x + limit, y - 2, x + limit, y + 7.5f, 1.1f, Ink.TEXT);
    }

    private float headHeight() {
        int most = 1;
        for (int i = 0; i < width.length; i++) {
            most = Math.max(most, title(i).size());
        }
        return most * 9 + 6;
    }

    private List<String> title(int column) {
        return flow.typeface().wrap(columns.get(column).title(), 7, width[column] - 2 * PAD);
    }

    private void head() throws IOException {
        Sheet sheet = flow.sheet();
        if (columns.stream().allMatch(c -> c.title().isEmpty())) {
            sheet.line(Sheet.LEFT, flow.y(), Sheet.RIGHT, flow.y(), 0.6f, Ink.HEAD);
            return;
        }
        float height = headHeight();
        sheet.box(Sheet.LEFT, flow.y() - height, Flow.WIDTH, height, Ink.HEAD);
        for (int i = 0; i < width.length; i++) {
            float y = flow.y() - 9.5f;
            for (String line : title(i)) {
                if (columns.get(i).right()) {
                    sheet.right(left[i] + width[i] - PAD, y, 7, Ink.WHITE, line);
                } else {
                    sheet.text(left[i] + PAD, y, 7, Ink.WHITE, line);
                }
                y -= 9;
            }
        }
        flow.skip(height);
    }
}

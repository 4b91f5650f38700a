package io.gatehouse.adapter.risklabs.market;

import java.util.Arrays;

/** A named column that grows; confined to one thread until {@link #longs} or {@link #doubles}. */
final class Column {

    /** What the cells are. */
    enum Type {
        /** Milliseconds as a 64-bit integer or a whole double; held as long. */
        TIME,
        /** 64-bit integer. */
        INTEGER,
        /** 64-bit floating point. */
        REAL
    }

    private final String name;
    private final Type type;
    private long[] longs;
    private double[] doubles;
    private int size;

    Column(String name, Type type, int capacity) {
        this.name = name;
        this.type = type;
        this.longs = type == Type.REAL ? new long[0] : new long[capacity];
        this.doubles = type == Type.REAL ? new double[capacity] : new double[0];
    }

    static Column of(String name, double... values) {
        Column column = new Column(name, Type.REAL, 0);
        column.doubles = values;
        column.size = values.length;
        return column;
    }

    static Column of(String name, Type type, long... values) {
        Column column = new Column(name, type, 0);
        column.longs = values;
        column.size = values.length;
        return column;
    }

    String name() {
        return name;
    }

    Type type() {
        return type;
    }

    int size() {
        return size;
    }

    void add(long value) {
        if (size == longs.length) {
            longs = Arrays.copyOf(longs, larger());
        }
        longs[size++] = value;
    }

    void add(double value) {
        if (size == doubles.length) {
            doubles = Arrays.copyOf(doubles, larger());
        }
        doubles[size++] = value;
    }

    /**
     * Makes room for so many more and hands out the array; {@link #grown} tells that it is full.
     */
    double[] doublesFor(int more) {
        if (size + more > doubles.length) {
            doubles = Arrays.copyOf(doubles, Math.max(size + more, larger()));
        }
        return doubles;
    }

    /** Like {@link #doublesFor}. */
    long[] longsFor(int more) {
        if (size + more > longs.length) {
            longs = Arrays.copyOf(longs, Math.max(size + more, larger()));
        }
        return longs;
    }

    void grown(int more) {
        size += more;
    }

    long integer(int row) {
        return longs[row];
    }

    double real(int row) {
        return doubles[row];
    }

    private int larger() {
        return Math.max(16, size + (size >> 1));
    }

    /** Its integers, without the unused end. */
    long[] longs() {
        return longs.length == size ? longs : Arrays.copyOf(longs, size);
    }

    /** Its doubles, without the unused end. */
    double[] doubles() {
        return doubles.length == size ? doubles : Arrays.copyOf(doubles, size);
    }

    /** The rows in another order, or some of them. */
    Column pick(int[] rows) {
        if (type == Type.REAL) {
            double[] picked = new double[rows.length];
            for (int i = 0; i < rows.length; i++) {
                picked[i] = doubles[rows[i]];
            }
            return of(name, picked);
        }
        long[] picked = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            picked[i] = longs[rows[i]];
        }
        return of(name, type, picked);
    }

    /** All cells of another column of the same name, behind these. */
    void addAll(Column other) {
        if (size == 0) { // taken over: a year of minutes is not copied
            longs = other.longs;
            doubles = other.doubles;
            size = other.size;
            return;
        }
        if (type == Type.REAL) {
            System.arraycopy(other.doubles, 0, doublesFor(other.size), size, other.size);
        } else {
            System.arraycopy(other.longs, 0, longsFor(other.size), size, other.size);
        }
        size += other.size;
    }
}

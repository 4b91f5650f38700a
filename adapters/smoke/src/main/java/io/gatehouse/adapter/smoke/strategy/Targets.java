package io.gatehouse.adapter.smoke.strategy;

import io.gatehouse.core.digest.Digest;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Target weights: which part of the capital each instrument shall hold after each row.
 *
 * <p>Weights are millionths of the capital, negative for short. Immutable.
 */
public final class Targets {

    /** The whole capital. */
    public static final int WHOLE = 1_000_000;

    private final int rows;
    private final int columns;
    private final int[] weights;

    private Targets(int rows, int columns, int[] weights) {
        this.rows = rows;
        this.columns = columns;
        this.weights = weights;
    }

    /** A weight for a row and a column. */
    @FunctionalInterface
    public interface Weight {
        int at(int row, int column);
    }

    /**
     * Targets by row and column.
     *
     * @throws IllegalArgumentException when a weight is beyond ten times the capital
     */
    public static Targets of(int rows, int columns, Weight weight) {
        int[] weights = new int[rows * columns];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = weight.at(i / columns, i % columns);
            if (Math.abs((long) weights[i]) > 10L * WHOLE) {
                throw new IllegalArgumentException("a weight beyond ten times the capital");
            }
        }
        return new Targets(rows, columns, weights);
    }

    public int rows() {
        return rows;
    }

    public int columns() {
        return columns;
    }

    public int at(int row, int column) {
        return weights[row * columns + column];
    }

    /** Whether a row differs from the one before it; a strategy decided there. */
    public boolean changes(int row) {
        for (int column = 0; column < columns; column++) {
            if (at(row, column) != at(row - 1, column)) {
                return true;
            }
        }
        return false;
    }

    /** SHA-384 over the rows from one to before another, as big-endian integers. */
    public Digest digest(int from, int to) {
        ByteBuffer bytes = ByteBuffer.allocate((to - from) * columns * Integer.BYTES);
        bytes.asIntBuffer().put(Arrays.copyOfRange(weights, from * columns, to * columns));
        return Digest.sha384(bytes.array());
    }
}

package io.gatehouse.adapter.risklabs.market;

/** The order of rows by a column of integers; rows that are equal keep theirs. Pure. */
final class StableOrder {

    private StableOrder() {}

    /** Whether no value is smaller than the one before. */
    static boolean isSorted(long[] values) {
        return descents(values) == 0;
    }

    /** How many values are smaller than the one before. */
    static int descents(long[] values) {
        int count = 0;
        for (int i = 1; i < values.length; i++) {
            if (values[i] < values[i - 1]) {
                count++;
            }
        }
        return count;
    }

    /** Row numbers in ascending order of their values: a merge sort from the bottom up. */
    static int[] of(long[] values) {
        int[] order = new int[values.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = i;
        }
        return refine(order, values);
    }

    /** An order that exists, sorted again by another column: the most significant comes last. */
    static int[] refine(int[] order, long[] values) {
        int[] from = order.clone();
        int[] to = new int[from.length];
        for (int width = 1; width > 0 && width < from.length; width <<= 1) {
            for (int low = 0; low < from.length; low += 2 * width) {
                int middle = Math.min(low + width, from.length);
                int high = (int) Math.min((long) low + 2L * width, from.length);
                merge(values, from, to, low, middle, high);
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }

    private static void merge(long[] values, int[] from, int[] to, int low, int middle, int high) {
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            boolean takeLeft =
                    left < middle && (right >= high || values[from[left]] <= values[from[right]]);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }
}

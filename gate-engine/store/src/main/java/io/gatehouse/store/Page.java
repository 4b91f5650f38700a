package io.gatehouse.store;

import java.util.List;

/**
 * A part of a longer list.
 *
 * @param total how many there are in all
 */
public record Page<T>(List<T> items, long total) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Which part is asked for.
     *
     * @param offset how many to leave out, from 0
     * @param limit how many at most, 1 to 1000
     */
    public record Request(long offset, int limit) {

        /** The first fifty. */
        public static final Request FIRST = new Request(0, 50);

        public Request {
            if (offset < 0 || limit < 1 || limit > 1_000) {
                throw new IllegalArgumentException("offset is at least 0 and limit is 1 to 1000");
            }
        }
    }
}

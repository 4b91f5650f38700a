package io.gatehouse.systemtests.fuzz;

import java.util.List;

/**
 * Something that reads bytes from outside.
 *
 * @param share of all inputs, in thousandths; about as many as it reads in the same time
 * @param seeds real inputs, which are changed
 */
record Target(String name, int share, List<byte[]> seeds, Reader reader) {

    Target {
        seeds = List.copyOf(seeds);
        if (seeds.isEmpty()) {
            throw new IllegalArgumentException("nothing to change for " + name);
        }
    }

    /**
     * Reads bytes. An input that is not accepted is refused in the reader's own way; any other
     * exception is a defect, and so is an accepted input that is not read to the same bytes or
     * value again.
     */
    @FunctionalInterface
    interface Reader {

        /** Whether the bytes were accepted. */
        boolean accepts(byte[] bytes) throws Exception;
    }
}

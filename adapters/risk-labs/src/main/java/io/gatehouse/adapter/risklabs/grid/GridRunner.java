package io.gatehouse.adapter.risklabs.grid;

import java.util.List;
import java.util.function.Function;

/**
 * Computes the cells of a run: on the threads of one process, or somewhere else.
 *
 * <p>The contract that makes results equal everywhere: a cell is computed from itself alone, with
 * random numbers seeded by it and by nobody's clock or thread, and the answers are handed back in
 * the order of the cells, whichever was ready first.
 */
public interface GridRunner {

    /**
     * The result of each cell, in the order of the cells.
     *
     * @param cells what is to be computed
     * @param compute a pure function of a cell
     * @param progress told each time that a cell is done
     * @throws IllegalStateException if a cell's computation failed; no result is handed out then
     */
    <C, R> List<R> run(List<C> cells, Function<C, R> compute, Progress progress);

    /** Told how far a run is. Called by any thread. */
    @FunctionalInterface
    interface Progress {

        /** Nobody looks. */
        Progress NONE = (done, total) -> {};

        void done(int done, int total);
    }
}

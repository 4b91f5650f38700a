package io.gatehouse.demo;

import io.gatehouse.app.usecase.Unanswerable;
import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Does again what is measured against the clock: a machine that is busy for a moment fails a drill
 * that it passes a moment later, and a person would run it once more.
 */
final class Repetition {

    /** How often it is done again before its failure is believed. */
    static final int MOST = 4;

    private Repetition() {}

    /** Something that can be refused. */
    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException, Unanswerable, DemoStopped;
    }

    /**
     * Runs it, and again while it has failed.
     *
     * @param hasFailed asked after each run
     * @return what the last run gave
     */
    static <T> T of(Work<T> first, BooleanSupplier hasFailed, Work<T> again)
            throws IOException, Unanswerable, DemoStopped {
        T given = first.run();
        for (int times = 0; times < MOST && hasFailed.getAsBoolean(); times++) {
            given = again.run();
        }
        return given;
    }
}

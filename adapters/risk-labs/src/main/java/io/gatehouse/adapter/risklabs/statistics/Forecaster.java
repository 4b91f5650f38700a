package io.gatehouse.adapter.risklabs.statistics;

/** Forecasts the tail of the next return from those observed so far. Not thread-safe. */
interface Forecaster {

    /** Takes in the return of the next step. */
    void observe(double value);

    /** The tail of the step after the last observed. */
    TailRisk forecast(Level level);

    /** How many times parameters were searched for and the search did not end by itself. */
    default int unconverged() {
        return 0;
    }
}

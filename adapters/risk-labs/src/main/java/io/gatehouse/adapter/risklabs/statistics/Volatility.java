package io.gatehouse.adapter.risklabs.statistics;

/** Mean and deviation of the next return from those observed so far. Not thread-safe. */
interface Volatility {

    /** Takes in the return of the next step. */
    void observe(double value);

    /** Observations before the deviation may be used as a unit. */
    int warmUp();

    /** Mean of the next return; asked for after the deviation. */
    double mean();

    /** Deviation of the next return; zero if nothing has varied. */
    double deviation();

    /** How many searches for parameters did not end by themselves. */
    int unconverged();
}

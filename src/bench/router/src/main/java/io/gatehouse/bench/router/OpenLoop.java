package io.gatehouse.bench.router;

import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.route.Router;
import io.gatehouse.adapter.liverouter.route.Submission;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * Orders at a fixed rate, whether or not the router keeps up: the time of each counts from when it
 * should have begun, so a pause is charged to every order that it held up.
 *
 * <p>The thread that waits for the next time is the one that decides: no hand-over is within the
 * figure, and waiting takes a processor.
 */
final class OpenLoop {

    private final Histogram latency = Table.histogram();
    private byte[] kept = {};
    private long notDone;
    private double seconds;

    /** What is done at each intended time. */
    interface Step {
        /** Time at which it was done by the monotonic clock; {@link #NOT_DONE} when it was not. */
        long run(int number);
    }

    static final long NOT_DONE = Long.MIN_VALUE;

    /** Sends all of them and waits for nothing else. */
    OpenLoop run(Router router, ParentOrder[] orders, long perSecond, List<EncodingVenue> venues) {
        int symbols = venues.size();
        return run(
                i ->
                        router.submit(orders[i]) instanceof Submission.Done
                                ? venues.get(i % symbols).handedOver()
                                : NOT_DONE,
                orders.length,
                perSecond);
    }

    /**
     * The same loop with nothing to decide: what machine, scheduler and clock take, and with
     * garbage the collector.
     *
     * @param garbage bytes that each step allocates and lets go
     */
    OpenLoop floor(int count, long perSecond, int garbage) {
        return run(
                i -> {
                    kept = garbage > 0 ? new byte[garbage] : kept;
                    return System.nanoTime();
                },
                count,
                perSecond);
    }

    private OpenLoop run(Step step, int count, long perSecond) {
        long start = System.nanoTime() + 1_000_000;
        for (int i = 0; i < count; i++) {
            long intended = start + i * 1_000_000_000L / perSecond;
            while (System.nanoTime() < intended) {
                Thread.onSpinWait();
            }
            long done = step.run(i);
            if (done == NOT_DONE) {
                notDone++;
            } else {
                latency.recordValue(Math.max(0, done - intended));
            }
        }
        seconds = (System.nanoTime() - start) / 1e9;
        return this;
    }

    Histogram latency() {
        return latency;
    }

    /** Orders that were refused or are in doubt: a run with one is no run. */
    long notDone() {
        return notDone;
    }

    double seconds() {
        return seconds;
    }
}

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
    private long notDone;
    private double seconds;

    /** Sends all of them and waits for nothing else. */
    OpenLoop run(Router router, ParentOrder[] orders, long perSecond, List<EncodingVenue> venues) {
        long start = System.nanoTime() + 1_000_000;
        int symbols = venues.size();
        for (int i = 0; i < orders.length; i++) {
            long intended = start + i * 1_000_000_000L / perSecond;
            while (System.nanoTime() < intended) {
                Thread.onSpinWait();
            }
            if (router.submit(orders[i]) instanceof Submission.Done) {
                long handed = venues.get(i % symbols).handedOver();
                latency.recordValue(Math.max(0, handed - intended));
            } else {
                notDone++;
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

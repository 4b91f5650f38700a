package io.gatehouse.embedded.router;

import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Lets lines in until the router ends, and tells how many are inside. Thread-safe.
 *
 * <p>A line that came in is answered before anything is closed: an order whose id was made durable
 * while the journal closed under it would be one of unknown fate for nothing.
 */
final class Doors {

    private final IntConsumer inside;
    private int count;
    private boolean shut;

    /**
     * @param inside told how many are inside, whenever that changes
     */
    Doors(IntConsumer inside) {
        this.inside = inside;
    }

    /** Whether it may come in; then {@link #leave} must follow. */
    synchronized boolean enter() {
        if (shut) {
            return false;
        }
        inside.accept(++count);
        return true;
    }

    synchronized void leave() {
        inside.accept(--count);
        notifyAll();
    }

    /**
     * Lets nothing in any more and waits until all are out, or the time is over.
     *
     * @return false when it had been shut before
     */
    synchronized boolean shut(Duration patience) {
        if (shut) {
            return false;
        }
        shut = true;
        long end = System.nanoTime() + patience.toNanos();
        try {
            for (long left = patience.toMillis(); count > 0 && left > 0; ) {
                wait(left);
                left = (end - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }
}

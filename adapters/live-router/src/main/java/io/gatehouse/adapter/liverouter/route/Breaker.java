package io.gatehouse.adapter.liverouter.route;

/**
 * Leaves a venue alone that does not answer: closed, open, half-open. On a monotonic clock in
 * nanoseconds; for one thread.
 *
 * <p>Doubts and transient refusals count. A permanent refusal is an answer: the order was wrong,
 * the venue is well.
 */
final class Breaker {

    /** Orders pass, none passes, or one is trying. */
    enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    private final int limit;
    private final long openFor;
    private State state = State.CLOSED;
    private int failures;
    private long openedAt;

    Breaker(int limit, long openFor) {
        this.limit = limit;
        this.openFor = openFor;
    }

    State state() {
        return state;
    }

    boolean allows(long now) {
        return state == State.CLOSED || (state == State.OPEN && now - openedAt >= openFor);
    }

    /** An order that was allowed is about to be sent. */
    void sending() {
        if (state == State.OPEN) {
            state = State.HALF_OPEN;
        }
    }

    /** It was not sent after all: the next one may try. */
    void notSent() {
        if (state == State.HALF_OPEN) {
            state = State.OPEN;
        }
    }

    void answered() {
        state = State.CLOSED;
        failures = 0;
    }

    void failed(long now) {
        failures++;
        if (failures >= limit) {
            // One that failed while trying finds the count where it was: it opens again at once.
            state = State.OPEN;
            openedAt = now;
        }
    }
}

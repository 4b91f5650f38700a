package io.gatehouse.adapter.metrics.export;

import java.time.Duration;

/**
 * What the live router reports to. Thread-safe; recording neither blocks nor allocates once a
 * {@link Channel} and a {@link VenueMetrics} are at hand, and never throws.
 */
public interface LiveMetrics {

    /** How an attempt at a venue ended. */
    enum Result {
        SUCCESS,
        ERROR,
        EXCEPTION,
        AUTH_ERROR,
        API_ERROR,
        RECONCILED,
        QUEUE_TIMEOUT,
        QUEUE_OVERFLOW
    }

    /** What the router may do. */
    enum State {
        ACTIVE,
        REDUCING,
        HALTED
    }

    /**
     * Where orders of one kind are counted; ask once and keep it. A value outside of the allow-list
     * counts as {@code other}.
     */
    Channel channel(String exchange, String symbol, String portfolio, String route);

    /** Where facts of one venue are counted; ask once and keep it. */
    VenueMetrics venue(String exchange);

    /** An order was decided upon: from arrival to bytes handed over, in nanoseconds. */
    void decided(long nanos);

    void queueDepth(int orders);

    void rejectedMissingClientId();

    /** A cancel was asked for an order whose venue was known, or not. */
    void cancelBinding(boolean hit);

    /**
     * @param remaining until it lapses; counts as zero when not held
     */
    void lease(boolean held, Duration remaining);

    void state(State state);

    /** The kill switch is latched, or was enabled again by a person. */
    void kill(boolean engaged);

    /** A line of the router log could not be written. */
    void routerLogFailed();

    /** Orders of one venue, symbol, portfolio and route. */
    interface Channel {

        /** An order was taken; once for each, however many attempts it needs. */
        void taken();

        void attempted(Result result);

        /** A venue accepted it. */
        void accepted();

        /** No venue accepted it. */
        void failed();

        /** It goes to a later venue, after a definitive refusal or proof of absence. */
        void fellBack();

        /** Its outcome is known, this many nanoseconds after it was taken; reconciled ones too. */
        void settled(long nanos);

        /**
         * It reached its end.
         *
         * @param filled in the units of {@code ordered}, from 0 to it
         * @param ordered more than 0; otherwise nothing is recorded
         */
        void filled(long filled, long ordered);
    }

    /** Facts of one venue. */
    interface VenueMetrics {

        /** It answered, this many nanoseconds after the bytes were sent. */
        void answered(long nanos);

        void breaker(boolean open);

        /** A look-up ended a doubt. */
        void reconciled();

        /** A look-up failed; the doubt remains. */
        void reconcileFailed();

        /** It told something that cannot be true. */
        void contradiction();

        /** How many orders there are of unknown fate. */
        void unknownOrders(int open);

        /** How many orders rest there that are not ours. */
        void foreignOrders(int open);
    }
}

package io.gatehouse.adapter.liverouter.standin;

import java.util.Optional;

/** The interface of one exchange over the stand-in's books: its paths, checks and error texts. */
interface VenueShape {

    /** Which of the scripts' operations a request is; empty for any other. */
    Optional<String> operation(WireRequest request);

    /**
     * A request has arrived: what the exchange checks at its door is checked now.
     *
     * @return the rest of it, to be done once, now or later
     */
    Work receive(WireRequest request);

    /** The exchange's words for a refusal. */
    Answer error(VenueError error);

    /** What is left to be done. */
    interface Work {

        /**
         * Does it.
         *
         * @param delayFill whether a new order is matched only later
         */
        Answer run(boolean delayFill);
    }
}

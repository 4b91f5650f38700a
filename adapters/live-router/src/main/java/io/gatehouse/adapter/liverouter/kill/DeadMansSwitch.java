package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Duration;

/**
 * Port: a venue's own promise to withdraw all orders unless it is told again in time (Kraken {@code
 * CancelAllOrdersAfter}, Binance futures {@code countdownCancelAll}). Not every venue offers it.
 */
public interface DeadMansSwitch {

    VenueId venue();

    /**
     * Asks the venue to withdraw everything after a time, counted anew from now. Never throws for
     * what a network does.
     *
     * @return whether the venue has confirmed it
     */
    boolean cancelAllAfter(Duration time);
}

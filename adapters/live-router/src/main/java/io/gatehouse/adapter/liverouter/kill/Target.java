package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.kill.CancelResult.Fate;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.Venue;
import java.time.Instant;
import java.util.Optional;

/**
 * One order on its way out. Worked on by one thread at a time; its fate is read by others.
 *
 * <p>An answer that it is not open is no proof: an order that is being sent may arrive after it. So
 * the venue is asked for the order too, and "not known" counts only once it can no longer arrive.
 */
final class Target {

    private final ClientOrderId id;
    private final Instrument instrument;
    private final Optional<Instant> validUntil;
    private volatile Fate fate = Fate.UNKNOWN;
    private volatile int attempts;

    /**
     * @param validUntil empty for an order that the venue itself listed: it has arrived
     */
    Target(ClientOrderId id, Instrument instrument, Optional<Instant> validUntil) {
        this.id = id;
        this.instrument = instrument;
        this.validUntil = validUntil;
    }

    ClientOrderId id() {
        return id;
    }

    boolean gone() {
        return fate.gone();
    }

    boolean handedOver() {
        return attempts > 0;
    }

    CancelResult result(Venue venue) {
        return new CancelResult(venue.id(), id, fate, attempts);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread at a time writes
    void cancel(Venue venue) {
        attempts++;
        Cancellation answer = venue.cancel(id, instrument);
        if (answer instanceof Cancellation.Done done) {
            fate = done.report().status().terminal() ? Fate.CANCELLED : Fate.STILL_OPEN;
        }
    }

    /** Finds out what is not known yet. */
    void lookUp(Venue venue) {
        if (gone()) {
            return;
        }
        Lookup answer = venue.find(id, instrument);
        if (answer instanceof Lookup.Found found) {
            fate = found.report().status().terminal() ? Fate.ENDED : Fate.STILL_OPEN;
        } else if (answer instanceof Lookup.Absent absent) {
            boolean proof = validUntil.isEmpty() || absent.venueTime().isAfter(validUntil.get());
            fate = proof ? Fate.ABSENT : Fate.UNKNOWN;
        }
    }
}

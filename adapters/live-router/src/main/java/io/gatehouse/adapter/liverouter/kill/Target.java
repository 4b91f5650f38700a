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
 * One order on its way out. Thread-safe; what was once known to be gone stays gone.
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
    private boolean taken;

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

    Instrument instrument() {
        return instrument;
    }

    void cancel(Venue venue) {
        handed();
        answered(venue.cancel(id, instrument));
    }

    /** A cancel of it was handed over. */
    synchronized void handed() {
        attempts++;
    }

    synchronized void answered(Cancellation answer) {
        if (answer instanceof Cancellation.Done done) {
            fate(done.report().status().terminal() ? Fate.CANCELLED : Fate.STILL_OPEN);
        }
    }

    /** The venue has found it and takes it out, and will not tell what was filled. */
    synchronized void taken() {
        taken = true;
    }

    /** The venue had it, and does not list it any more. */
    synchronized void ended() {
        fate(Fate.ENDED);
    }

    /**
     * What a whole list without it says, asked for after its cancel: nothing of an order that may
     * not have arrived, the end of one that the venue has taken out.
     */
    synchronized void notListed() {
        if (taken) {
            fate(Fate.ENDED);
        }
    }

    private void fate(Fate known) {
        if (!fate.gone()) {
            fate = known;
        }
    }

    /** Finds out what is not known yet. */
    void lookUp(Venue venue) {
        if (gone()) {
            return;
        }
        Lookup answer = venue.find(id, instrument);
        if (answer instanceof Lookup.Found found) {
            learned(found.report().status().terminal() ? Fate.ENDED : Fate.STILL_OPEN);
        } else if (answer instanceof Lookup.Absent absent) {
            boolean proof = validUntil.isEmpty() || absent.venueTime().isAfter(validUntil.get());
            learned(proof ? Fate.ABSENT : Fate.UNKNOWN);
        }
    }

    private synchronized void learned(Fate known) {
        fate(known);
    }
}

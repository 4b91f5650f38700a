package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.standin.StandInTruth;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueInspector;

/**
 * A venue's real client, led to a stand-in.
 *
 * @param instrument one that the configuration trades there, for the drills
 * @param price of it, scaled
 */
public record WiredVenue(
        Venue venue,
        VenueInspector inspector,
        StandInTruth truth,
        Instrument instrument,
        long price) {}

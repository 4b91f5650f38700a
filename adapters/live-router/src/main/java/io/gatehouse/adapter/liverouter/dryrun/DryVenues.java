package io.gatehouse.adapter.liverouter.dryrun;

import io.gatehouse.adapter.liverouter.standin.StandInTruth;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueInspector;
import java.util.Optional;

/** The live adapters, each led to a stand-in of its own instead of to its venue. */
public interface DryVenues {

    /**
     * The client of a venue, its eyes, and the stand-in behind it.
     *
     * @param adapter class of the client, for the report
     */
    record Dry(Venue venue, VenueInspector inspector, StandInTruth truth, String adapter) {}

    /** The adapter of a venue as the configuration names it; empty where there is none. */
    Optional<Dry> adapter(String venue, LiveWiring wiring);
}

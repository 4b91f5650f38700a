package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.ledger.OrderJournal;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * What a router stands on.
 *
 * @param venues each venue once, and all that the plan names: without the first of a route, its
 *     orders would go to a venue that nobody chose. Those of orders that still rest must be among
 *     them even when no route has them any more
 * @param guards all are asked before each order
 * @param nanos monotonic clock, in nanoseconds
 * @param prefix of the client order ids, naming environment and installation; orders with this
 *     prefix that the journal does not have halt the router, so no other program may use it
 * @param directory empty; the router keeps it from now on
 */
public record RouterSetup(
        RoutePlan plan,
        List<Venue> venues,
        Instruments instruments,
        List<SendGuard> guards,
        OrderJournal journal,
        Halt halt,
        RiskDirection risk,
        InstantSource clock,
        LongSupplier nanos,
        String prefix,
        OrderDirectory directory) {

    public RouterSetup {
        venues = List.copyOf(venues);
        guards = List.copyOf(guards);
        Set<VenueId> there = venues.stream().map(Venue::id).collect(Collectors.toSet());
        if (there.size() != venues.size()) {
            throw new IllegalArgumentException("each venue once");
        }
        if (!plan.routes().stream().allMatch(route -> there.containsAll(route.venues()))) {
            throw new IllegalArgumentException("a route names a venue that is not there");
        }
        if (!prefix.matches("[A-Za-z0-9_]{1,17}")) {
            throw new IllegalArgumentException("a prefix has 1 to 17 of A-Z a-z 0-9 _");
        }
    }
}

package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Routes in order, and how venues are treated. Immutable.
 *
 * @param enabled whether anything is sent at all
 * @param routes the first that matches an order is its route
 * @param venues rules of venues; {@link VenueRules#DEFAULT} for others
 */
public record RoutePlan(
        boolean enabled, List<Route> routes, Map<VenueId, VenueRules> venues, RouteLimits limits) {

    public RoutePlan {
        routes = List.copyOf(routes);
        venues = Map.copyOf(venues);
    }

    /** The route of an order; an order that none matches is sent nowhere. */
    public Optional<Route> route(ParentOrder order) {
        for (Route route : routes) {
            if (route.matches(order)) {
                return Optional.of(route);
            }
        }
        return Optional.empty();
    }

    public VenueRules rules(VenueId venue) {
        return venues.getOrDefault(venue, VenueRules.DEFAULT);
    }
}

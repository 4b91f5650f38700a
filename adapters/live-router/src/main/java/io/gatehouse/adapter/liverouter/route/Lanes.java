package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The lanes of all venues, and those of each route in its order. */
final class Lanes {

    /** A route with its lanes. */
    record Resolved(Route route, List<Lane> lanes, long budgetNanos) {

        int indexOf(VenueId venue) {
            for (int i = 0; i < lanes.size(); i++) {
                if (lanes.get(i).id().equals(venue)) {
                    return i;
                }
            }
            return -1;
        }
    }

    private final Map<VenueId, Lane> lanes = new LinkedHashMap<>();
    private final List<Resolved> routes = new ArrayList<>();
    private final List<Optional<Resolved>> answers = new ArrayList<>();

    Lanes(RouterSetup setup) {
        for (Venue venue : setup.venues()) {
            lanes.put(venue.id(), new Lane(venue, setup.plan().rules(venue.id()), setup.nanos()));
        }
        setup.plan().routes().forEach(route -> routes.add(resolve(route)));
        routes.forEach(route -> answers.add(Optional.of(route)));
    }

    private Resolved resolve(Route route) {
        List<Lane> found = new ArrayList<>();
        route.venues().forEach(venue -> found.add(lanes.get(venue)));
        return new Resolved(route, List.copyOf(found), route.latencyBudget().toNanos());
    }

    Optional<Lane> find(VenueId venue) {
        return Optional.ofNullable(lanes.get(venue));
    }

    Collection<Lane> all() {
        return Collections.unmodifiableCollection(lanes.values());
    }

    /** The first route that matches. */
    Optional<Resolved> route(ParentOrder order) {
        for (int i = 0; i < routes.size(); i++) {
            if (routes.get(i).route().matches(order)) {
                return answers.get(i);
            }
        }
        return Optional.empty();
    }
}

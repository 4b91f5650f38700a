package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which orders go to which venues.
 *
 * @param symbols symbols it has; empty for any
 * @param profiles risk profiles it has; empty for any
 * @param types order types it has; empty for any
 * @param venues in the order in which they are asked, each once, 1 to 16
 * @param latencyBudget after which no further venue is asked, from the order's arrival
 * @param fallback whether another venue than the first may be asked
 */
public record Route(
        String name,
        Set<String> symbols,
        Set<String> profiles,
        Set<OrderType> types,
        List<VenueId> venues,
        Duration latencyBudget,
        boolean fallback) {

    /** Greatest number of venues of a route. */
    public static final int MOST_VENUES = 16;

    public Route {
        symbols = Set.copyOf(symbols);
        profiles = Set.copyOf(profiles);
        types = Set.copyOf(types);
        venues = List.copyOf(venues);
        if (venues.isEmpty() || venues.size() > MOST_VENUES) {
            throw new IllegalArgumentException("a route has 1 to " + MOST_VENUES + " venues");
        }
        if (new HashSet<>(venues).size() != venues.size()) {
            throw new IllegalArgumentException("a route has each venue once");
        }
        if (latencyBudget.isNegative() || latencyBudget.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("a latency budget is 0 to 1 h");
        }
    }

    boolean matches(ParentOrder order) {
        return (symbols.isEmpty() || symbols.contains(order.instrument().symbol()))
                && (profiles.isEmpty() || profiles.contains(order.profile()))
                && (types.isEmpty() || types.contains(order.type()));
    }
}

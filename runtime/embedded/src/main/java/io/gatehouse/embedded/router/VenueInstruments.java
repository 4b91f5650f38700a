package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.route.Instruments;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ticks, lots and bounds as the venues told them; what a venue has not told is not traded there.
 * Thread-safe.
 */
final class VenueInstruments implements Instruments {

    private final List<Connected> venues;
    private final Map<VenueId, SortedMap<String, Instrument>> known = new ConcurrentHashMap<>();

    VenueInstruments(List<Connected> venues) {
        this.venues = venues;
    }

    /** Asks for what is not known yet; whether all is known then. */
    boolean ask() {
        boolean all = true;
        for (Connected each : venues) {
            SortedMap<String, Instrument> there = new TreeMap<>(told(each.venue().id()));
            for (String symbol : each.symbols()) {
                if (!there.containsKey(symbol)) {
                    each.inspector().instrument(symbol).ifPresent(i -> there.put(symbol, i));
                }
            }
            known.put(each.venue().id(), there);
            all &= there.size() == each.symbols().size();
        }
        return all;
    }

    private SortedMap<String, Instrument> told(VenueId venue) {
        return known.getOrDefault(venue, new TreeMap<>());
    }

    @Override
    public Optional<Instrument> at(VenueId venue, String symbol) {
        return Optional.ofNullable(told(venue).get(symbol));
    }

    @Override
    public List<Instrument> of(VenueId venue) {
        return List.copyOf(told(venue).values());
    }

    /** The symbol at the first venue that has it, for its scales. */
    Optional<Instrument> any(String symbol) {
        return venues.stream()
                .map(each -> at(each.venue().id(), symbol))
                .flatMap(Optional::stream)
                .findFirst();
    }
}

package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.ProfileLimits;
import io.gatehouse.adapter.liverouter.route.RoutePlan;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.core.rule.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a configuration says about live execution.
 *
 * @param venues how each that a route names is reached; empty on paper, where none is
 * @param profiles limits by risk profile; not empty
 */
public record LiveSettings(
        RoutePlan plan, List<VenueAccess> venues, Map<String, ProfileLimits> profiles) {
    public LiveSettings {
        venues = List.copyOf(venues);
        profiles = Map.copyOf(profiles);
    }

    /** The settings, or everything that is wrong with them. */
    public sealed interface Reading {
        record Read(LiveSettings settings) implements Reading {}

        record Refused(List<Finding> findings) implements Reading {
            public Refused {
                findings = List.copyOf(findings);
            }
        }
    }

    /** The venues that routes name. */
    SortedSet<VenueId> routed() {
        SortedSet<VenueId> routed = new TreeSet<>();
        plan.routes().forEach(route -> routed.addAll(route.venues()));
        return routed;
    }

    /** All symbols that some profile may trade. */
    Set<String> symbols() {
        Set<String> symbols = new TreeSet<>();
        profiles.values().forEach(limits -> symbols.addAll(limits.symbols().keySet()));
        return symbols;
    }

    /** The currency in which each symbol is priced; profiles do not differ in it. */
    Map<String, String> currencies() {
        Map<String, String> currencies = new HashMap<>();
        profiles.values()
                .forEach(
                        limits ->
                                limits.symbols()
                                        .forEach((s, l) -> currencies.put(s, l.currency())));
        return currencies;
    }
}

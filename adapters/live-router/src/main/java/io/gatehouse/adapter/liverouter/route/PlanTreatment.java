package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.configuration.ConfigNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Reads how venues are treated, and the bounds of orders, from {@code execution.live}. */
final class PlanTreatment {

    private static final int MOST_VENUES = 64;

    private static final Set<String> VENUE_KEYS =
            Set.of(
                    "rate_per_second",
                    "burst",
                    "breaker_failures",
                    "breaker_open_ms",
                    "message_validity_ms",
                    "absence_margin_ms");

    /** How a venue is reached; read where its client is made. */
    static final Set<String> REACHED = Set.of("address", "timeout_ms", "key", "secret");

    /** How a venue on paper fills: an address or a secret there is a mistake that must be seen. */
    static final Set<String> PAPER =
            Set.of("maker_bps", "taker_bps", "slippage_bps", "oldest_quote_ms", "seed");

    private PlanTreatment() {}

    static Map<VenueId, VenueRules> venues(PlanSection section, Set<String> reached) {
        Set<String> known = new HashSet<>(VENUE_KEYS);
        known.addAll(reached);
        Map<VenueId, VenueRules> venues = new HashMap<>();
        for (ConfigNode.Member member : section.members("venues", PlanReader.VENUE, MOST_VENUES)) {
            section.section("venues." + member.name(), member.value(), known)
                    .ifPresent(v -> venues.put(new VenueId(member.name()), rules(v)));
        }
        return venues;
    }

    private static VenueRules rules(PlanSection venue) {
        VenueRules usual = VenueRules.DEFAULT;
        return new VenueRules(
                venue.number("rate_per_second", 1, 100_000, usual.ratePerSecond()),
                venue.number("burst", 1, 10_000, usual.burst()),
                venue.number("breaker_failures", 1, 1_000, usual.breakerFailures()),
                venue.milliseconds("breaker_open_ms", 1, 600_000, usual.breakerOpen()),
                venue.milliseconds("message_validity_ms", 1, 60_000, usual.messageValidity()),
                venue.milliseconds("absence_margin_ms", 0, 60_000, usual.absenceMargin()));
    }

    static RouteLimits limits(PlanSection section) {
        RouteLimits usual = RouteLimits.DEFAULT;
        return section.section("limits", Set.of("children_per_order", "unfilled_in_row"))
                .map(
                        limits ->
                                new RouteLimits(
                                        limits.number(
                                                "children_per_order",
                                                1,
                                                32,
                                                usual.childrenPerOrder()),
                                        limits.number(
                                                "unfilled_in_row",
                                                1,
                                                100_000,
                                                usual.unfilledInRow())))
                .orElse(usual);
    }
}

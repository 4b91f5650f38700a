package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.paper.PaperSettings;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a configuration says about trading on paper.
 *
 * @param settings routes and limits, without venues that could be reached
 * @param venues how each fills
 */
record PaperPlan(LiveSettings settings, Map<VenueId, PaperSettings> venues, List<Market> markets) {

    /**
     * A recorded market.
     *
     * @param candles its file, relative to the workspace
     * @param interval of two candles, in milliseconds
     * @param pace how long a candle is on
     */
    record Market(Instrument instrument, String candles, long interval, Duration pace) {}

    PaperPlan {
        venues = Map.copyOf(venues);
        markets = List.copyOf(markets);
    }

    /** The plan, or everything that is wrong with it. */
    sealed interface Reading {
        record Read(PaperPlan plan) implements Reading {}

        record Refused(List<Finding> findings) implements Reading {
            public Refused {
                findings = List.copyOf(findings);
            }
        }
    }
}

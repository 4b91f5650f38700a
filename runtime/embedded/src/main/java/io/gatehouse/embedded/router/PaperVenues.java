package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.liverouter.venue.paper.PaperInspector;
import io.gatehouse.adapter.liverouter.venue.paper.PaperMarket;
import io.gatehouse.adapter.liverouter.venue.paper.PaperVenue;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The venues of a router on paper: in this process, without a connection, fed from recorded
 * markets. For one thread, but for the venues.
 */
final class PaperVenues {

    private final Map<VenueId, PaperVenue> venues = new LinkedHashMap<>();
    private final List<Connected> connected = new ArrayList<>();

    /** Each venue is played its own markets: what one order takes, another venue still has. */
    private final Map<PaperVenue, List<PaperMarket>> markets = new LinkedHashMap<>();

    private final PaperFills fills;
    private final Clock clock;

    PaperVenues(PaperPlan plan, List<Recorded> recorded, PaperFills fills, Clock clock) {
        this.fills = fills;
        this.clock = clock;
        Map<String, Instrument> instruments = new HashMap<>();
        recorded.forEach(r -> instruments.put(r.instrument().symbol(), r.instrument()));
        plan.venues()
                .forEach(
                        (id, settings) -> {
                            PaperVenue venue = new PaperVenue(id, settings, clock);
                            venues.put(id, venue);
                            markets.put(venue, recorded.stream().map(Recorded::market).toList());
                            connected.add(
                                    new Connected(
                                            venue,
                                            new PaperInspector(venue, instruments),
                                            plan.settings().symbols()));
                        });
    }

    List<Connected> connected() {
        return List.copyOf(connected);
    }

    /** Gives the venues back what the journal knows of their orders. */
    void resume(List<OrderEvent> events) {
        Map<ClientOrderId, ChildOrder> orders = new LinkedHashMap<>();
        Map<ClientOrderId, OrderReport> last = new HashMap<>();
        for (OrderEvent event : events) {
            if (event instanceof OrderEvent.Reserved reserved) {
                orders.put(reserved.order().id(), reserved.order());
            } else if (event instanceof OrderEvent.Reported reported) {
                last.put(reported.report().id(), reported.report());
            } else if (event instanceof OrderEvent.Answered answered
                    && answered.outcome() instanceof Outcome.Accepted accepted) {
                last.put(answered.id(), accepted.report());
            }
        }
        // What was reserved and never answered was lost with the venue's memory: it is absent.
        orders.forEach(
                (id, order) -> {
                    PaperVenue venue = venues.get(order.venue());
                    OrderReport report = last.get(id);
                    if (venue != null && report != null) {
                        venue.resume(order, report);
                    }
                });
    }

    /** Plays what the markets did since the last time; whether all fills are kept. */
    boolean play() {
        markets.forEach((venue, all) -> all.forEach(market -> market.play(venue, clock.instant())));
        boolean kept = true;
        for (Map.Entry<VenueId, PaperVenue> each : venues.entrySet()) {
            kept &= fills.keep(each.getKey(), each.getValue().drain());
        }
        return kept;
    }
}

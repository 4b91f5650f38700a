package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.metrics.export.LiveMetrics;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A venue whose answers are counted: orders of others that rest there, and questions about orders
 * that it did not answer. As thread-safe as the venue.
 */
final class MeteredVenue implements Venue {

    private final Venue venue;
    private final LiveMetrics.VenueMetrics metrics;
    private final String prefix;
    private final Map<String, Integer> foreign = new ConcurrentHashMap<>();

    /**
     * @param prefix of this installation's client order ids; what lacks it is another's
     */
    MeteredVenue(Venue venue, LiveMetrics.VenueMetrics metrics, String prefix) {
        this.venue = venue;
        this.metrics = metrics;
        this.prefix = prefix;
    }

    @Override
    public VenueId id() {
        return venue.id();
    }

    @Override
    public Outcome place(ChildOrder order) {
        return venue.place(order);
    }

    @Override
    public Cancellation cancel(ClientOrderId id, Instrument instrument) {
        return venue.cancel(id, instrument);
    }

    @Override
    public Lookup find(ClientOrderId id, Instrument instrument) {
        Lookup lookup = venue.find(id, instrument);
        if (lookup instanceof Lookup.Unknown) {
            metrics.reconcileFailed();
        }
        return lookup;
    }

    @Override
    public OpenOrders openOrders(Instrument instrument) {
        OpenOrders answer = venue.openOrders(instrument);
        if (answer instanceof OpenOrders.Listed listed) {
            // No answer leaves the last figure: orders do not go because nobody tells of them.
            foreign.put(
                    instrument.symbol(),
                    (int) listed.orders().stream().filter(o -> !o.id().of(prefix)).count());
            metrics.foreignOrders(foreign.values().stream().mapToInt(i -> i).sum());
        }
        return answer;
    }

    @Override
    public Optional<Instant> time() {
        return venue.time();
    }
}

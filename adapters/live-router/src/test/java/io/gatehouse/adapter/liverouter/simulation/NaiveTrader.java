package io.gatehouse.adapter.liverouter.simulation;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.ParentOrder;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The usual way: a retry library around the call, the next exchange in the catch block, an id made
 * for each call.
 */
final class NaiveTrader implements Trader {

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed() {
            super("failed", null, false, false);
        }
    }

    private static final RetryConfig RETRIES =
            RetryConfig.custom()
                    .maxAttempts(3)
                    .intervalFunction(attempt -> 0L)
                    .retryExceptions(RuntimeException.class)
                    .build();

    private final List<FaultyVenue> venues;
    private final VirtualTime time;
    private final Map<ClientOrderId, FaultyVenue> known = new HashMap<>();
    private final Map<String, ClientOrderId> children = new HashMap<>();
    private int number;

    NaiveTrader(List<FaultyVenue> venues, VirtualTime time) {
        this.venues = venues;
        this.time = time;
    }

    boolean knows(ClientOrderId id) {
        return known.containsKey(id);
    }

    @Override
    public void submit(ParentOrder order) {
        if (children.containsKey(order.id())) {
            return;
        }
        for (FaultyVenue venue : venues) {
            try {
                Retry.of("place", RETRIES).executeRunnable(() -> place(venue, order));
                return;
            } catch (RuntimeException e) {
                // On to the next exchange.
            }
        }
    }

    private void place(FaultyVenue venue, ParentOrder order) {
        ClientOrderId id = new ClientOrderId("naive-" + ++number);
        Outcome outcome =
                venue.place(
                        new ChildOrder(
                                id,
                                order.id(),
                                venue.id(),
                                order.instrument(),
                                order.side(),
                                order.type(),
                                order.quantity(),
                                order.limitPrice(),
                                false,
                                time.instant().plus(Duration.ofSeconds(5))));
        if (outcome instanceof Outcome.Accepted) {
            known.put(id, venue);
            children.put(order.id(), id);
        } else if (outcome instanceof Outcome.Unknown) {
            throw new Failed();
        } else if (((Outcome.Refused) outcome).refusal() == Outcome.Refusal.TRANSIENT) {
            throw new Failed();
        }
    }

    @Override
    public void cancel(String parent) {
        ClientOrderId id = children.get(parent);
        if (id != null) {
            known.get(id).cancel(id, World.INSTRUMENT);
        }
    }

    @Override
    public void amend(String parent, ParentOrder replacement) {
        cancel(parent);
    }

    @Override
    public void reconcile() {}

    @Override
    public void poll() {}

    @Override
    public void restart() {}
}

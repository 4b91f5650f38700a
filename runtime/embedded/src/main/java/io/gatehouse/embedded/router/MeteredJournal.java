package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.OrderJournal;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.adapter.metrics.export.LabelValues;
import io.gatehouse.adapter.metrics.export.LiveMetrics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A journal that counts what an operator must see in it: orders of unknown fate, doubts that were
 * ended, facts that cannot be.
 *
 * <p>Counts what has its place in the journal; an answer that is only noted is durable a few
 * milliseconds later. An order that was reserved before a crash and never answered counts as
 * unknown from the start. Thread-safe as far as the journal is.
 */
final class MeteredJournal implements OrderJournal {

    private final OrderJournal journal;
    private final LiveMetrics metrics;
    private final Map<ClientOrderId, VenueId> live = new HashMap<>();
    private final Set<ClientOrderId> doubts = new HashSet<>();
    private boolean counting;

    /**
     * @param before events that the journal holds already; they raise no counter
     */
    MeteredJournal(OrderJournal journal, LiveMetrics metrics, List<OrderEvent> before) {
        this.journal = journal;
        this.metrics = metrics;
        Set<ClientOrderId> unanswered = new HashSet<>();
        for (OrderEvent event : before) {
            if (event instanceof OrderEvent.Reserved reserved) {
                unanswered.add(reserved.order().id());
            } else if (event instanceof OrderEvent.Answered answered) {
                unanswered.remove(answered.id());
            } else if (event instanceof OrderEvent.Reported reported) {
                unanswered.remove(reported.report().id());
            }
            count(event);
        }
        unanswered.retainAll(live.keySet());
        doubts.addAll(unanswered);
        counting = true;
        Set.copyOf(live.values()).forEach(this::show);
    }

    @Override
    public void append(List<OrderEvent> events) {
        journal.append(events);
        synchronized (this) {
            events.forEach(this::count);
        }
    }

    @Override
    public void note(List<OrderEvent> events) {
        journal.note(events);
        synchronized (this) {
            events.forEach(this::count);
        }
    }

    /** A reservation alone moves no figure: what is counted later follows its wait. */
    @Override
    public long place(List<OrderEvent> events) {
        long place = journal.place(events);
        synchronized (this) {
            events.forEach(this::count);
        }
        return place;
    }

    @Override
    public void await(long place) {
        journal.await(place);
    }

    private void count(OrderEvent event) {
        if (event instanceof OrderEvent.Reserved reserved) {
            live.put(reserved.order().id(), reserved.order().venue());
        } else if (event instanceof OrderEvent.Answered answered) {
            if (answered.outcome() instanceof Outcome.Unknown) {
                doubt(answered.id());
            } else if (answered.outcome() instanceof Outcome.Accepted accepted) {
                known(answered.id(), accepted.report().status().terminal());
            } else {
                known(answered.id(), true);
            }
        } else if (event instanceof OrderEvent.Reported reported) {
            known(reported.report().id(), reported.report().status().terminal());
        } else if (event instanceof OrderEvent.ProvenAbsent absent) {
            known(absent.id(), true);
        } else if (event instanceof OrderEvent.Contradiction contradiction && counting) {
            VenueId venue = live.get(contradiction.id());
            metrics.venue(venue == null ? LabelValues.OTHER : venue.value()).contradiction();
        }
    }

    private void doubt(ClientOrderId id) {
        if (live.containsKey(id) && doubts.add(id)) {
            show(live.get(id));
        }
    }

    private void known(ClientOrderId id, boolean ended) {
        VenueId venue = live.get(id);
        if (doubts.remove(id) && venue != null) {
            show(venue);
            if (counting) {
                metrics.venue(venue.value()).reconciled();
            }
        }
        if (ended) {
            live.remove(id);
        }
    }

    private void show(VenueId venue) {
        if (counting) {
            long open = doubts.stream().filter(id -> venue.equals(live.get(id))).count();
            metrics.venue(venue.value()).unknownOrders((int) open);
        }
    }
}

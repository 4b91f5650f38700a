package io.gatehouse.adapter.liverouter.kill;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A book in memory, with faults that a test sets. */
final class MemoryVenue implements Venue {

    private static final Outcome.Doubt TIMEOUT = Outcome.Doubt.TIMEOUT;

    final Map<ClientOrderId, ChildOrder> open = new ConcurrentHashMap<>();
    final Map<ClientOrderId, OrderStatus> ended = new ConcurrentHashMap<>();
    final AtomicInteger cancels = new AtomicInteger();
    final AtomicInteger silentCancels = new AtomicInteger();
    final AtomicInteger silentLists = new AtomicInteger();
    final AtomicInteger silentLookups = new AtomicInteger();
    volatile boolean throwing;
    volatile Optional<CountDownLatch> hanging = Optional.empty();
    volatile Instant now = Instant.parse("2026-11-20T12:00:00Z");
    private final VenueId id;

    MemoryVenue(String id) {
        this.id = new VenueId(id);
    }

    private static void hang(CountDownLatch until) {
        try {
            until.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean silent(AtomicInteger left) {
        return left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
    }

    @Override
    public VenueId id() {
        return id;
    }

    @Override
    public Outcome place(ChildOrder order) {
        open.put(order.id(), order);
        return new Outcome.Accepted(report(order, OrderStatus.OPEN));
    }

    @Override
    public Cancellation cancel(ClientOrderId order, Instrument instrument) {
        cancels.incrementAndGet();
        if (throwing) {
            throw new IllegalStateException("against the contract");
        }
        hanging.ifPresent(MemoryVenue::hang);
        if (silent(silentCancels)) {
            return new Cancellation.Unknown(TIMEOUT, "");
        }
        ChildOrder found = open.remove(order);
        if (found == null) {
            return new Cancellation.NotOpen("-2011");
        }
        ended.put(order, OrderStatus.CANCELLED);
        return new Cancellation.Done(report(found, OrderStatus.CANCELLED));
    }

    @Override
    public Lookup find(ClientOrderId order, Instrument instrument) {
        if (silent(silentLookups)) {
            return new Lookup.Unknown(TIMEOUT, "");
        }
        ChildOrder found = open.get(order);
        if (found != null) {
            return new Lookup.Found(report(found, OrderStatus.OPEN));
        }
        OrderStatus status = ended.get(order);
        return status == null
                ? new Lookup.Absent(now)
                : new Lookup.Found(new OrderReport(order, "v", status, 1, 0, 0));
    }

    @Override
    public OpenOrders openOrders(Instrument instrument) {
        if (silent(silentLists)) {
            return new OpenOrders.Unknown(TIMEOUT, "");
        }
        return new OpenOrders.Listed(
                open.values().stream()
                        .filter(order -> order.instrument().equals(instrument))
                        .map(order -> report(order, OrderStatus.OPEN))
                        .toList());
    }

    @Override
    public Optional<Instant> time() {
        return Optional.of(now);
    }

    private static OrderReport report(ChildOrder order, OrderStatus status) {
        return new OrderReport(order.id(), "v-" + order.id(), status, order.quantity(), 0, 0);
    }
}

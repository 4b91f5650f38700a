package io.gatehouse.adapter.liverouter.route;

import io.gatehouse.adapter.liverouter.guard.SendGuard;
import io.gatehouse.adapter.liverouter.ledger.OrderEvent;
import io.gatehouse.adapter.liverouter.ledger.Orders;
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
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A router between venues that answer what a test says, and a record of all that happened. */
final class TestBench {

    /** Answers what it was told to, in order; then as an empty venue that takes orders. */
    static final class FakeVenue implements Venue {
        final VenueId id;
        final List<ChildOrder> placed = new ArrayList<>();
        final List<ClientOrderId> cancelled = new ArrayList<>();
        final List<ClientOrderId> asked = new ArrayList<>();
        final Deque<Function<ChildOrder, Outcome>> places = new ArrayDeque<>();
        final Deque<Function<ClientOrderId, Lookup>> finds = new ArrayDeque<>();
        final Deque<Function<ClientOrderId, Cancellation>> cancels = new ArrayDeque<>();
        final List<OrderReport> open = new ArrayList<>();
        final List<String> log;

        FakeVenue(VenueId id, List<String> log) {
            this.id = id;
            this.log = log;
        }

        @Override
        public VenueId id() {
            return id;
        }

        @Override
        public Outcome place(ChildOrder order) {
            placed.add(order);
            log.add("place " + order.id());
            return places.isEmpty()
                    ? new Outcome.Accepted(report(order, OrderStatus.OPEN, 0))
                    : places.poll().apply(order);
        }

        @Override
        public Cancellation cancel(ClientOrderId order, Instrument instrument) {
            cancelled.add(order);
            return cancels.isEmpty()
                    ? new Cancellation.Unknown(Outcome.Doubt.TIMEOUT, "")
                    : cancels.poll().apply(order);
        }

        @Override
        public Lookup find(ClientOrderId order, Instrument instrument) {
            asked.add(order);
            return finds.isEmpty()
                    ? new Lookup.Unknown(Outcome.Doubt.TIMEOUT, "")
                    : finds.poll().apply(order);
        }

        @Override
        public OpenOrders openOrders(Instrument instrument) {
            return new OpenOrders.Listed(open);
        }

        @Override
        public Optional<Instant> time() {
            return Optional.empty();
        }

        FakeVenue refuses(Outcome.Refusal refusal) {
            places.add(order -> new Outcome.Refused(refusal, "code", ""));
            return this;
        }

        FakeVenue doubts() {
            places.add(order -> new Outcome.Unknown(Outcome.Doubt.TIMEOUT, ""));
            return this;
        }

        FakeVenue takes(OrderStatus status, long filled) {
            places.add(order -> new Outcome.Accepted(report(order, status, filled)));
            return this;
        }

        FakeVenue knowsNothing(Instant at) {
            finds.add(order -> new Lookup.Absent(at));
            return this;
        }

        FakeVenue finds(OrderStatus status, long quantity, long filled) {
            finds.add(
                    order ->
                            new Lookup.Found(
                                    Orders.report(order.value(), status, quantity, filled)));
            return this;
        }

        static OrderReport report(ChildOrder order, OrderStatus status, long filled) {
            return Orders.report(order.id().value(), status, order.quantity(), filled);
        }
    }

    /** Refuses what it is told to, and writes down what it is told. */
    static final class FakeGuard implements SendGuard {
        final List<String> told = new ArrayList<>();
        List<Finding> refusals = List.of();
        boolean breaks;
        java.util.function.Consumer<ChildOrder> onAsk = order -> {};
        int asked;
        final List<String> log;

        FakeGuard(List<String> log) {
            this.log = log;
        }

        @Override
        public List<Finding> refusals(ChildOrder order, boolean increasesRisk) {
            asked++;
            onAsk.accept(order);
            log.add("ask " + order.id() + " " + increasesRisk);
            if (breaks) {
                throw new IllegalStateException("broken");
            }
            return refusals;
        }

        @Override
        public void sent(ChildOrder order) {
            told.add("sent " + order.id());
        }

        @Override
        public void filled(ChildOrder order, long quantity, long notional) {
            told.add("filled " + order.id() + " " + quantity + " for " + notional);
        }

        @Override
        public void ended(ChildOrder order) {
            told.add("ended " + order.id());
        }
    }

    final List<String> log = new ArrayList<>();
    final FakeVenue first = new FakeVenue(Orders.FIRST, log);
    final FakeVenue second = new FakeVenue(Orders.SECOND, log);
    final FakeVenue third = new FakeVenue(Orders.THIRD, log);
    final FakeGuard guard = new FakeGuard(log);
    final List<OrderEvent> journal = new ArrayList<>();
    final List<Integer> appends = new ArrayList<>();
    final List<String> halts = new ArrayList<>();
    final Map<VenueId, Instrument> instruments = new LinkedHashMap<>();
    final Map<VenueId, VenueRules> rules = new HashMap<>();
    Instant now = Orders.NOW;
    long nanos;
    boolean fallback = true;
    boolean enabled = true;
    Duration budget = Duration.ofSeconds(1);
    RouteLimits limits = RouteLimits.DEFAULT;
    int failAppend = Integer.MAX_VALUE;

    TestBench() {
        List.of(Orders.FIRST, Orders.SECOND, Orders.THIRD)
                .forEach(id -> instruments.put(id, Orders.BTC));
    }

    OrderDirectory directory = new OrderDirectory();

    Router router() {
        return router(List.of());
    }

    Router router(List<OrderEvent> before) {
        directory = new OrderDirectory();
        return Router.resume(setup("g"), before);
    }

    RouterSetup setup(String prefix) {
        Route route =
                new Route(
                        "all",
                        Set.of("BTCUSDT"),
                        Set.of(),
                        Set.of(),
                        List.of(Orders.FIRST, Orders.SECOND, Orders.THIRD),
                        budget,
                        fallback);
        return new RouterSetup(
                new RoutePlan(enabled, List.of(route), rules, limits),
                List.of(first, second, third),
                new Instruments() {
                    @Override
                    public Optional<Instrument> at(VenueId venue, String symbol) {
                        return Optional.ofNullable(instruments.get(venue));
                    }

                    @Override
                    public List<Instrument> of(VenueId venue) {
                        return List.of(Orders.BTC);
                    }
                },
                List.of(guard),
                this::append,
                (code, detail) -> halts.add(code),
                RiskDirection.asDeclared(),
                () -> now,
                () -> nanos,
                prefix,
                directory);
    }

    private void append(List<OrderEvent> events) {
        if (appends.size() >= failAppend) {
            throw new IllegalStateException("no space left");
        }
        appends.add(events.size());
        journal.addAll(events);
        events.forEach(event -> log.add("journal " + event.getClass().getSimpleName()));
    }

    void pass(Duration duration) {
        now = now.plus(duration);
        nanos += duration.toNanos();
    }

    /** After the validity of an order sent now, and the margin. */
    Instant proof() {
        return now.plus(VenueRules.DEFAULT.messageValidity())
                .plus(VenueRules.DEFAULT.absenceMargin())
                .plusNanos(1);
    }
}

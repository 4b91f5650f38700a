package io.gatehouse.adapter.liverouter.simulation;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * A venue without faults: levels of others' liquidity, orders that rest, messages and fills that
 * come late, and a clock that is a little off.
 */
final class SimulatedVenue {

    static final long MIDDLE = 10_000;
    static final long LOT = 10;

    private record Later(long due, int number, Runnable deed) {}

    private final VirtualTime time;
    private final SplittableRandom random;
    private final Duration skew;
    private final TreeMap<Long, Long> asks = new TreeMap<>();
    private final TreeMap<Long, Long> bids = new TreeMap<>();
    private final Map<ClientOrderId, BookOrder> orders = new LinkedHashMap<>();
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(
                    Comparator.comparingLong(Later::due).thenComparingInt(Later::number));
    private int number;

    SimulatedVenue(VirtualTime time, SplittableRandom random) {
        this.time = time;
        this.random = random;
        this.skew = Duration.ofMillis(random.nextInt(-200, 201));
        refill();
    }

    Instant clock() {
        return time.instant().plus(skew);
    }

    Collection<BookOrder> orders() {
        return orders.values();
    }

    /** An order of somebody else's that rests far from the market. */
    void foreign(String id) {
        orders.put(
                new ClientOrderId(id),
                new BookOrder(
                        new ClientOrderId(id), "f-" + id, "", Side.BUY, OrderType.LIMIT, LOT, 1));
    }

    void after(Duration delay, Runnable deed) {
        later.add(new Later(time.getAsLong() + delay.toNanos(), number++, deed));
    }

    /** Does what has become due. */
    void pump() {
        while (!later.isEmpty() && later.peek().due() <= time.getAsLong()) {
            later.poll().deed().run();
        }
    }

    /** Takes a message; one that is too old is refused, one that came before is the same order. */
    Outcome receive(ChildOrder child, Duration fillDelay) {
        pump();
        BookOrder known = orders.get(child.id());
        if (known != null) {
            return new Outcome.Accepted(known.report());
        }
        if (clock().isAfter(child.validUntil())) {
            return new Outcome.Refused(Outcome.Refusal.TRANSIENT, "-1021", "too late");
        }
        BookOrder order =
                new BookOrder(
                        child.id(),
                        "v" + number++,
                        child.parent(),
                        child.side(),
                        child.type(),
                        child.quantity(),
                        child.limitPrice());
        orders.put(order.id, order);
        if (fillDelay.isZero()) {
            match(order);
        } else {
            after(fillDelay, () -> match(order));
        }
        return new Outcome.Accepted(order.report());
    }

    Optional<OrderReport> find(ClientOrderId id) {
        pump();
        return Optional.ofNullable(orders.get(id)).map(BookOrder::report);
    }

    /** Withdraws it when it rests. */
    Optional<OrderReport> cancel(ClientOrderId id) {
        pump();
        BookOrder order = orders.get(id);
        if (order == null || !order.open()) {
            return Optional.empty();
        }
        order.cancelled = true;
        return Optional.of(order.report());
    }

    List<OrderReport> open() {
        pump();
        List<OrderReport> open = new ArrayList<>();
        orders.values().stream().filter(BookOrder::open).forEach(o -> open.add(o.report()));
        return open;
    }

    /** Others trade: some resting orders are filled, liquidity comes back. */
    void trade() {
        pump();
        for (BookOrder order : orders.values()) {
            if (order.open() && order.type == OrderType.LIMIT && order.price > 1) {
                long lots = (order.quantity - order.filled) / LOT;
                if (random.nextInt(3) == 0) {
                    order.fill(LOT * random.nextLong(1, lots + 1), order.price);
                }
            }
        }
        refill();
    }

    private void refill() {
        asks.clear();
        bids.clear();
        for (int level = 1; level <= 4; level++) {
            asks.put(MIDDLE + level, LOT * random.nextLong(0, 5));
            bids.put(MIDDLE - level, LOT * random.nextLong(0, 5));
        }
    }

    private void match(BookOrder order) {
        if (!order.open()) {
            return;
        }
        Map<Long, Long> levels = order.side == Side.BUY ? asks : bids.descendingMap();
        for (Map.Entry<Long, Long> level : levels.entrySet()) {
            boolean crosses =
                    order.type == OrderType.MARKET
                            || (order.side == Side.BUY
                                    ? level.getKey() <= order.price
                                    : level.getKey() >= order.price);
            if (crosses) {
                long amount = Math.min(level.getValue(), order.quantity - order.filled);
                order.fill(amount, level.getKey());
                level.setValue(level.getValue() - amount);
            }
        }
        order.expired = order.type != OrderType.LIMIT && order.filled < order.quantity;
    }
}

package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Resting orders of one instrument, best price first, earliest first. Confined to its lock. */
final class Book {

    /** Told of each trade, for the balances. */
    interface Trades {
        void traded(StandInOrder taker, StandInOrder maker, long price, long quantity);
    }

    private final NavigableMap<Long, Deque<StandInOrder>> bids =
            new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<Long, Deque<StandInOrder>> asks = new TreeMap<>();
    private final LongSupplier trades;
    private final Trades told;
    private long last;

    Book(long start, LongSupplier trades, Trades told) {
        this.last = start;
        this.trades = trades;
        this.told = told;
    }

    long last() {
        return last;
    }

    /** Matches an order and, where its type says so, lets the rest of it stand. */
    void enter(StandInOrder order) {
        NavigableMap<Long, Deque<StandInOrder>> opposite = order.side == Side.BUY ? asks : bids;
        while (order.remaining() > 0 && !opposite.isEmpty()) {
            Map.Entry<Long, Deque<StandInOrder>> best = opposite.firstEntry();
            if (!crosses(order, best.getKey())) {
                break;
            }
            StandInOrder maker = best.getValue().getFirst();
            long quantity = Math.min(order.remaining(), maker.remaining());
            StandInOrder.Fill fill =
                    new StandInOrder.Fill(trades.getAsLong(), best.getKey(), quantity);
            maker.fill(fill);
            order.fill(fill);
            last = best.getKey();
            told.traded(order, maker, best.getKey(), quantity);
            if (maker.remaining() == 0) {
                best.getValue().removeFirst();
                if (best.getValue().isEmpty()) {
                    opposite.remove(best.getKey());
                }
            }
        }
        if (order.remaining() > 0) {
            if (order.type == OrderType.LIMIT) {
                side(order.side)
                        .computeIfAbsent(order.price, price -> new ArrayDeque<>())
                        .addLast(order);
            } else {
                order.status = OrderStatus.EXPIRED;
            }
        }
    }

    private static boolean crosses(StandInOrder order, long price) {
        return order.type == OrderType.MARKET
                || (order.side == Side.BUY ? price <= order.price : price >= order.price);
    }

    /** Takes a resting order out; nothing happens when it does not rest. */
    void remove(StandInOrder order) {
        Deque<StandInOrder> level = side(order.side).get(order.price);
        if (level != null && level.remove(order) && level.isEmpty()) {
            side(order.side).remove(order.price);
        }
    }

    private NavigableMap<Long, Deque<StandInOrder>> side(Side side) {
        return side == Side.BUY ? bids : asks;
    }

    /** Price and quantity of the best levels, best first. */
    List<long[]> levels(Side side, int most) {
        List<long[]> levels = new ArrayList<>();
        Iterator<Map.Entry<Long, Deque<StandInOrder>>> each = side(side).entrySet().iterator();
        while (each.hasNext() && levels.size() < most) {
            Map.Entry<Long, Deque<StandInOrder>> level = each.next();
            long quantity = level.getValue().stream().mapToLong(StandInOrder::remaining).sum();
            levels.add(new long[] {level.getKey(), quantity});
        }
        return levels;
    }

    /** What a purchase or sale of that quantity would cost now, as far as the book goes. */
    long cost(Side side, long quantity) {
        long left = quantity;
        long cost = 0;
        for (long[] level : levels(side.opposite(), Integer.MAX_VALUE)) {
            long part = Math.min(left, level[1]);
            cost = Math.addExact(cost, Math.multiplyExact(part, level[0]));
            left -= part;
            if (left == 0) {
                break;
            }
        }
        return cost;
    }
}

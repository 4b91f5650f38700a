package io.gatehouse.adapter.liverouter.standin;

import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The matching core of the stand-in: listings, books, balances, orders.
 *
 * <p>The same seed and the same calls in the same order give the same fills. Refusals are thrown as
 * {@link VenueError.Refusal}, before anything is changed. Thread-safe: one lock.
 *
 * <p>As on the exchange that it imitates, a client order id is unique among <em>open</em> orders
 * only: sent again after the first was filled, it makes a second order. Who counts on the venue to
 * refuse a repetition fills twice.
 */
final class StandInExchange {

    private static final int LADDER = 20;
    private static final long PLENTY = 1_000_000_000L * 100_000_000L / 10;

    private final Map<String, Listing> listings = new TreeMap<>();
    private final Map<String, Book> books = new HashMap<>();
    private final Map<Long, StandInOrder> orders = new LinkedHashMap<>();
    private final Map<String, StandInOrder> latest = new HashMap<>();
    private final Map<Long, StandInOrder> open = new LinkedHashMap<>();
    private final List<StandInOrder> delayed = new ArrayList<>();
    private final List<StandInOrder> consumed = new ArrayList<>();
    private final Balances balances = new Balances();
    private final SplittableRandom random;
    private long nextOrder = 1;
    private long nextTrade = 1;

    StandInExchange(long seed, List<Listing> first) {
        this.random = new SplittableRandom(seed);
        first.forEach(this::list);
    }

    /** Adds an instrument with a book around its start price; one that is there stays. */
    synchronized void list(Listing listing) {
        String symbol = listing.instrument().symbol();
        if (listings.putIfAbsent(symbol, listing) == null) {
            books.put(symbol, new Book(listing.start(), () -> nextTrade++, this::traded));
            balances.setOnce(listing.base(), PLENTY);
            balances.setOnce(listing.quote(), PLENTY);
            for (int level = 1; level <= LADDER; level++) {
                rest(listing, Side.BUY, level);
                rest(listing, Side.SELL, level);
            }
        }
    }

    /** A house order at so many steps of five ticks from the start price. */
    private void rest(Listing listing, Side side, int level) {
        Instrument instrument = listing.instrument();
        long price = listing.start() - side.sign() * 5L * level * instrument.tick();
        long worth = 200 * Math.max(1, instrument.minimumNotional()) / Math.max(1, price);
        long lots = Math.max(4, worth / instrument.lot());
        long quantity = random.nextLong(lots / 2 + 1, lots + 2) * instrument.lot();
        if (price > 0) {
            books.get(instrument.symbol())
                    .enter(
                            new StandInOrder(
                                    listing,
                                    0,
                                    "",
                                    true,
                                    side,
                                    OrderType.LIMIT,
                                    price,
                                    quantity,
                                    level));
        }
    }

    synchronized Collection<Listing> listed() {
        return List.copyOf(listings.values());
    }

    Listing listing(String symbol) {
        return Optional.ofNullable(listings.get(symbol)).orElseThrow(VenueError.SYMBOL::refusal);
    }

    /**
     * Takes an order.
     *
     * @param later whether it is matched only by a later call: {@link #settle}
     */
    synchronized StandInOrder place(Ticket ticket, long now, boolean later) {
        Listing listing = listing(ticket.symbol());
        Book book = books.get(ticket.symbol());
        Filters.demand(listing, ticket, book.last());
        StandInOrder former = latest.get(ticket.clientId());
        if (former != null && !former.status.terminal()) {
            throw VenueError.DUPLICATE.refusal();
        }
        lock(listing, ticket, book);
        StandInOrder order =
                new StandInOrder(
                        listing,
                        nextOrder++,
                        ticket.clientId(),
                        false,
                        ticket.side(),
                        ticket.type(),
                        ticket.price(),
                        ticket.quantity(),
                        now);
        orders.put(order.id, order);
        latest.put(order.clientId, order);
        open.put(order.id, order);
        if (later && order.type == OrderType.LIMIT) {
            delayed.add(order);
        } else {
            match(order);
        }
        return order;
    }

    /** Matches what was taken without being matched. */
    synchronized void settle() {
        List<StandInOrder> due = List.copyOf(delayed);
        delayed.clear();
        due.stream().filter(order -> !order.status.terminal()).forEach(this::match);
    }

    private void match(StandInOrder order) {
        books.get(order.listing.instrument().symbol()).enter(order);
        refill();
        if (order.status.terminal()) {
            ended(order);
        }
    }

    /**
     * Puts new house orders in the place of consumed ones, where they cross nothing.
     *
     * <p>Only when an order has met what was there: otherwise a level would never be exhausted.
     */
    private void refill() {
        List<StandInOrder> due = List.copyOf(consumed);
        consumed.clear();
        for (StandInOrder house : due) {
            List<long[]> best =
                    books.get(house.listing.instrument().symbol()).levels(house.side.opposite(), 1);
            boolean crosses =
                    !best.isEmpty() && (best.get(0)[0] - house.price) * house.side.sign() <= 0;
            if (crosses) {
                consumed.add(house);
            } else {
                rest(house.listing, house.side, (int) house.time);
            }
        }
    }

    private void lock(Listing listing, Ticket ticket, Book book) {
        Instrument instrument = listing.instrument();
        if (ticket.side() == Side.SELL) {
            long units = Balances.units(ticket.quantity(), instrument.quantityScale());
            balances.lock(listing.base(), units);
        } else {
            long cost =
                    ticket.type() == OrderType.MARKET
                            ? book.cost(Side.BUY, ticket.quantity())
                            : Math.multiplyExact(ticket.price(), ticket.quantity());
            balances.lock(listing.quote(), notionalUnits(instrument, cost));
        }
    }

    private static long notionalUnits(Instrument instrument, long notional) {
        return Balances.units(notional, instrument.priceScale() + instrument.quantityScale());
    }

    private void traded(StandInOrder taker, StandInOrder maker, long price, long quantity) {
        for (StandInOrder order : List.of(taker, maker)) {
            Listing listing = order.listing;
            Instrument instrument = listing.instrument();
            long base = Balances.units(quantity, instrument.quantityScale());
            long quote = notionalUnits(instrument, Math.multiplyExact(price, quantity));
            if (order.house) {
                continue;
            }
            if (order.side == Side.SELL) {
                balances.spend(listing.base(), base);
                balances.receive(listing.quote(), quote);
            } else {
                balances.spend(listing.quote(), quote);
                balances.receive(listing.base(), base);
                if (order.type != OrderType.MARKET) {
                    long better = Math.multiplyExact(order.price - price, quantity);
                    balances.unlock(listing.quote(), notionalUnits(instrument, better));
                }
            }
        }
        if (maker.house && maker.remaining() == 0) {
            consumed.add(maker);
        } else if (!maker.house && maker.status.terminal()) {
            ended(maker);
        }
    }

    /** Gives back what an order that ended had set aside. */
    private void ended(StandInOrder order) {
        if (open.remove(order.id) == null) {
            return;
        }
        Instrument instrument = order.listing.instrument();
        if (order.side == Side.SELL) {
            long units = Balances.units(order.remaining(), instrument.quantityScale());
            balances.unlock(order.listing.base(), units);
        } else if (order.type != OrderType.MARKET) {
            long units =
                    notionalUnits(instrument, Math.multiplyExact(order.price, order.remaining()));
            balances.unlock(order.listing.quote(), units);
        }
    }

    /**
     * Looks for one order: by the venue's id when that is given, else the latest of a client id.
     *
     * <p>When both are given the venue's id decides and the client's must agree.
     */
    synchronized Optional<StandInOrder> find(
            String symbol, Optional<Long> id, Optional<String> clientId) {
        listing(symbol);
        Optional<StandInOrder> found =
                id.isPresent()
                        ? Optional.ofNullable(orders.get(id.get()))
                        : clientId.map(latest::get);
        return found.filter(o -> o.listing.instrument().symbol().equals(symbol))
                .filter(o -> clientId.isEmpty() || clientId.get().equals(o.clientId));
    }

    synchronized StandInOrder cancel(String symbol, Optional<Long> id, Optional<String> clientId) {
        StandInOrder order =
                find(symbol, id, clientId)
                        .filter(o -> !o.status.terminal())
                        .orElseThrow(VenueError.UNKNOWN_ORDER::refusal);
        cancel(order);
        return order;
    }

    /** Takes out an order that rests. */
    synchronized void cancel(StandInOrder order) {
        books.get(order.listing.instrument().symbol()).remove(order);
        delayed.remove(order);
        order.status = OrderStatus.CANCELLED;
        ended(order);
    }

    /** The order of a client id that rests, in whatever symbol. */
    synchronized Optional<StandInOrder> resting(String clientId) {
        return Optional.ofNullable(latest.get(clientId)).filter(o -> !o.status.terminal());
    }

    synchronized List<StandInOrder> open(Optional<String> symbol) {
        symbol.ifPresent(this::listing);
        return open.values().stream()
                .filter(
                        o ->
                                symbol.isEmpty()
                                        || symbol.get().equals(o.listing.instrument().symbol()))
                .toList();
    }

    /** Number that the next order will have. */
    synchronized long nextOrder() {
        return nextOrder;
    }

    synchronized List<StandInOrder> orders() {
        return List.copyOf(orders.values());
    }

    /** Runs with the lock held, for reading what changes. */
    synchronized <T> T read(java.util.function.Supplier<T> reader) {
        return reader.get();
    }

    Book book(String symbol) {
        listing(symbol);
        return books.get(symbol);
    }

    Balances balances() {
        return balances;
    }
}

package io.gatehouse.adapter.liverouter.venue.paper;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.adapter.liverouter.order.Instrument;
import io.gatehouse.adapter.liverouter.order.OrderReport;
import io.gatehouse.adapter.liverouter.order.OrderStatus;
import io.gatehouse.adapter.liverouter.order.OrderType;
import io.gatehouse.adapter.liverouter.order.Side;
import io.gatehouse.adapter.liverouter.venue.Cancellation;
import io.gatehouse.adapter.liverouter.venue.Lookup;
import io.gatehouse.adapter.liverouter.venue.OpenOrders;
import io.gatehouse.adapter.liverouter.venue.Outcome;
import io.gatehouse.adapter.liverouter.venue.Venue;
import io.gatehouse.adapter.liverouter.venue.VenueId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/**
 * Fills orders on paper against quotes and trades that are fed to it.
 *
 * <p>What takes liquidity pays the taker fee, slips by the configured part of the price (never
 * beyond its limit) and gets no more than was shown until the next quote. What stands waits behind
 * what stood before it, is filled by trades at its price only when those are done, and pays the
 * maker fee. An id that was ever used is not taken again. Thread-safe: one lock.
 */
public final class PaperVenue implements Venue {

    private static final long BASIS_POINTS = 10_000;

    private final VenueId id;
    private final PaperSettings settings;
    private final Clock clock;
    private final SplittableRandom random;
    private final Map<String, PaperQuote> quotes = new HashMap<>();
    private final Map<ClientOrderId, PaperOrder> orders = new LinkedHashMap<>();
    private final Map<ClientOrderId, PaperOrder> open = new LinkedHashMap<>();
    private final List<PaperFill> fills = new ArrayList<>();
    private long number;

    public PaperVenue(VenueId id, PaperSettings settings, Clock clock) {
        this.id = id;
        this.settings = settings;
        this.clock = clock;
        this.random = new SplittableRandom(settings.seed());
    }

    /** Feeds a quote; standing orders that it crosses are filled, in the order they came. */
    public synchronized void quote(Instrument instrument, PaperQuote given) {
        quotes.put(instrument.symbol(), given);
        for (PaperOrder order : standing(instrument)) {
            if (order.queues()) {
                order.ahead = queue(order.order, given);
            }
        }
        for (PaperOrder order : standing(instrument)) {
            Side side = order.order.side();
            PaperQuote now = quotes.get(instrument.symbol());
            if (order.reachedBy(now.takes(side))) {
                long quantity = Math.min(order.remaining(), now.takable(side));
                quotes.put(instrument.symbol(), now.without(side, quantity));
                fill(order, order.order.limitPrice(), quantity, true);
            }
        }
    }

    /** Feeds a trade between others; it consumes the queues at its price, then our orders. */
    public synchronized void trade(Instrument instrument, long price, long quantity) {
        long left = quantity;
        for (PaperOrder order : standing(instrument)) {
            if (order.queues() || !order.reachedBy(price) || left <= 0) {
                continue;
            }
            long before = order.passedBy(price) ? 0 : Math.min(order.ahead, left);
            order.ahead = order.passedBy(price) ? 0 : order.ahead - before;
            long part = Math.min(order.remaining(), left - before);
            fill(order, order.order.limitPrice(), part, true);
            left -= part;
        }
    }

    private List<PaperOrder> standing(Instrument instrument) {
        return open.values().stream()
                .filter(o -> o.order.instrument().symbol().equals(instrument.symbol()))
                .toList();
    }

    private void fill(PaperOrder order, long price, long quantity, boolean maker) {
        if (quantity <= 0) {
            return;
        }
        order.fill(price, quantity);
        long notional = order.order.instrument().notional(price, quantity);
        long rate = maker ? settings.makerFee() : settings.takerFee();
        long fee = ceiling(Math.multiplyExact(notional, rate), BASIS_POINTS);
        fills.add(new PaperFill(clock.instant(), order.order.id(), price, quantity, fee, maker));
        if (order.ended()) {
            open.remove(order.order.id());
        }
    }

    private static long ceiling(long value, long divisor) {
        return -Math.floorDiv(-value, divisor);
    }

    /** All fills that were not drained yet, in their order. */
    public synchronized List<PaperFill> fills() {
        return List.copyOf(fills);
    }

    /** As {@link #fills}, and forgets them, so that a long run does not keep all of them. */
    public synchronized List<PaperFill> drain() {
        List<PaperFill> drained = List.copyOf(fills);
        fills.clear();
        return drained;
    }

    /**
     * Takes an order back that the venue had before a restart, as the router's journal knows it:
     * the journal outlives the process, the venue's memory does not. It stands at the end of its
     * queue again.
     *
     * @param known what the venue last said of it
     */
    public synchronized void resume(ChildOrder order, OrderReport known) {
        PaperOrder taken = PaperOrder.resumed(order, known);
        orders.put(order.id(), taken);
        if (!taken.ended()) {
            open.put(order.id(), taken);
        }
        number = Math.max(number, taken.number);
    }

    /** The middle of the last quote, rounded down to a tick; empty when it is too old. */
    public synchronized OptionalLong price(Instrument instrument) {
        return fresh(instrument)
                .map(quote -> (quote.bid() + quote.ask()) / 2)
                .map(middle -> Math.max(instrument.tick(), middle - middle % instrument.tick()))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public VenueId id() {
        return id;
    }

    @Override
    public synchronized Outcome place(ChildOrder order) {
        if (orders.containsKey(order.id())) {
            return new Outcome.Unknown(
                    Outcome.Doubt.UNREADABLE, "the venue has an order of this id");
        }
        Instrument instrument = order.instrument();
        Optional<PaperQuote> quote = fresh(instrument);
        if (clock.instant().isAfter(order.validUntil())) {
            return refused(Outcome.Refusal.TRANSIENT, "too-late");
        }
        if (quote.isEmpty()) {
            return refused(Outcome.Refusal.TRANSIENT, "no-market");
        }
        try {
            long reference =
                    order.type() == OrderType.MARKET
                            ? quote.get().takes(order.side())
                            : order.limitPrice();
            Optional<String> broken = PaperFilters.broken(order, reference);
            if (broken.isPresent()) {
                return refused(Outcome.Refusal.PERMANENT, broken.get());
            }
            demandRoom(order, Math.max(reference, quote.get().ask()));
            PaperOrder taken = new PaperOrder(order, ++number);
            take(taken, quote.get());
            return new Outcome.Accepted(taken.report());
        } catch (ArithmeticException e) {
            return refused(Outcome.Refusal.PERMANENT, "too-large");
        }
    }

    /** Refuses what would not fit into the figures of a fill, before anything is changed. */
    private static void demandRoom(ChildOrder order, long price) {
        long worst = Math.multiplyExact(price, 2L);
        Math.multiplyExact(order.instrument().notional(worst, order.quantity()), BASIS_POINTS);
        Math.multiplyExact(BASIS_POINTS, order.instrument().tick());
    }

    private static Outcome refused(Outcome.Refusal refusal, String code) {
        return new Outcome.Refused(refusal, code, "refused on paper");
    }

    private Optional<PaperQuote> fresh(Instrument instrument) {
        Instant oldest = clock.instant().minus(settings.oldestQuote());
        return Optional.ofNullable(quotes.get(instrument.symbol()))
                .filter(quote -> !quote.at().isBefore(oldest));
    }

    private void take(PaperOrder taken, PaperQuote quote) {
        ChildOrder order = taken.order;
        orders.put(order.id(), taken);
        open.put(order.id(), taken);
        boolean market = order.type() == OrderType.MARKET;
        if (market || taken.reachedBy(quote.takes(order.side()))) {
            long quantity = Math.min(order.quantity(), quote.takable(order.side()));
            quotes.put(order.instrument().symbol(), quote.without(order.side(), quantity));
            fill(taken, slipped(order, quote), quantity, false);
        }
        if (!taken.ended() && order.type() != OrderType.LIMIT) {
            taken.end(OrderStatus.EXPIRED);
            open.remove(order.id());
        } else if (!taken.ended()) {
            taken.ahead = queue(order, quote);
        }
    }

    /** The shown price made worse, to a tick, but not beyond the limit. */
    private long slipped(ChildOrder order, PaperQuote quote) {
        long price = quote.takes(order.side());
        long tick = order.instrument().tick();
        long worse =
                Math.multiplyExact(
                        ceiling(
                                Math.multiplyExact(price, (long) settings.slippage()),
                                Math.multiplyExact(BASIS_POINTS, tick)),
                        tick);
        long slipped = Math.max(tick, price + order.side().sign() * worse);
        if (order.type() == OrderType.MARKET) {
            return slipped;
        }
        return order.side() == Side.BUY
                ? Math.min(slipped, order.limitPrice())
                : Math.max(slipped, order.limitPrice());
    }

    /** At the best price behind all that is shown; deeper, behind a drawn share of it. */
    private long queue(ChildOrder order, PaperQuote quote) {
        long shown = quote.standing(order.side());
        long best = quote.stands(order.side());
        boolean first = (order.limitPrice() - best) * order.side().sign() > 0;
        if (first || shown == 0) {
            return 0;
        }
        return order.limitPrice() == best ? shown : random.nextLong(shown / 2, shown * 2 + 1);
    }

    @Override
    public synchronized Cancellation cancel(ClientOrderId order, Instrument instrument) {
        PaperOrder standing = open.remove(order);
        if (standing == null) {
            return new Cancellation.NotOpen("not-open");
        }
        standing.end(OrderStatus.CANCELLED);
        return new Cancellation.Done(standing.report());
    }

    @Override
    public synchronized Lookup find(ClientOrderId order, Instrument instrument) {
        PaperOrder known = orders.get(order);
        return known == null
                ? new Lookup.Absent(clock.instant())
                : new Lookup.Found(known.report());
    }

    @Override
    public synchronized OpenOrders openOrders(Instrument instrument) {
        return new OpenOrders.Listed(
                standing(instrument).stream().map(PaperOrder::report).toList());
    }

    @Override
    public Optional<Instant> time() {
        return Optional.of(clock.instant());
    }
}

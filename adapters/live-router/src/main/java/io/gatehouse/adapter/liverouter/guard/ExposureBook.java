package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.ChildOrder;
import io.gatehouse.adapter.liverouter.order.ClientOrderId;
import io.gatehouse.core.rule.Finding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the controls know of positions, open orders and the day's result; refuses nothing itself.
 *
 * <p>It is told of orders before the controls that read it. Positions are kept at average cost,
 * over all venues, in 10^-8. An amount that does not fit makes the book unknown for good: then
 * nothing that increases risk is sent. For the router's thread.
 */
public final class ExposureBook implements SendGuard {

    private final FreshReference reference;
    private final long feeBasisPoints;
    private final GuardClock clock;
    private final Map<String, Holding> holdings = new HashMap<>();
    private final Map<ClientOrderId, Working> working = new HashMap<>();
    private long workingValue;
    private long positionCost;
    private int occupied;
    private int unvalued;
    private long day = Long.MIN_VALUE;
    private long realised;
    private boolean lost;

    /**
     * @param feeBasisPoints what each fill is taken to cost, in 1/10,000 of its value; venues tell
     *     fees later or not at all, and a loss must not be found too late
     */
    public ExposureBook(FreshReference reference, long feeBasisPoints, GuardClock clock) {
        if (feeBasisPoints < 0 || feeBasisPoints > 10_000) {
            throw new IllegalArgumentException("a fee is 0 to 10,000 basis points");
        }
        this.reference = reference;
        this.feeBasisPoints = feeBasisPoints;
        this.clock = clock;
    }

    /**
     * Begins with a position from before this journal.
     *
     * @param position in 10^-8 of the base, negative when sold short
     * @param cost what was paid or got for it, in 10^-8 of the quote currency, not negative
     */
    public void open(String symbol, long position, long cost) {
        if (cost < 0 || holdings.containsKey(symbol)) {
            throw new IllegalArgumentException("a position is opened once, at a cost");
        }
        Holding holding = begin(symbol);
        holding.open(position, position == 0 ? 0 : cost);
        end(holding);
    }

    @Override
    public List<Finding> refusals(ChildOrder order, boolean increasesRisk) {
        return List.of();
    }

    @Override
    public void sent(ChildOrder order) {
        try {
            long price = Math.max(reference.worth(order), order.limitPrice());
            Working entry = new Working(order, price);
            if (working.putIfAbsent(order.id(), entry) == null) {
                unvalued += price == 0 ? 1 : 0;
                work(entry, order.quantity());
            }
        } catch (ArithmeticException e) {
            lose();
        }
    }

    @Override
    public void filled(ChildOrder order, long quantity, long notional) {
        try {
            Working entry = working.get(order.id());
            if (entry != null) {
                // more than was ordered is found elsewhere; here it must not go below zero
                work(entry, Math.max(0, entry.remaining - quantity));
            }
            long base = Amounts.base(order.instrument(), quantity);
            long value = Amounts.quote(order.instrument(), notional);
            long fee = Amounts.shareUp(value, feeBasisPoints, 10_000);
            Holding holding = begin(order.instrument().symbol());
            long result = holding.fill(order.side(), base, value);
            end(holding);
            roll();
            realised = Math.addExact(realised, Math.subtractExact(result, fee));
        } catch (ArithmeticException e) {
            lose();
        }
    }

    @Override
    public void ended(ChildOrder order) {
        try {
            Working entry = working.remove(order.id());
            if (entry != null) {
                work(entry, 0);
                if (entry.price == 0) {
                    unvalued--;
                }
            }
        } catch (ArithmeticException e) {
            lose();
        }
    }

    /** Whether sums can be relied upon: nothing overflowed, every open order has a value. */
    boolean known() {
        return !lost && unvalued == 0;
    }

    String doubt() {
        return lost ? "an amount that did not fit" : unvalued + " open orders without a value";
    }

    /** The position in a symbol if all on one side filled, and so much more. */
    long worst(ChildOrder order, long more) {
        Holding holding = holdings.get(order.instrument().symbol());
        return holding == null ? more : holding.worst(order.side(), more);
    }

    /** Cost of all positions and value of all open orders. */
    long openNotional() {
        return Math.addExact(positionCost, workingValue);
    }

    /** In how many symbols there is a position or an open order. */
    int occupied() {
        return occupied;
    }

    boolean occupied(String symbol) {
        Holding holding = holdings.get(symbol);
        return holding != null && holding.occupied();
    }

    /** What was lost by fills since midnight UTC, fees included; not negative. */
    long lossToday() {
        roll();
        return realised < 0 ? Math.negateExact(realised) : 0;
    }

    private void roll() {
        // Only a later day starts anew: a clock that is set back does not clear the loss.
        long today = clock.day();
        if (today > day) {
            day = today;
            realised = 0;
        }
    }

    private void work(Working entry, long remaining) {
        ChildOrder order = entry.order;
        long before = Amounts.base(order.instrument(), entry.remaining);
        long after = Amounts.base(order.instrument(), remaining);
        long value = Amounts.quote(order.instrument(), entry.price, remaining);
        Holding holding = begin(order.instrument().symbol());
        holding.work(order.side(), after - before);
        end(holding);
        workingValue = Math.addExact(workingValue, value - entry.value);
        entry.remaining = remaining;
        entry.value = value;
    }

    /** A holding that is about to change, taken out of the sums. */
    private Holding begin(String symbol) {
        Holding holding = holdings.get(symbol);
        if (holding == null) {
            holding = new Holding();
            holdings.put(symbol, holding);
        }
        occupied -= holding.occupied() ? 1 : 0;
        positionCost = Math.subtractExact(positionCost, holding.cost());
        return holding;
    }

    /** Back into the sums. */
    private void end(Holding holding) {
        occupied += holding.occupied() ? 1 : 0;
        positionCost = Math.addExact(positionCost, holding.cost());
    }

    /** Half an update is no book: what it says from here on could be too small. */
    private void lose() {
        lost = true;
    }

    /** An order that may still fill. */
    private static final class Working {
        private final ChildOrder order;
        private final long price;
        private long remaining;
        private long value;

        Working(ChildOrder order, long price) {
            this.order = order;
            this.price = price;
        }
    }
}

package io.gatehouse.adapter.liverouter.guard;

import io.gatehouse.adapter.liverouter.order.Instrument;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The last price of each symbol that market data brought. Thread-safe. */
public final class LatestPrices implements ReferencePrices {

    /** More symbols than any configuration names: a feed must not fill the memory. */
    private static final int MOST_SYMBOLS = 10_000;

    private final Map<String, Quote> quotes = new ConcurrentHashMap<>();
    private final LongSupplier monotonicNanos;

    private record Quote(long price, int scale, long nanos) {}

    /**
     * @param monotonicNanos such as {@code System::nanoTime}
     */
    public LatestPrices(LongSupplier monotonicNanos) {
        this.monotonicNanos = monotonicNanos;
    }

    /**
     * Takes a price. One that is not positive is no price: it takes the old one away, for a feed
     * that says zero is broken and what it said before may be wrong too.
     *
     * @param scale 0 to 8
     * @param seenNanos when it was seen, by the monotonic clock
     */
    public void update(String symbol, long price, int scale, long seenNanos) {
        if (price <= 0 || scale < 0 || scale > Amounts.SCALE) {
            quotes.remove(symbol);
        } else if (quotes.size() < MOST_SYMBOLS || quotes.containsKey(symbol)) {
            quotes.put(symbol, new Quote(price, scale, seenNanos));
        }
    }

    @Override
    public long ageNanos(Instrument instrument) {
        Quote quote = quotes.get(instrument.symbol());
        // A time after now is no age: it comes out negative, which means "not known".
        return quote == null ? -1 : monotonicNanos.getAsLong() - quote.nanos();
    }

    @Override
    public long priceWithin(Instrument instrument, long oldestNanos) {
        Quote quote = quotes.get(instrument.symbol());
        if (quote == null) {
            return NONE;
        }
        long age = monotonicNanos.getAsLong() - quote.nanos();
        return age < 0 || age > oldestNanos
                ? NONE
                : Amounts.rescale(quote.price(), quote.scale(), instrument.priceScale());
    }

    @Override
    public long price(Instrument instrument) {
        Quote quote = quotes.get(instrument.symbol());
        return quote == null
                ? NONE
                : Amounts.rescale(quote.price(), quote.scale(), instrument.priceScale());
    }
}

package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.guard.LatestPrices;
import io.gatehouse.adapter.liverouter.order.Instrument;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.LongSupplier;

/**
 * Asks the venues for the prices by which orders are judged: another source than the strategy that
 * orders. For one thread.
 */
final class ReferenceFeed {

    private final List<Connected> venues;
    private final VenueInstruments instruments;
    private final LatestPrices prices;
    private final LongSupplier nanos;

    ReferenceFeed(
            List<Connected> venues,
            VenueInstruments instruments,
            LatestPrices prices,
            LongSupplier nanos) {
        this.venues = venues;
        this.instruments = instruments;
        this.prices = prices;
        this.nanos = nanos;
    }

    /** Takes the price of each symbol from the first venue that tells one. */
    void look() {
        for (String symbol : symbols()) {
            for (Connected each : venues) {
                if (told(each, symbol)) {
                    break;
                }
            }
        }
    }

    private List<String> symbols() {
        return venues.stream().flatMap(each -> each.symbols().stream()).distinct().toList();
    }

    private boolean told(Connected each, String symbol) {
        Instrument instrument = instruments.at(each.venue().id(), symbol).orElse(null);
        if (instrument == null) {
            return false;
        }
        // Before the question: a price that took long on its way is older, not younger.
        long seen = nanos.getAsLong();
        OptionalLong price = each.inspector().price(instrument);
        price.ifPresent(p -> prices.update(symbol, p, instrument.priceScale(), seen));
        return price.isPresent();
    }
}

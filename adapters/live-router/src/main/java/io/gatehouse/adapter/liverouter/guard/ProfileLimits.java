package io.gatehouse.adapter.liverouter.guard;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The limits of one risk profile, and the controls that they become.
 *
 * @param currency of all amounts; instruments priced in another are refused
 * @param symbols what may be traded, each with its own limits; not empty
 * @param oldestReference greatest age of a reference price
 * @param collarBasisPoints greatest distance of a price from the reference
 * @param windowBasisPoints greatest distance from where the reference was over {@code window}
 * @param mostOrderValue of one order, in 10^-8 of the currency; so are the next two
 * @param mostOpenNotional cost of positions and value of open orders
 * @param mostDailyLoss by fills, per day in UTC
 * @param ordersPerSecond in any second
 * @param ordersPerMinute in any minute
 * @param repetitions of the same order of the same strategy within {@code repetitionWindow}
 * @param feeBasisPoints what a fill is taken to cost
 */
public record ProfileLimits(
        String currency,
        Map<String, SymbolLimits> symbols,
        Duration oldestReference,
        long collarBasisPoints,
        long windowBasisPoints,
        Duration window,
        long mostOrderValue,
        long mostOpenNotional,
        long mostDailyLoss,
        int ordersPerSecond,
        int ordersPerMinute,
        int repetitions,
        Duration repetitionWindow,
        long feeBasisPoints) {

    public ProfileLimits {
        symbols = Map.copyOf(symbols);
        if (symbols.isEmpty()) {
            throw new IllegalArgumentException("a profile names what may be traded");
        }
    }

    /**
     * The controls, each with numbers of its own; the book comes first, since others read it.
     *
     * @throws IllegalArgumentException when a limit is outside the range of its control
     */
    public List<SendGuard> controls(
            ReferencePrices prices,
            ExposureBook book,
            Origins origins,
            StrategyLatch latch,
            GuardClock clock) {
        FreshReference reference = new FreshReference(prices, oldestReference);
        Map<String, String> currencies = new HashMap<>();
        symbols.forEach((symbol, limits) -> currencies.put(symbol, limits.currency()));
        return List.of(
                book,
                new AllowedInstruments(currencies, currency),
                new PriceCollar(reference, collarBasisPoints),
                new WindowCollar(reference, windowBasisPoints, window, symbols.keySet(), clock),
                new OrderValue(reference, mostOrderValue),
                new OrderVolume(symbols),
                new MessageRate("message-rate", ordersPerSecond, Duration.ofSeconds(1), clock),
                new MessageRate("orders-per-minute", ordersPerMinute, Duration.ofMinutes(1), clock),
                new RepeatThrottle(repetitions, repetitionWindow, origins, latch, clock),
                new PositionLimit(book, symbols),
                new OpenNotional(book, reference, mostOpenNotional),
                new DailyLoss(book, mostDailyLoss));
    }

    /** An empty book that values by the profile's references and fees. */
    public ExposureBook book(ReferencePrices prices, GuardClock clock) {
        return new ExposureBook(new FreshReference(prices, oldestReference), feeBasisPoints, clock);
    }
}

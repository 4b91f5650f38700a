package io.gatehouse.adapter.liverouter.venue.paper;

import java.time.Duration;

/**
 * How pessimistic the paper venue is.
 *
 * @param makerFee in hundredths of a percent of the value, 0 to 1,000
 * @param takerFee likewise
 * @param slippage added to the price of what takes liquidity, likewise
 * @param oldestQuote a quote older than this fills nothing
 * @param seed of the places in the queue
 */
public record PaperSettings(
        int makerFee, int takerFee, int slippage, Duration oldestQuote, long seed) {

    private static final int MOST = 1_000;

    public PaperSettings {
        if (Math.min(makerFee, Math.min(takerFee, slippage)) < 0
                || Math.max(makerFee, Math.max(takerFee, slippage)) > MOST) {
            throw new IllegalArgumentException("fees and slippage are 0 to 1000 basis points");
        }
        if (oldestQuote.isNegative() || oldestQuote.isZero()) {
            throw new IllegalArgumentException("a quote lives for some time");
        }
    }

    /** Fees and slippage of the existing system's paper model: 4, 6 and 5 basis points. */
    public static PaperSettings usual(long seed) {
        return new PaperSettings(4, 6, 5, Duration.ofSeconds(30), seed);
    }
}

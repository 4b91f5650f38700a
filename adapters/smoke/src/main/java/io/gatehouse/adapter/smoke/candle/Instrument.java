package io.gatehouse.adapter.smoke.candle;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * What is traded where, as the configuration names it ({@code instrument_universes}).
 *
 * @param asset name within the universe, such as {@code BTC_USDT}; equal on all venues
 * @param venue key below {@code exchanges}, such as {@code kraken_spot}
 * @param symbol the venue's own name, such as {@code XBTUSDT}
 */
public record Instrument(String asset, String venue, String symbol)
        implements Comparable<Instrument> {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_/-]{0,39}");
    private static final Pattern FILE_SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
    private static final Comparator<Instrument> ORDER =
            Comparator.comparing(Instrument::venue)
                    .thenComparing(Instrument::symbol)
                    .thenComparing(Instrument::asset);

    public Instrument {
        if (!isName(asset) || !isFileSafe(venue) || !isFileSafe(symbol)) {
            throw new IllegalArgumentException("not an instrument");
        }
    }

    /** Whether the three names are such that no path can be built from them. */
    public static boolean isValid(String asset, String venue, String symbol) {
        return isName(asset) && isFileSafe(venue) && isFileSafe(symbol);
    }

    private static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    private static boolean isFileSafe(String text) {
        return FILE_SAFE.matcher(text).matches();
    }

    /** Venue and symbol, {@code kraken_spot:XBTUSDT}; unique within a smoke. */
    public String name() {
        return venue + ":" + symbol;
    }

    /** The file of its candles, {@code kraken_spot.XBTUSDT.csv}. */
    public String fileName() {
        return venue + "." + symbol + ".csv";
    }

    @Override
    public int compareTo(Instrument other) {
        return ORDER.compare(this, other);
    }
}

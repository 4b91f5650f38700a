package io.gatehouse.adapter.smoke.candle;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Candles that no market ever traded, equal for equal seeds on every machine.
 *
 * <p>Each asset drifts up and down in spells and swings around its drift, so that strategies of all
 * kinds have something to do; a second venue of an asset follows the first at a distance that
 * returns to zero. Only additions, multiplications and divisions of doubles are used, which Java
 * defines bit for bit (JLS 15.4).
 */
public final class MadeCandles {

    private static final int SPELL = 60;
    private static final double STEP = 0.004;
    private static final double DRIFT = 0.0015;
    private static final double SWING = 0.9;
    private static final double DISTANCE = 0.85;
    private static final double GAP = 0.002;

    private final Dice dice;

    private MadeCandles(long seed) {
        this.dice = new Dice(seed);
    }

    /**
     * A market of the instruments.
     *
     * @param start of the first candle in milliseconds since 1970
     * @param interval in milliseconds
     * @param rows number of candles of each instrument
     */
    public static Market market(
            List<Instrument> instruments, long seed, long start, long interval, int rows) {
        SortedMap<String, double[]> paths = new TreeMap<>();
        List<CandleSeries> all = new ArrayList<>();
        List<Instrument> sorted = instruments.stream().sorted().toList();
        for (int i = 0; i < sorted.size(); i++) {
            Instrument instrument = sorted.get(i);
            long own = seed * 31 + instrument.asset().hashCode();
            double[] path =
                    paths.computeIfAbsent(
                            instrument.asset(), asset -> new MadeCandles(own).path(rows + 1));
            all.add(new MadeCandles(own * 131 + i + 1).series(instrument, path, start, interval));
        }
        return Market.of(all);
    }

    private double[] path(int rows) {
        double[] path = new double[rows];
        double base = 100 + dice.below(900);
        double swing = 0;
        double drift = DRIFT;
        for (int i = 0; i < rows; i++) {
            if (i % SPELL == 0) {
                drift = dice.below(2) == 0 ? DRIFT : -DRIFT;
            }
            base *= 1 + drift;
            swing = SWING * swing + STEP * dice.normal();
            path[i] = base * (1 + swing);
        }
        return path;
    }

    private CandleSeries series(Instrument instrument, double[] path, long start, long interval) {
        List<Candle> candles = new ArrayList<>();
        double distance = 0;
        long open = scaled(path[0]);
        for (int i = 1; i < path.length; i++) {
            distance = DISTANCE * distance + GAP * dice.normal();
            long close = scaled(path[i] * (1 + distance));
            long wick = close / 2_000 * (1 + dice.below(4));
            candles.add(
                    new Candle(
                            start + (i - 1) * interval,
                            open,
                            Math.max(open, close) + wick,
                            Math.min(open, close) - wick,
                            close,
                            (1 + dice.below(500)) * Candle.SCALE));
            open = close;
        }
        return new CandleSeries(instrument, interval, candles);
    }

    /** Cents: made prices look like those of a venue. */
    private static long scaled(double price) {
        return Math.max(100, (long) (price * 100)) * (Candle.SCALE / 100);
    }
}

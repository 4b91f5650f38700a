package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.Depth;
import io.gatehouse.adapter.risklabs.market.Latencies;
import io.gatehouse.adapter.risklabs.market.MarketData;
import io.gatehouse.adapter.risklabs.market.Trades;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Small values that tests compute with by hand. */
public final class Fixtures {

    public static final long HOUR = 3_600_000L;
    public static final long DAY = 24 * HOUR;

    private Fixtures() {}

    /** The limits of the shipped configuration. */
    public static RiskProfile profile(String name) {
        return switch (name) {
            case "conservative" -> profile(name, "0.01", "0.03", "2", "1", "3", "0.05");
            case "balanced" -> profile(name, "0.015", "0.05", "3", "1.5", "5", "0.1");
            default -> profile(name, "0.03", "0.1", "5", "2", "10", "0.2");
        };
    }

    /** A profile of daily loss, position share, leverage, stop, positions and drawdown. */
    public static RiskProfile profile(
            String name,
            String daily,
            String share,
            String leverage,
            String stop,
            String positions,
            String drawdown) {
        EnumMap<Limit, String> limits = new EnumMap<>(Limit.class);
        limits.put(Limit.DAILY_LOSS, daily);
        limits.put(Limit.POSITION_SHARE, share);
        limits.put(Limit.TARGET_VOLATILITY, "0.1");
        limits.put(Limit.LEVERAGE, leverage);
        limits.put(Limit.STOP_LOSS, stop);
        limits.put(Limit.POSITIONS, positions);
        limits.put(Limit.DRAWDOWN, drawdown);
        return RiskProfile.of(name, RiskLimits.of(limits, "risk", "1", "a test"), "test");
    }

    /** Bars with the given closes; each opens at the close before and is half a unit wider. */
    public static Bars bars(String symbol, long from, long interval, double... closes) {
        int size = closes.length;
        long[] time = new long[size];
        double[] open = new double[size];
        double[] high = new double[size];
        double[] low = new double[size];
        double[] volume = new double[size];
        for (int i = 0; i < size; i++) {
            time[i] = from + i * interval;
            open[i] = i == 0 ? closes[0] : closes[i - 1];
            high[i] = Math.max(open[i], closes[i]) + 0.5;
            low[i] = Math.min(open[i], closes[i]) - 0.5;
        }
        Arrays.fill(volume, 100);
        return new Bars(symbol, Duration.ofMillis(interval), time, open, high, low, closes, volume);
    }

    public static double[] constant(int count, double value) {
        double[] all = new double[count];
        Arrays.fill(all, value);
        return all;
    }

    public static MarketData.Instrument instrument(Bars bars) {
        return new MarketData.Instrument(
                bars, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    public static MarketData.Instrument instrument(
            Bars bars, Depth depth, Trades trades, Latencies latencies) {
        return new MarketData.Instrument(
                bars,
                Optional.ofNullable(depth),
                Optional.ofNullable(trades),
                Optional.ofNullable(latencies),
                false);
    }

    public static MarketData market(Bars... bars) {
        Map<String, MarketData.Instrument> all = new TreeMap<>();
        for (Bars each : bars) {
            all.put(each.symbol(), instrument(each));
        }
        return MarketData.of(all, List.of());
    }

    /** A holding of a share of an equity of 10,000. */
    public static Holding holding(String symbol, String weight, String price) {
        BigDecimal notional = new BigDecimal(weight).multiply(BigDecimal.valueOf(10_000));
        return new Holding(
                symbol,
                notional.divide(new BigDecimal(price), java.math.MathContext.DECIMAL64),
                new BigDecimal(price),
                notional,
                Double.parseDouble(weight));
    }

    public static Portfolio portfolio(Holding... holdings) {
        return Portfolio.of("book", BigDecimal.valueOf(10_000), List.of(holdings));
    }
}

package io.gatehouse.adapter.risklabs.stress;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.Depth;
import io.gatehouse.adapter.risklabs.market.Latencies;
import io.gatehouse.adapter.risklabs.market.Trades;
import io.gatehouse.adapter.risklabs.portfolio.SharedData;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The recorded sets beside the project, read for tests only. */
final class Recorded {

    private static final String L2 = "data/binance-l2-mit/binance_spot_";
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private Recorded() {}

    /** Hours of a share, raw. */
    static Bars hours(String symbol) {
        List<String[]> rows =
                SharedData.rows(
                        "data/lean-apache2/equity_"
                                + symbol.toLowerCase(Locale.ROOT)
                                + "_hour.csv");
        return bars(
                symbol,
                Duration.ofHours(1),
                rows.stream()
                        .mapToLong(
                                row ->
                                        LocalDateTime.parse(row[0])
                                                .atZone(NEW_YORK)
                                                .toInstant()
                                                .toEpochMilli())
                        .toArray(),
                rows);
    }

    /** Minutes of another venue, a day and more long, to give volume and volatility. */
    static Bars minutes(String symbol, String file) {
        List<String[]> rows = SharedData.rows("data/lean-apache2/" + file);
        return bars(
                symbol,
                Duration.ofMinutes(1),
                rows.stream().mapToLong(row -> utc(row[0])).toArray(),
                rows);
    }

    private static Bars bars(String symbol, Duration interval, long[] times, List<String[]> rows) {
        return new Bars(
                symbol,
                interval,
                times,
                column(rows, row -> Double.parseDouble(row[1])),
                column(rows, row -> Double.parseDouble(row[2])),
                column(rows, row -> Double.parseDouble(row[3])),
                column(rows, row -> Double.parseDouble(row[4])),
                column(rows, row -> Double.parseDouble(row[5])));
    }

    static Depth depth(String symbol) {
        List<String[]> rows =
                SharedData.rows(L2 + symbol.toLowerCase(Locale.ROOT) + "_depth_1s.csv");
        return new Depth(
                symbol,
                rows.stream().mapToLong(row -> utc(row[0])).toArray(),
                column(rows, row -> Double.parseDouble(row[1])),
                column(rows, row -> Double.parseDouble(row[2])),
                new double[] {1, 2, 5, 10, 20, 50},
                bands(rows, 5),
                bands(rows, 11));
    }

    static Trades trades(String symbol) {
        List<String[]> rows = SharedData.rows(L2 + symbol.toLowerCase(Locale.ROOT) + "_trades.csv");
        boolean[] seller = new boolean[rows.size()];
        for (int i = 0; i < seller.length; i++) {
            seller[i] = rows.get(i)[6].equals("1");
        }
        return new Trades(
                symbol,
                rows.stream().mapToLong(row -> Long.parseLong(row[0])).toArray(),
                column(rows, row -> Double.parseDouble(row[4])),
                column(rows, row -> Double.parseDouble(row[5])),
                seller);
    }

    static Latencies latencies(String symbol) {
        List<String[]> rows =
                SharedData.rows(L2 + symbol.toLowerCase(Locale.ROOT) + "_feed_latency.csv");
        return new Latencies(
                symbol,
                rows.stream().mapToLong(row -> Long.parseLong(row[0])).toArray(),
                rows.stream().mapToLong(row -> Long.parseLong(row[1])).toArray());
    }

    private static double[][] bands(List<String[]> rows, int first) {
        return rows.stream()
                .map(
                        row -> {
                            double[] bands = new double[6];
                            for (int i = 0; i < 6; i++) {
                                bands[i] = Double.parseDouble(row[first + i]);
                            }
                            return bands;
                        })
                .toArray(double[][]::new);
    }

    private static double[] column(List<String[]> rows, ToDoubleFunction<String[]> value) {
        return rows.stream().mapToDouble(value).toArray();
    }

    private static long utc(String time) {
        return LocalDateTime.parse(time).toInstant(ZoneOffset.UTC).toEpochMilli();
    }
}

package io.gatehouse.adapter.risklabs.market;

import static io.gatehouse.adapter.risklabs.market.MarketFixture.csv;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.market;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.real;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.refusals;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.strict;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The real sets: what is known to be in them, and what the gate says of it. */
class RealDataTest {

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static Bars equity(String symbol, Duration interval) throws Exception {
        String length = interval.equals(DAY) ? "daily" : "hour";
        return csv(real("lean-apache2/equity_" + symbol + "_" + length + ".csv"), symbol, interval);
    }

    private static int at(Bars bars, String newYork) {
        Instant time = LocalDateTime.parse(newYork).atZone(MarketRequest.NEW_YORK).toInstant();
        int index = Arrays.binarySearch(bars.openTime(), time.toEpochMilli());
        assertThat(index).as(newYork).isNotNegative();
        return index;
    }

    @Test
    void shouldHoldTheFlashCrashAndTheFallsOfMarch2020() throws Exception {
        Bars hours = equity("spy", HOUR);
        int crash = at(hours, "2010-05-06T14:00");
        assertThat(hours.open()[crash]).isEqualTo(114.71);
        assertThat(hours.low()[crash]).isEqualTo(106.13);
        assertThat(hours.close()[crash]).isEqualTo(111.80);
        Bars days = equity("spy", DAY);
        assertThat(days.close()[at(days, "2010-05-06T00:00")]).isEqualTo(112.74);
        int august = at(days, "2015-08-24T00:00");
        assertThat(days.open()[august]).isEqualTo(187.49);
        assertThat(days.low()[august]).isEqualTo(182.95);
        assertThat(days.close()[august - 1]).isEqualTo(197.83);
        Map<String, Double> falls =
                Map.of("2020-03-16", -0.1094, "2020-03-12", -0.0957, "2020-03-09", -0.0781);
        falls.forEach(
                (day, fall) -> {
                    int i = at(days, day + "T00:00");
                    assertThat(days.close()[i] / days.close()[i - 1] - 1)
                            .isCloseTo(fall, within(0.00005));
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"spy", "aapl", "ibm", "aig", "bac"})
    void shouldFindEveryTradingDaySince1998(String symbol) throws Exception {
        Bars bars = equity(symbol, DAY);

        QualityReport report = DataQuality.judge(market(bars), strict(TradingCalendar.US_EQUITIES));

        assertThat(report.series().get(symbol))
                .isEqualTo(new QualityReport.Coverage(5_849, 5_849, Duration.ZERO));
        assertThat(report.findings())
                .extracting(DataFinding::code)
                .doesNotContain("off-calendar", "gap", "gap-tolerated");
    }

    @ParameterizedTest
    @CsvSource({"aapl", "aig", "ibm", "bac"})
    void shouldRefuseRawSharesForTheirSplitsAlone(String symbol) throws Exception {
        for (Duration interval : List.of(DAY, HOUR)) {
            List<DataFinding> findings =
                    DataQuality.judge(
                                    market(equity(symbol, interval)),
                                    strict(TradingCalendar.US_EQUITIES))
                            .findings();

            assertThat(refusals(findings)).containsExactly("split-unadjusted");
        }
    }

    @Test
    void shouldNameTheSplitOf2014AndTheReverseSplitOf2009() throws Exception {
        Bars apple = equity("aapl", DAY);
        Bars around = apple.slice(at(apple, "2014-01-02T00:00"), at(apple, "2014-12-31T00:00"));
        assertThat(observed(around))
                .containsExactly(
                        "close 645.57, then open 92.69 and close 93.7,"
                                + " probably an unadjusted split 7:1");

        Bars aig = equity("aig", DAY);
        Bars reverse = aig.slice(at(aig, "2009-01-02T00:00"), at(aig, "2009-12-31T00:00"));
        assertThat(observed(reverse))
                .containsExactly(
                        "close 1.13, then open 19.7 and close 18.08,"
                                + " probably an unadjusted split 1:20");
    }

    private static List<String> observed(Bars bars) {
        return DataQuality.judge(market(bars), strict(TradingCalendar.US_EQUITIES))
                .findings()
                .stream()
                .filter(DataFinding::refuses)
                .map(f -> f.finding().observed())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"spy", "aapl", "ibm", "aig", "bac"})
    void shouldAcceptAdjustedShares(String symbol) throws Exception {
        Factors factors = Factors.read(real("lean-apache2/factors_" + symbol + ".csv"));
        for (Duration interval : List.of(DAY, HOUR)) {
            Bars bars = factors.adjust(equity(symbol, interval), MarketRequest.NEW_YORK);

            assertThat(
                            refusals(
                                    DataQuality.judge(
                                                    market(bars),
                                                    strict(TradingCalendar.US_EQUITIES))
                                            .findings()))
                    .isEmpty();
        }
    }

    @Test
    void shouldNotRefuseTheCrashOfSeptember2008() throws Exception {
        Bars aig = equity("aig", DAY);
        Bars crisis = aig.slice(at(aig, "2008-01-02T00:00"), at(aig, "2008-12-31T00:00"));
        int monday = at(crisis, "2008-09-15T00:00");
        assertThat(crisis.close()[monday] / crisis.close()[monday - 1] - 1)
                .isCloseTo(-0.581, within(0.0005));

        assertThat(observed(crisis)).isEmpty();
    }

    @Test
    void shouldFindTheMissingMinutesOfApril2018(@TempDir Path root) throws Exception {
        Importer.run(
                request("lean-apache2/crypto_coinbase_btcusd_minute_trade.csv", root, "BTCUSD"));

        QualityReport day = day(root, "2018-04-04", 1);
        assertThat(day.series().get("BTCUSD").bars()).isEqualTo(1_007);
        assertThat(day.series().get("BTCUSD").expected()).isEqualTo(1_440);
        assertThat(refusals(day.findings())).containsExactly("coverage-low");
        for (QualityReport calm :
                List.of(
                        day(root, "2016-10-07", 3),
                        day(root, "2017-09-03", 2),
                        day(root, "2017-12-17", 1),
                        day(root, "2018-04-05", 2))) {
            assertThat(refusals(calm.findings())).isEmpty();
        }
        assertThat(refusals(day(root, "2018-04-04", 3).findings())).containsExactly("coverage-low");
    }

    private static QualityReport day(Path root, String first, int days) {
        Instant from = Instant.parse(first + "T00:00:00Z");
        Instant to = from.plus(Duration.ofDays(days));
        Reading<MarketData> reading =
                MarketReader.read(
                        MarketRequest.of(root, "real", List.of("BTCUSD"), MINUTE)
                                .between(from, to));
        return DataQuality.judge(
                ((Reading.Read<MarketData>) reading).value(),
                strict(TradingCalendar.CONTINUOUS).over(from, to));
    }

    @Test
    void shouldReadDepthTradesAndLatenciesBesideTheBars(@TempDir Path root) throws Exception {
        for (String kind : List.of("depth_1s", "trades", "feed_latency")) {
            Importer.run(
                    request("binance-l2-mit/binance_spot_btcusdt_" + kind + ".csv", root, "BTC"));
        }
        Importer.run(request("lean-apache2/crypto_bybit_btcusdt_minute_trade.csv", root, "BTC"));

        Reading<MarketData> reading =
                MarketReader.read(MarketRequest.of(root, "real", List.of("BTC"), MINUTE));

        MarketData data = ((Reading.Read<MarketData>) reading).value();
        MarketData.Instrument instrument = data.instruments().get("BTC");
        Depth depth = instrument.depth().orElseThrow();
        assertThat(depth.size()).isEqualTo(650);
        assertThat(depth.bandBps()).containsExactly(1, 2, 5, 10, 20, 50);
        assertThat(median(depth.bidQuantity(), 3)).isCloseTo(40, within(1.0));
        assertThat(median(depth.askQuantity(), 3)).isCloseTo(51, within(1.0));
        Trades trades = instrument.trades().orElseThrow();
        assertThat(trades.size()).isEqualTo(19_904);
        assertThat(trades.price()[0]).isEqualTo(61_837.63);
        assertThat(trades.sellerTook()[0]).isTrue();
        double[] above = FeedLatency.aboveBase(instrument.latencies().orElseThrow());
        Arrays.sort(above);
        assertThat(above[above.length / 2]).isCloseTo(3.4, within(0.05));
        assertThat(above[(int) (above.length * 0.99)]).isCloseTo(12.2, within(0.05));
        assertThat(above[(int) (above.length * 0.999)]).isCloseTo(26.7, within(0.05));
        QualityReport report = DataQuality.judge(data, strict(TradingCalendar.CONTINUOUS));
        assertThat(report.refused()).isFalse();
        assertThat(report.findings()).extracting(DataFinding::code).containsExactly("clock-skew");
        assertThat(report.findings().get(0).finding().observed()).startsWith("-1276.67");
    }

    private static double median(double[][] rows, int band) {
        double[] values = Arrays.stream(rows).mapToDouble(r -> r[band]).sorted().toArray();
        return values[values.length / 2];
    }

    private static Importer.Request request(String file, Path root, String symbol) {
        return new Importer.Request(
                real(file), root, "real", symbol, Optional.empty(), Optional.empty());
    }

    /** Every set that is handed out can be imported; those with few months, to keep it short. */
    @Test
    void shouldImportEverySetOfTheExchanges(@TempDir Path root) throws IOException {
        int imported = 0;
        for (String folder : List.of("lean-apache2", "binance-l2-mit")) {
            for (Path file : files(real(folder + "/README.md").getParent())) {
                String name = file.getFileName().toString();
                if (name.contains("minute") || name.startsWith("binance_")) {
                    Reading<Importer.Imported> reading =
                            Importer.run(
                                    new Importer.Request(
                                            file,
                                            root,
                                            "all",
                                            name.replace(".csv", "").replace('_', '-'),
                                            Optional.empty(),
                                            Optional.empty()));
                    assertThat(reading).as(name).isInstanceOf(Reading.Read.class);
                    imported++;
                }
            }
        }

        assertThat(imported).isEqualTo(20);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (var entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}

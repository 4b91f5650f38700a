package io.gatehouse.adapter.risklabs.market;

import static io.gatehouse.adapter.risklabs.market.MarketFixture.codes;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.market;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.refusals;
import static io.gatehouse.adapter.risklabs.market.MarketFixture.strict;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One defect planted at a time into a clean series, and the finding that names it. */
class DataQualityTest {

    private static final int PLACE = 400;

    private static Bars clean() {
        return SyntheticMarket.bars(7, "BTCUSDT", Duration.ofHours(1), MarketFixture.START, 1_000);
    }

    private static QualityReport judge(Bars bars) {
        return DataQuality.judge(market(bars), strict(TradingCalendar.CONTINUOUS));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void shouldFindNothingInACleanSeries(long seed) {
        Bars bars =
                SyntheticMarket.bars(
                        seed, "ETHUSDT", Duration.ofMinutes(1), MarketFixture.START, 5_000);

        QualityReport report = judge(bars);

        assertThat(report.refused()).isFalse();
        assertThat(report.findings()).isEmpty();
        assertThat(report.series().get("ETHUSDT").okRatio()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"7,7:1", "2,2:1", "4,4:1", "3,3:1", "0.05,1:20", "0.5,1:2", "20,20:1"})
    void shouldNameASplitAndNoCrash(double ratio, String name) {
        Bars bars = clean();
        for (int i = PLACE; i < bars.size(); i++) {
            scale(bars, i, 1 / ratio);
        }

        QualityReport report = judge(bars);

        assertThat(codes(report.findings())).containsExactly("split-unadjusted");
        assertThat(report.findings().get(0).finding().observed())
                .contains("probably an unadjusted split " + name);
        assertThat(report.findings().get(0).finding().remedy()).contains("factor file");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.9, 0.7, 0.42, 0.3})
    void shouldNotRefuseACrashThatTradesItsWay(double fall) {
        Bars bars = clean();
        for (int i = PLACE; i < bars.size(); i++) {
            double open = bars.open()[PLACE];
            scale(bars, i, fall);
            if (i == PLACE) {
                bars.open()[i] = open;
                bars.high()[i] = Math.max(bars.high()[i], open);
            }
        }

        assertThat(judge(bars).refused()).isFalse();
    }

    @Test
    void shouldFindACloseThatTheNextBarTakesBack() {
        Bars bars = clean();
        scale(bars, PLACE, 1.5);

        assertThat(refusals(judge(bars).findings())).containsExactly("outlier");
    }

    @Test
    void shouldNoteAHighFarAwayWithoutRefusing() {
        Bars bars = clean();
        bars.high()[PLACE] = 123_456.789;

        assertThat(codes(judge(bars).findings())).containsExactly("wick");
        assertThat(judge(bars).findings().get(0).figures())
                .hasSize(3)
                .startsWith("123457")
                .endsWith("1");
        assertThat(judge(bars).refused()).isFalse();
    }

    @Test
    void shouldTolerateAShortGapAndRefuseALongOne() {
        Bars shorter = without(clean(), PLACE, 5);
        assertThat(codes(judge(shorter).findings())).containsExactly("gap-tolerated");
        assertThat(judge(shorter).findings().get(0).figures()).startsWith("5", "300");
        assertThat(judge(shorter).series().get("BTCUSDT").longestGap())
                .isEqualTo(Duration.ofHours(5));

        Bars longer = without(clean(), PLACE, 25);
        assertThat(refusals(judge(longer).findings())).containsExactly("gap");
    }

    @Test
    void shouldRefuseTooFewBarsWithoutALongGap() {
        Bars bars = clean();
        for (int i = 900; i > 0; i -= 10) {
            bars = without(bars, i, 1);
        }

        QualityReport report = judge(bars);

        assertThat(refusals(report.findings())).containsExactly("coverage-low");
        QualitySettings loose =
                QualitySettings.of(
                        QualityLimits.of("aggressive").orElseThrow(),
                        TradingCalendar.CONTINUOUS,
                        MarketFixture.NOW);
        assertThat(DataQuality.judge(market(bars), loose).refused()).isFalse();
    }

    @Test
    void shouldRefuseBarsThatDoNotFillThePeriod() {
        Instant from = MarketFixture.START.minus(Duration.ofDays(3));
        QualitySettings settings =
                strict(TradingCalendar.CONTINUOUS)
                        .over(from, MarketFixture.START.plus(Duration.ofHours(1_000)));

        QualityReport report = DataQuality.judge(market(clean()), settings);

        assertThat(refusals(report.findings())).containsExactly("gap");
        assertThat(report.series().get("BTCUSDT").expected()).isEqualTo(1_072);
    }

    @Test
    void shouldRefuseTwoBarsForOneTime() {
        Bars bars = clean();
        bars.openTime()[PLACE] = bars.openTime()[PLACE - 1];

        assertThat(refusals(judge(bars).findings())).contains("duplicate");
    }

    @Test
    void shouldNoteBarsOutOfOrder() {
        Bars bars = clean();
        swap(bars, 10, 20);

        assertThat(codes(judge(bars).findings())).containsExactly("out-of-order");
        assertThat(judge(bars).refused()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "NaN,price-not-finite",
        "Infinity,price-not-finite",
        "0,price-not-positive",
        "-5,price-not-positive"
    })
    void shouldRefuseAPriceThatIsNone(double price, String code) {
        for (int column = 0; column < 4; column++) {
            Bars bars = clean();
            List.of(bars.open(), bars.high(), bars.low(), bars.close()).get(column)[PLACE] = price;

            assertThat(refusals(judge(bars).findings())).as("column %d", column).contains(code);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, -1, Double.POSITIVE_INFINITY})
    void shouldRefuseAVolumeThatIsNone(double volume) {
        Bars bars = clean();
        bars.volume()[PLACE] = volume;

        assertThat(refusals(judge(bars).findings())).containsExactly("volume-invalid");
    }

    @Test
    void shouldRefuseAHighBelowTheLow() {
        Bars bars = clean();
        double high = bars.high()[PLACE];
        bars.high()[PLACE] = bars.low()[PLACE];
        bars.low()[PLACE] = high;

        assertThat(refusals(judge(bars).findings())).containsExactly("bar-inconsistent");
    }

    @Test
    void shouldCountAFaultOnce() {
        Bars bars = clean();
        Arrays.fill(bars.close(), Double.NaN);

        List<DataFinding> findings = judge(bars).findings();

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).finding().observed()).endsWith("(the first of 1000)");
    }

    @Test
    void shouldRefuseAStaleSeriesOnlyWhereAnAgeIsAsked() {
        QualitySettings settings = strict(TradingCalendar.CONTINUOUS);
        assertThat(DataQuality.judge(market(clean()), settings).refused()).isFalse();

        QualitySettings fresh = settings.notOlderThan(Duration.ofHours(24));
        assertThat(refusals(DataQuality.judge(market(clean()), fresh).findings()))
                .containsExactly("stale");
    }

    @Test
    void shouldRefuseABarOfTomorrow() {
        QualitySettings settings =
                QualitySettings.of(
                        QualityLimits.of("manual").orElseThrow(),
                        TradingCalendar.CONTINUOUS,
                        MarketFixture.START);

        assertThat(refusals(DataQuality.judge(market(clean()), settings).findings()))
                .containsExactly("from-the-future");
    }

    @Test
    void shouldSubtractAStableSkewAndRefuseAWanderingOne() {
        long[] event = new long[1_000];
        long[] local = new long[1_000];
        long[] wandering = new long[1_000];
        for (int i = 0; i < event.length; i++) {
            event[i] = 1_700_000_000_000L + i * 100L;
            local[i] = (event[i] - 1_274) * 1_000_000 + (i % 7) * 1_000_000L;
            wandering[i] = local[i] + i * 1_000_000L;
        }

        Latencies stable = new Latencies("BTCUSDT", event, local);
        assertThat(codes(judge(stable))).containsExactly("clock-skew");
        assertThat(judge(stable)).noneMatch(DataFinding::refuses);
        assertThat(FeedLatency.aboveBase(stable)).startsWith(0, 1, 2, 3, 4, 5, 6, 0);
        assertThat(refusals(judge(new Latencies("BTCUSDT", event, wandering))))
                .containsExactly("clock-skew-unstable");
    }

    private static List<DataFinding> judge(Latencies latencies) {
        MarketData.Instrument instrument =
                new MarketData.Instrument(
                        clean(), Optional.empty(), Optional.empty(), Optional.of(latencies), false);
        return DataQuality.judge(
                        MarketData.of(Map.of("BTCUSDT", instrument), List.of()),
                        strict(TradingCalendar.CONTINUOUS))
                .findings();
    }

    @Test
    void shouldRefuseABookThatCrossesOrShrinks() {
        double[] bands = {1, 2};
        double[][] fine = {{1, 2}};
        double[][] shrinking = {{2, 1}};
        assertThat(book(100, 101, fine, fine, bands)).isEmpty();
        assertThat(book(101, 101, fine, fine, bands)).containsExactly("book-inconsistent");
        assertThat(book(100, 101, fine, shrinking, bands)).containsExactly("book-inconsistent");
        assertThat(book(100, Double.NaN, fine, fine, bands)).containsExactly("book-inconsistent");
    }

    private static List<String> book(
            double bid, double ask, double[][] bids, double[][] asks, double[] bands) {
        Depth depth =
                new Depth(
                        "X",
                        new long[] {1},
                        new double[] {bid},
                        new double[] {ask},
                        bands,
                        bids,
                        asks);
        MarketData.Instrument instrument =
                new MarketData.Instrument(
                        clean(), Optional.of(depth), Optional.empty(), Optional.empty(), false);
        return codes(
                DataQuality.judge(
                                MarketData.of(Map.of("X", instrument), List.of()),
                                strict(TradingCalendar.CONTINUOUS))
                        .findings());
    }

    @Test
    void shouldRefuseWhereThereIsNothing() {
        MarketData none = MarketData.of(Map.of(), List.of());

        assertThat(DataQuality.judge(none, strict(TradingCalendar.CONTINUOUS)).refused()).isTrue();
    }

    private static void scale(Bars bars, int i, double factor) {
        bars.open()[i] *= factor;
        bars.high()[i] *= factor;
        bars.low()[i] *= factor;
        bars.close()[i] *= factor;
    }

    private static void swap(Bars bars, int a, int b) {
        long time = bars.openTime()[a];
        bars.openTime()[a] = bars.openTime()[b];
        bars.openTime()[b] = time;
        for (double[] column :
                List.of(bars.open(), bars.high(), bars.low(), bars.close(), bars.volume())) {
            double value = column[a];
            column[a] = column[b];
            column[b] = value;
        }
    }

    private static Bars without(Bars bars, int from, int count) {
        Bars head = bars.slice(0, from);
        Bars tail = bars.slice(from + count, bars.size());
        return new Bars(
                bars.symbol(),
                bars.interval(),
                joined(head.openTime(), tail.openTime()),
                joined(head.open(), tail.open()),
                joined(head.high(), tail.high()),
                joined(head.low(), tail.low()),
                joined(head.close(), tail.close()),
                joined(head.volume(), tail.volume()));
    }

    private static double[] joined(double[] a, double[] b) {
        double[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }

    private static long[] joined(long[] a, long[] b) {
        long[] all = Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, all, a.length, b.length);
        return all;
    }
}

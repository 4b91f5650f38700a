package io.gatehouse.adapter.risklabs.stress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gatehouse.adapter.risklabs.market.Bars;
import io.gatehouse.adapter.risklabs.market.Depth;
import io.gatehouse.adapter.risklabs.portfolio.Fixtures;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class BookTest {

    private static final Offset<Double> TINY = within(1e-12);
    private static final Book BOOK = new Book(new double[] {1, 5, 10}, new double[] {2, 6, 10});

    @Test
    void shouldWalkTheBandsByHand() {
        // 2 at 1 bps, 4 at 5 bps, 1 at 10 bps: (2 + 20 + 10) / 7
        assertThat(BOOK.walk(7, 1)).isEqualTo(new Book.Walk(7, 0, 32.0 / 7, 10));
        // half of the book: 1 at 1, 2 at 5, 2 at 10, and 2 beyond
        assertThat(BOOK.walk(7, 0.5)).isEqualTo(new Book.Walk(5, 2, 31.0 / 5, 10));
        assertThat(BOOK.walk(2, 1).costBps()).isEqualTo(1);
        assertThat(BOOK.walk(0, 1)).isEqualTo(new Book.Walk(0, 0, 0, 10));
    }

    @Test
    void shouldTakeTheMedianOfEachBand() {
        Depth depth =
                new Depth(
                        "A",
                        new long[] {1, 2, 3},
                        new double[3],
                        new double[3],
                        new double[] {1, 5},
                        new double[][] {{1, 9}, {3, 4}, {2, 6}},
                        new double[][] {{0, 0}, {0, 1}, {0, 1}});
        assertThat(Book.median(depth, Book.Side.BID).orElseThrow().quantity())
                .containsExactly(2, 6);
        assertThat(Book.median(depth, Book.Side.ASK).orElseThrow().quantity())
                .containsExactly(0, 1);
        Depth none =
                new Depth(
                        "A",
                        new long[0],
                        new double[0],
                        new double[0],
                        new double[] {1},
                        new double[0][],
                        new double[0][]);
        assertThat(Book.median(none, Book.Side.BID)).isEmpty();
    }

    @Test
    void shouldRefuseBooksThatAreNone() {
        for (double[][] wrong :
                new double[][][] {
                    {{}, {}},
                    {{1, 1}, {1, 2}},
                    {{0}, {1}},
                    {{1, 2}, {2, 1}},
                    {{1}, {-1}},
                    {{1}, {Double.NaN}},
                    {{1}, {1, 2}}
                }) {
            assertThatThrownBy(() -> new Book(wrong[0], wrong[1]))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> BOOK.walk(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BOOK.walk(1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldAddTheSquareRootImpactBeyondTheBook() {
        assertThat(new SquareRootImpact(0.5).bps(0.04, 100, 10_000)).isCloseTo(20, TINY);
        assertThat(SquareRootImpact.COSTLY.bps(0.04, 100, 10_000)).isCloseTo(40, TINY);
        BarFigures figures = new BarFigures(1, true, 0.03, 3_600);
        Exposure exposure =
                new Exposure(
                        Fixtures.holding("A", "0.14", "100"),
                        Optional.of(figures),
                        Optional.of(BOOK),
                        Optional.empty(),
                        false);
        // 14 units: 10 in the book for 2 + 20 + 40, 4 beyond for 10 + 300 sqrt(4 / 3600) each
        double beyond = 10 + 300 * 2 / 60.0;
        Exposure.Closing closing = exposure.close(1, SquareRootImpact.COSTLY).orElseThrow();
        assertThat(closing.bps()).isCloseTo((62 + 4 * beyond) / 14, TINY);
        assertThat(closing.beyond()).isCloseTo(4.0 / 14, TINY);
        // at a hundredth: 0.1 in the book for 0.62, the rest in a hundredth of the volume
        double dry = 10 + 300 * Math.sqrt(13.9 / 36);
        assertThat(exposure.close(0.01, SquareRootImpact.COSTLY).orElseThrow().bps())
                .isCloseTo((0.62 + 13.9 * dry) / 14, within(1e-9));
    }

    @Test
    void shouldNotGuessWhatLiesBeyondABookWithoutVolume() {
        Exposure exposure =
                new Exposure(
                        Fixtures.holding("A", "0.14", "100"),
                        Optional.of(new BarFigures(1, true, 0.03, 0)),
                        Optional.of(BOOK),
                        Optional.empty(),
                        false);
        assertThat(exposure.close(1, SquareRootImpact.COSTLY)).isEmpty();
    }

    @Test
    void shouldComputeTheFiguresOfBarsByHand() {
        // days of one bar each, one unit wide around moves of 0 or 2: ranges 1, and 3 for a move
        double[] closes = Fixtures.constant(20, 100);
        closes[19] = 102;
        Bars bars = Fixtures.bars("A", 0, Fixtures.DAY, closes);
        BarFigures figures = BarFigures.of(bars).orElseThrow();
        assertThat(figures.rangeOfDays()).isTrue();
        assertThat(figures.averageTrueRange()).isCloseTo((13 * 1 + 3) / 14.0, TINY);
        assertThat(figures.dailyVolume()).isEqualTo(100);
        double mean = 0.02 / 19;
        double variance = (18 * mean * mean + (0.02 - mean) * (0.02 - mean)) / 18;
        assertThat(figures.dailyVolatility()).isCloseTo(Math.sqrt(variance), TINY);
        assertThat(BarFigures.of(bars.slice(0, 14))).isEmpty();
    }

    @Test
    void shouldGatherHoursIntoDaysForTheRange() {
        double[] closes = Fixtures.constant(24 * 16, 100);
        BarFigures days = BarFigures.of(Fixtures.bars("A", 0, Fixtures.HOUR, closes)).orElseThrow();
        assertThat(days.rangeOfDays()).isTrue();
        assertThat(days.dailyVolume()).isCloseTo(2_400, TINY);
        closes[24 * 15 + 3] = 90;
        BarFigures one = BarFigures.of(Fixtures.bars("A", 0, Fixtures.HOUR, closes)).orElseThrow();
        // the last of the fourteen days reaches from 100.5 down to 89.5
        assertThat(one.averageTrueRange()).isCloseTo((13 * 1 + 11) / 14.0, TINY);
        BarFigures hours =
                BarFigures.of(Fixtures.bars("A", 0, Fixtures.HOUR, Fixtures.constant(24, 7)))
                        .orElseThrow();
        assertThat(hours.rangeOfDays()).isFalse();
        assertThat(hours.averageTrueRange()).isCloseTo(Math.sqrt(24), TINY);
    }

    @Test
    void shouldCountTheVolumeOfTheLastThirtyDays() {
        Bars bars = Fixtures.bars("A", 0, Fixtures.DAY, Fixtures.constant(40, 7));
        bars.volume()[9] = 1e9;
        bars.volume()[39] = 3_100;
        assertThat(BarFigures.of(bars).orElseThrow().dailyVolume()).isCloseTo(200, TINY);
    }

    @Test
    void shouldCompareABookOfAnotherTimeByItsValue() {
        // ten units at 100 in the book are as much as forty at 25
        assertThat(BOOK.priced(100, 25).quantity()).containsExactly(8, 24, 40);
        assertThat(Book.median(Made.depth("A", 4, 16), Book.Side.BID).orElseThrow().quantity())
                .containsExactly(4, 16);
        StressMarket market = CrashTest.market("A");
        assertThat(Exposure.of(Fixtures.holding("A", "0.1", "25"), market).book().orElseThrow())
                .extracting(book -> book.quantity()[0])
                .isEqualTo(16.0);
        assertThat(Exposure.age("A", market)).contains(Note.of(Note.Code.DEPTH_OF_OTHER_TIME, "A"));
    }
}

package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class KupiecTest {

    /** Observations, failures, probability, ratio and p-value as published. */
    private static final double[][] PUBLISHED = {
        {1043, 57, 0.05, 0.46147, 0.49694},
        {1043, 17, 0.01, 3.5118, 0.060933},
        {1043, 59, 0.05, 0.91023, 0.34005},
        {1043, 12, 0.01, 0.22768, 0.63325},
        {1043, 22, 0.01, 9.8298, 0.0017171},
        {250, 3, 0.05, 10.812, 0.0010083},
        {250, 3, 0.01, 0.09494, 0.75799},
    };

    /** Probability, then for 255, 510 and 1000 observations the bounds that already reject. */
    private static final double[][] REGIONS = {
        {0.01, 0, 7, 1, 11, 4, 17},
        {0.025, 2, 12, 6, 21, 15, 36},
        {0.05, 6, 21, 16, 36, 37, 65},
        {0.075, 11, 28, 27, 51, 59, 92},
        {0.10, 16, 36, 38, 65, 81, 120},
    };

    /** Five published digits: at most half of the last. */
    @Test
    void shouldReproduceThePublishedRows() {
        for (double[] row : PUBLISHED) {
            LikelihoodRatio found = Kupiec.test((long) row[0], (long) row[1], row[2]);
            assertThat(found.statistic()).isCloseTo(row[3], within(row[3] * 5.3e-5));
            assertThat(found.pValue()).isCloseTo(row[4], within(row[4] * 5e-5));
        }
    }

    @Test
    void shouldAcceptExactlyTheCountsOfTheTable() {
        int[] lengths = {255, 510, 1000};
        int checked = 0;
        for (double[] row : REGIONS) {
            for (int column = 0; column < lengths.length; column++) {
                for (int count = 0; count <= lengths[column]; count++) {
                    boolean within = count > row[1 + 2 * column] && count < row[2 + 2 * column];
                    assertThat(Kupiec.test(lengths[column], count, row[0]).rejectedAt(0.05))
                            .as("%d of %d at %s", count, lengths[column], row[0])
                            .isEqualTo(!within);
                    checked++;
                }
            }
        }
        assertThat(checked).isEqualTo(5 * (256 + 511 + 1001));
    }

    @Test
    void shouldDoubtAModelWithoutAnyException() {
        assertThat(Kupiec.test(255, 0, 0.01).statistic()).isCloseTo(5.13, within(0.005));
        assertThat(Kupiec.test(255, 0, 0.01).rejectedAt(0.05)).isTrue();
        assertThat(Kupiec.test(255, 255, 0.01).statistic())
                .isCloseTo(-510 * StrictMath.log(0.01), within(1e-9));
    }

    @Test
    void shouldRejectARightModelAsOftenAsItSays() {
        int series = 1000;
        int rejected = 0;
        double valueAtRisk = Normal.tailRisk(Level.P95, 0, 1).valueAtRisk();
        for (int s = 0; s < series; s++) {
            PathRandom random = new PathRandom(1995, s);
            int exceptions = 0;
            for (int i = 0; i < 1000; i++) {
                exceptions += -random.normal() > valueAtRisk ? 1 : 0;
            }
            rejected += Kupiec.test(1000, exceptions, 0.05).rejectedAt(0.05) ? 1 : 0;
        }
        System.out.println("seed 1995: rejected " + rejected + " of " + series);
        assertThat(rejected / (double) series).isCloseTo(0.05, within(0.015));
    }

    @Test
    void shouldRefuseCountsThatCannotBe() {
        assertThatThrownBy(() -> Kupiec.test(0, 0, 0.01))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kupiec.test(10, 11, 0.01))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kupiec.test(10, -1, 0.01))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Kupiec.test(10, 1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

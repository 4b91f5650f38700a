package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BlockLengthTest {

    @Test
    void shouldReproduceThePublishedLengths() {
        double[] series = SharedData.column("ar1-block-length/ar1_series.csv", 0, true);
        assertThat(series).hasSize(10_000);

        BlockLength length = BlockLength.of(series);

        assertThat(length.stationary()).isCloseTo(13.635665, within(1e-6));
        assertThat(length.circular()).isCloseTo(15.608940, within(1e-6));
    }

    @Test
    void shouldTakeBlocksOfOneForASeriesWithoutVariation() {
        assertThat(BlockLength.of(new double[20])).isEqualTo(new BlockLength(1, 1));
    }

    @Test
    void shouldStayWithinTheSeriesWhateverItsLength() {
        PathRandom random = new PathRandom(5, 0);
        for (int count = 10; count < 200; count++) {
            double[] series = new double[count];
            for (int i = 0; i < count; i++) {
                series[i] = (i > 0 ? 0.9 * series[i - 1] : 0) + random.normal();
            }
            BlockLength length = BlockLength.of(series);
            assertThat(length.stationary()).isBetween(0.0, Math.ceil(count / 3.0));
            assertThat(length.circular()).isBetween(0.0, Math.ceil(count / 3.0));
        }
    }

    @Test
    void shouldRefuseTooFewValuesAndHoles() {
        assertThatThrownBy(() -> BlockLength.of(new double[9])).hasMessageContaining("at least 10");
        double[] hole = new double[20];
        hole[3] = Double.NaN;
        assertThatThrownBy(() -> BlockLength.of(hole)).hasMessageContaining("value 3");
    }
}

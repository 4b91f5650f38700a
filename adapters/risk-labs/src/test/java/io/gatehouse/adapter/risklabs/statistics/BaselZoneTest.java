package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BaselZoneTest {

    @Test
    void shouldReproduceTheExactProbabilities() {
        double[] percent = {8.11, 20.47, 25.74, 21.49, 13.41, 6.66, 2.75, 0.97, 0.30, 0.08, 0.02};
        double sum = 0;
        for (int count = 0; count < percent.length; count++) {
            double found = BaselZone.probability(250, count, 0.01);
            assertThat(100 * found).isCloseTo(percent[count], within(0.005));
            sum += found;
            assertThat(BaselZone.upTo(250, count, 0.01)).isCloseTo(sum, within(1e-12));
        }
        assertThat(100 * (1 - BaselZone.upTo(250, 4, 0.01))).isCloseTo(10.78, within(0.005));
        assertThat(100 * (1 - BaselZone.upTo(250, 9, 0.01))).isCloseTo(0.03, within(0.005));
    }

    @Test
    void shouldDrawTheZonesAndMultipliersOfTheStandard() {
        double[] multipliers = {1.5, 1.5, 1.5, 1.5, 1.5, 1.70, 1.76, 1.83, 1.88, 1.92, 2, 2};
        for (int count = 0; count < multipliers.length; count++) {
            BaselZone zone =
                    count < 5 ? BaselZone.GREEN : count < 10 ? BaselZone.YELLOW : BaselZone.RED;
            assertThat(BaselZone.of(250, count, 0.01)).isEqualTo(zone);
            assertThat(BaselZone.multiplier(count)).isEqualTo(multipliers[count]);
        }
        assertThat(BaselZone.multiplier(250)).isEqualTo(2);
    }

    @Test
    void shouldRefuseCountsThatCannotBe() {
        assertThatThrownBy(() -> BaselZone.of(250, 251, 0.01)).hasMessageContaining("251");
        assertThatThrownBy(() -> BaselZone.multiplier(-1)).hasMessageContaining("-1");
        assertThatThrownBy(() -> BaselZone.upTo(250, 1, 1)).hasMessageContaining("probability");
    }
}

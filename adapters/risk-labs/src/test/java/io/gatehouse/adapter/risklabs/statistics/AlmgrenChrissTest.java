package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** The example of the paper: a million shares at 50 in five days. */
class AlmgrenChrissTest {

    private static final AlmgrenChriss SALE =
            new AlmgrenChriss(1e6, 5, 5, 0.95, 0.0625, 2.5e-7, 2.5e-6);

    @Test
    void shouldReproduceTheScheduleOfThePaper() {
        AlmgrenChriss.Schedule schedule = SALE.schedule(1e-6);

        assertThat(SALE.urgency(1e-6)).isCloseTo(0.6070762, within(5e-8));
        assertThat(1 / SALE.urgency(1e-6)).isCloseTo(1.6472, within(5e-5));
        double[] holdings = {1e6, 541_955.6, 289_854.2, 147_897.5, 62_141.8, 0};
        assertThat(schedule.holdings()).hasSize(6);
        for (int i = 0; i < holdings.length; i++) {
            assertThat(schedule.holdings().get(i)).isCloseTo(holdings[i], within(0.06));
        }
        assertThat(schedule.expectedCost()).isCloseTo(911_226.99, within(0.005));
        assertThat(schedule.variance()).isCloseTo(3.641286e11, within(5e4));
    }

    @Test
    void shouldReproduceTheOtherSchedules() {
        AlmgrenChriss.Schedule hasty = SALE.schedule(2e-6);
        assertThat(hasty.expectedCost()).isCloseTo(1_140_715.17, within(0.005));
        assertThat(hasty.variance()).isCloseTo(2.019313e11, within(5e4));

        AlmgrenChriss.Schedule straight = SALE.schedule(0);
        assertThat(straight.expectedCost()).isCloseTo(662_500, within(1e-6));
        assertThat(straight.variance()).isCloseTo(1.083e12, within(1.0));

        assertThat(SALE.atOnce().expectedCost()).isCloseTo(2_562_500, within(1e-6));
        assertThat(SALE.atOnce().variance()).isZero();
    }

    @Test
    void shouldBeTheCheapestOfItsNeighbours() {
        double best = weighed(SALE.schedule(1e-6));
        for (double aversion : new double[] {0, 1e-7, 9e-7, 1.1e-6, 1e-5, 1e-3}) {
            assertThat(weighed(SALE.schedule(aversion))).isGreaterThan(best);
        }
    }

    @Test
    void shouldStaySaneForAnyUrgency() {
        for (double aversion : new double[] {1e-30, 1e-18, 1, 1e10, 1e200}) {
            AlmgrenChriss.Schedule schedule = SALE.schedule(aversion);
            assertThat(schedule.holdings()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
            assertThat(schedule.holdings().get(5)).isZero();
            assertThat(schedule.expectedCost()).isBetween(662_499.0, 2_562_501.0);
        }
    }

    @Test
    void shouldRefuseSalesWithoutSense() {
        assertThatThrownBy(() -> new AlmgrenChriss(1e6, 5, 5, 0.95, 0.06, 1, 0.4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AlmgrenChriss(Double.NaN, 5, 5, 0.95, 0.06, 0, 0.4))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SALE.schedule(-1)).hasMessageContaining("aversion");
    }

    private static double weighed(AlmgrenChriss.Schedule schedule) {
        return schedule.expectedCost() + 1e-6 * schedule.variance();
    }
}

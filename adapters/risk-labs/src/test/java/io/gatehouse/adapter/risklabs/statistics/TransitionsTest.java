package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TransitionsTest {

    @Test
    void shouldReproduceThePublishedTests() {
        Transitions transitions = new Transitions(932, 53, 53, 4);

        LikelihoodRatio independence = transitions.independence();
        LikelihoodRatio both = transitions.conditionalCoverage(Kupiec.test(1043, 57, 0.05));

        assertThat(independence.statistic()).isCloseTo(0.25866, within(5e-6));
        assertThat(independence.pValue()).isCloseTo(0.61104, within(5e-6));
        assertThat(both.statistic()).isCloseTo(0.72013, within(5e-6));
        assertThat(both.pValue()).isCloseTo(0.69763, within(5e-6));
    }

    @Test
    void shouldCountPairs() {
        boolean[] exceptions = {false, true, true, false, false, true};
        assertThat(Transitions.of(exceptions)).isEqualTo(new Transitions(1, 2, 1, 1));
        assertThat(Transitions.of(new boolean[0])).isEqualTo(new Transitions(0, 0, 0, 0));
    }

    @Test
    void shouldFindNoDependenceWhereThereIsNothingToDependOn() {
        for (Transitions t :
                new Transitions[] {
                    new Transitions(0, 0, 0, 0),
                    new Transitions(99, 0, 0, 0),
                    new Transitions(0, 0, 0, 99)
                }) {
            assertThat(t.independence()).isEqualTo(new LikelihoodRatio(0, 1));
        }
    }

    @Test
    void shouldRejectExceptionsInOneBlock() {
        boolean[] exceptions = new boolean[500];
        for (int i = 100; i < 125; i++) {
            exceptions[i] = true;
        }
        assertThat(Transitions.of(exceptions).independence().pValue()).isLessThan(1e-20);
    }
}

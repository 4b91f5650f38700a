package io.gatehouse.adapter.risklabs.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpyBacktestTest {
    @Test
    void print() {
        double[] returns = SharedData.adjustedReturns();
        assertThat(returns).hasSize(5848);
        for (RiskModel model : RiskModel.values()) {
            long t = System.nanoTime();
            System.out.println(model + " " + model.estimate(returns, Level.REPORTED));
            var run = RollingBacktest.run(model, returns, 250, Level.REPORTED);
            for (var l : run.levels()) System.out.println(model + " " + l + " " + l.frequency() + l.independence() + l.conditionalCoverage() + l.lastYear() + l.zone());
            System.out.println(run.unconverged() + " " + (System.nanoTime() - t) / 1e6);
        }
    }
}

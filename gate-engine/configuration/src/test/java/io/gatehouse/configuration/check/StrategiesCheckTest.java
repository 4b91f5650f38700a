package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class StrategiesCheckTest {

    private static final ConfigCheck CHECK = new StrategiesCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            strategies:
              s:
                parameters:
                  fast_ma: 5
                  slow_ma: 9
            """)
                .findsNothing();
    }

    @Test
    void shouldFindAverages() {
        Probe.of(
                        CHECK,
                        """
            strategies:
              s:
                parameters:
                  fast_ma: 9
                  slow_ma: 9
            """)
                .finds(StrategiesCheck.AVERAGES, "strategies.s.parameters.fast_ma", 4);
    }

    @Test
    void shouldFindNotPositive() {
        Probe.of(
                        CHECK,
                        """
            strategies:
              s:
                parameters:
                  fast_ma: 0
                  slow_ma: 9
            """)
                .finds(StrategiesCheck.NOT_POSITIVE, "strategies.s.parameters.fast_ma", 4);
    }
}

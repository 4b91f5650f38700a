package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class RiskServiceCheckTest {

    private static final ConfigCheck CHECK = new RiskServiceCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            runtime: {risk_service: {history_size: 5}}
            """)
                .findsNothing();
    }

    @Test
    void shouldFindNotPositive() {
        Probe.of(
                        CHECK,
                        """
            runtime: {risk_service: {history_size: 0}}
            """)
                .finds(RiskServiceCheck.NOT_POSITIVE, "runtime.risk_service.history_size", 1);
    }
}

package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class ResourceLimitsCheckTest {

    private static final ConfigCheck CHECK = new ResourceLimitsCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            runtime: {resource_limits: {cpu_percent: 5, headroom_warning_threshold: 0.8}}
            """)
                .findsNothing();
    }

    @Test
    void shouldFindNotPositive() {
        Probe.of(
                        CHECK,
                        """
            runtime: {resource_limits: {cpu_percent: 0}}
            """)
                .finds(ResourceLimitsCheck.NOT_POSITIVE, "runtime.resource_limits.cpu_percent", 1);
    }

    @Test
    void shouldFindHeadroom() {
        Probe.of(
                        CHECK,
                        """
            runtime: {resource_limits: {headroom_warning_threshold: 1.5}}
            """)
                .finds(
                        ResourceLimitsCheck.HEADROOM,
                        "runtime.resource_limits.headroom_warning_threshold",
                        1);
    }
}

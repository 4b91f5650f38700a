package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class ControllersCheckTest {

    private static final ConfigCheck CHECK = new ControllersCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              controllers:
                c: {tick_seconds: 3600, interval: 1h}
            """)
                .findsNothing();
    }

    @Test
    void shouldFindTick() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              controllers:
                c: {tick_seconds: 0, interval: 1h}
            """)
                .finds(ControllersCheck.TICK, "runtime.controllers.c.tick_seconds", 3);
    }

    @Test
    void shouldFindInterval() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              controllers:
                c: {tick_seconds: 3600, interval: 1x}
            """)
                .finds(ControllersCheck.INTERVAL, "runtime.controllers.c.interval", 3);
    }

    @Test
    void shouldFindMismatch() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              controllers:
                c: {tick_seconds: 4000, interval: 1h}
            """)
                .finds(ControllersCheck.MISMATCH, "runtime.controllers.c.tick_seconds", 3);
    }
}

package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class RuntimeFlagsCheckTest {

    private static final ConfigCheck CHECK = new RuntimeFlagsCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            runtime: {}
            """)
                .findsNothing();
    }

    @Test
    void shouldFindConfirmed() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              compliance_confirmed: true
            """)
                .finds(RuntimeFlagsCheck.CONFIRMED, "runtime.compliance_confirmed", 2);
    }

    @Test
    void shouldFindConfirmedInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              compliance_confirmed: "false"
            """)
                .finds(RuntimeFlagsCheck.CONFIRMED, "runtime.compliance_confirmed", 2);
    }

    @Test
    void shouldFindConfirmedInAThirdForm() {
        Probe.of(
                        CHECK,
                        """
            runtime.compliance_confirmed: 1
            """)
                .finds(RuntimeFlagsCheck.CONFIRMED, "\"runtime.compliance_confirmed\"", 1);
    }

    @Test
    void shouldFindConfirmedInAFourthForm() {
        Probe.of(
                        CHECK,
                        """
            a: [{b: {compliance_confirmed: [false]}}]
            """)
                .finds(RuntimeFlagsCheck.CONFIRMED, "a[0].b.compliance_confirmed", 1);
    }

    @Test
    void shouldFindConfirmedPresent() {
        Probe.of(
                        CHECK,
                        """
            runtime: {compliance_confirmed: true, compliance_confirmed: false}
            """)
                .findsAll(RuntimeFlagsCheck.CONFIRMED, RuntimeFlagsCheck.PRESENT);
    }

    @Test
    void shouldFindDemoMode() {
        Probe.of(
                        CHECK,
                        """
            StrategyContext: {require_demo_mode: false}
            """)
                .finds(RuntimeFlagsCheck.DEMO_MODE, "StrategyContext.require_demo_mode", 1);
    }

    @Test
    void shouldFindPresent() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              compliance_confirmed: false
            """)
                .finds(RuntimeFlagsCheck.PRESENT, "runtime.compliance_confirmed", 2);
    }
}

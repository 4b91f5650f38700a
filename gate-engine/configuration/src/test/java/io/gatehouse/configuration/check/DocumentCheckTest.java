package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class DocumentCheckTest {

    private static final ConfigCheck CHECK = new DocumentCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            a: 1
            """)
                .findsNothing();
    }

    @Test
    void shouldFindEmpty() {
        Probe.of(
                        CHECK,
                        """
            # nothing
            """)
                .finds(DocumentCheck.EMPTY, "", 0);
    }

    @Test
    void shouldFindEmptyInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            {}
            """)
                .finds(DocumentCheck.EMPTY, "", 1);
    }

    @Test
    void shouldFindDuplicate() {
        Probe.of(
                        CHECK,
                        """
            a: 1
            b: 2
            a: 3
            """)
                .finds(DocumentCheck.DUPLICATE, "a#2", 3);
    }

    @Test
    void shouldFindUnreadable() {
        Probe.of(
                        CHECK,
                        """
            a: &x 1
            """)
                .finds(DocumentCheck.UNREADABLE, "", 1);
    }

    @Test
    void shouldFindUnreadableInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            a: [
            """)
                .finds(DocumentCheck.UNREADABLE, "", 2);
    }

    @Test
    void shouldFindType() {
        Probe.of(
                        CHECK,
                        """
            runtime: 5
            """)
                .finds(Examination.TYPE, "runtime", 1);
    }

    @Test
    void shouldFindTypeInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles:
              r:
                max_daily_loss_pct: 0.01
                max_position_pct: 0.03
                target_volatility: 0.07
                max_leverage: "2.0"
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
            """)
                .finds(Examination.TYPE, "risk_profiles.r.max_leverage", 6);
    }

    @Test
    void shouldFindTypeInAThirdForm() {
        Probe.of(
                        CHECK,
                        """
            risk_profiles:
              r:
                max_daily_loss_pct: 0.01
                max_position_pct: 0.03
                target_volatility: 0.07
                max_leverage: .nan
                stop_loss_atr_multiple: 1.0
                max_open_positions: 3
                hard_drawdown_pct: 0.05
            """)
                .finds(Examination.TYPE, "risk_profiles.r.max_leverage", 6);
    }
}

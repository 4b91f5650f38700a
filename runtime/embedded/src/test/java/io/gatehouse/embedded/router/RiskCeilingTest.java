package io.gatehouse.embedded.router;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.core.rule.Finding;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RiskCeilingTest {

    private static final String WHOLE =
            LiveBench.configuration(URI.create("http://127.0.0.1:4321"));

    private static List<Finding> findings(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        LiveSettings settings =
                ((LiveSettings.Reading.Read) LiveSettingsReader.read(bytes)).settings();
        return RiskCeiling.findings(RouterMode.LIVE, bytes, settings.profiles());
    }

    private static List<Finding> changed(String before, String after) {
        assertThat(WHOLE).contains(before);
        return findings(WHOLE.replace(before, after));
    }

    @Test
    void shouldAcceptLimitsUpToTheRiskProfile() {
        assertThat(findings(WHOLE)).isEmpty();
        assertThat(changed("max_daily_loss_pct: 0.9", "max_daily_loss_pct: 0.90000")).isEmpty();
    }

    @Test
    void shouldRefuseALooserDailyLossWithBothFigures() {
        List<Finding> findings = changed("max_daily_loss: 900000", "max_daily_loss: 900000.01");

        assertThat(findings).hasSize(1);
        assertThat(findings.get(0).code()).isEqualTo("profile-looser");
        assertThat(findings.get(0).subject())
                .isEqualTo("execution.live.guards.pilot.max_daily_loss");
        assertThat(findings.get(0).expected())
                .isEqualTo("at most 900000, max_daily_loss_pct 0.9 of 1000000");
        assertThat(findings.get(0).observed()).isEqualTo("900000.01");
    }

    @Test
    void shouldRefuseEachOtherLooserLimit() {
        assertThat(changed("max_position_pct: 0.1", "max_position_pct: 0.004"))
                .singleElement()
                .satisfies(f -> assertThat(f.subject()).endsWith("max_order_value"));
        assertThat(changed("max_leverage: 2.0", "max_leverage: 0.5"))
                .singleElement()
                .satisfies(f -> assertThat(f.subject()).endsWith("max_open_notional"));
        assertThat(changed("capital: 1000000", "capital: 1")).hasSize(3);
    }

    @Test
    void shouldRefuseWhatCannotBeCompared() {
        assertThat(changed("        capital: 1000000\n", ""))
                .extracting(Finding::code)
                .containsExactly("capital-missing");
        assertThat(changed("capital: 1000000", "capital: 1e9"))
                .extracting(Finding::code)
                .containsExactly("capital-missing");
        assertThat(changed("  pilot:\n    max_daily", "  another:\n    max_daily"))
                .extracting(Finding::code)
                .containsExactly("profile-unknown");
        assertThat(changed("max_leverage: 2.0", "max_leverage: none"))
                .extracting(Finding::code)
                .containsExactly("profile-unknown");
    }
}

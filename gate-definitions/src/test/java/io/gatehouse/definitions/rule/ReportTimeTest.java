package io.gatehouse.definitions.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReportTimeTest {

    @Test
    void shouldReadTheFormsOfOtherTools() {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        assertThat(ReportTime.parse("2026-11-20T12:00:00Z")).contains(noon);
        assertThat(ReportTime.parse("2026-11-20T12:00:00+00:00")).contains(noon);
        assertThat(ReportTime.parse("2026-11-20T13:00:00.250000+01:00"))
                .contains(noon.plusMillis(250));
    }

    @Test
    void shouldRefuseTimesThatMeanSeveralThings() {
        for (String text :
                new String[] {
                    "2026-11-20T12:00:00", "2026-11-20 12:00:00Z", "2026-11-20",
                            "2026-02-30T12:00:00Z",
                    "2026-11-20T24:00:00Z", "2026-11-20T12:00:00.Z", "+12026-11-20T12:00:00Z", ""
                }) {
            assertThat(ReportTime.parse(text)).as(text).isEmpty();
        }
    }
}

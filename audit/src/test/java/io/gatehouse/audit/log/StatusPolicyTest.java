package io.gatehouse.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What can be granted in a log can be taken back there: otherwise taking it back breaks the log.
 */
class StatusPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "demo_ready, demo, demo",
        "paper_ready, paper, paper",
        "live_ready, live_execution, live",
        "stage6_profile_ready, stage6, stage6"
    })
    void shouldKnowBothWaysBackOfEveryGrant(String status, String log, String stage) {
        assertThat(StatusPolicy.DEFAULT.rule(status)).isPresent();
        for (String back : Set.of(status.replaceFirst("_ready$", "_revoked"), "halted")) {
            StatusPolicy.StatusRule rule = StatusPolicy.DEFAULT.rule(back).orElseThrow();

            assertThat(rule.kind()).isEqualTo(EntryKind.REVOCATION);
            assertThat(rule.logs()).contains(log);
            assertThat(rule.stages()).contains(stage);
            assertThat(rule.flags())
                    .containsAllEntriesOf(Map.of("runtime.compliance_confirmed", false));
            assertThat(StatusPolicy.DEFAULT.signers(back)).containsExactly(Set.of("engine"));
        }
    }
}

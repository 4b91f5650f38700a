package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class DecisionLogsCheckTest {

    private static final ConfigCheck CHECK = new DecisionLogsCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              risk_decision_log:
                path: audit/r.jsonl
                signing_key_env: X
            """)
                .findsNothing();
    }

    @Test
    void shouldFindEntries() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              risk_decision_log:
                path: audit/r.jsonl
                signing_key_env: X
                max_entries: 0
            """)
                .finds(DecisionLogsCheck.ENTRIES, "runtime.risk_decision_log.max_entries", 5);
    }

    @Test
    void shouldFindSeveral() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              risk_decision_log:
                path: audit/r.jsonl
                signing_key_env: X
                signing_key_path: y
            """)
                .finds(DecisionLogsCheck.SEVERAL, "runtime.risk_decision_log", 3);
    }

    @Test
    void shouldFindNone() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              risk_decision_log:
                path: audit/r.jsonl
            """)
                .finds(DecisionLogsCheck.NONE, "runtime.risk_decision_log", 3);
    }

    @Test
    void shouldFindInline() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              risk_decision_log:
                path: audit/r.jsonl
                signing_key_value: hunter2
            """)
                .finds(DecisionLogsCheck.INLINE, "runtime.risk_decision_log.signing_key_value", 4);
    }

    @Test
    void shouldFindLiveInline() {
        Probe.of(
                        CHECK,
                        """
            execution: {live: {decision_log_key_value: hunter2}}
            """)
                .finds(DecisionLogsCheck.LIVE_INLINE, "execution.live.decision_log_key_value", 1);
    }

    @Test
    void shouldFindReserved() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              risk_decision_log:
                path: ./audit//decision_logs/paper.jsonl
                signing_key_env: X
            """)
                .finds(DecisionLogsCheck.RESERVED, "runtime.risk_decision_log.path", 3);
    }

    @Test
    void shouldFindReservedInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            execution: {live_router: {decision_log: {path: audit/decision_logs/live_execution.jsonl}}}
            """)
                .finds(DecisionLogsCheck.RESERVED, "execution.live_router.decision_log.path", 1);
    }
}

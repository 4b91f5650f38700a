package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class RbacCheckTest {

    private static final ConfigCheck CHECK = new RbacCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                rbac_tokens:
                  - {token_id: t, token_env: T, scopes: [metrics.read]}
                  - {id: u, hash: "sha3_256:0000000000000000000000000000000000000000000000000000000000000000", scopes: [a]}
            """)
                .findsNothing();
    }

    @Test
    void shouldFindId() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                rbac_tokens:
                  - {token_env: T, scopes: [a]}
            """)
                .finds(RbacCheck.ID, "runtime.metrics_service.rbac_tokens[0]", 5);
    }

    @Test
    void shouldFindDuplicate() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                rbac_tokens:
                  - {token_id: t, token_env: T, scopes: [a]}
                  - {token_id: t, token_env: U, scopes: [a]}
            """)
                .finds(RbacCheck.DUPLICATE, "runtime.metrics_service.rbac_tokens[1]", 6);
    }

    @Test
    void shouldFindAlgorithm() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                rbac_tokens:
                  - {token_id: t, token_hash: "md5:aa", scopes: [a]}
            """)
                .finds(RbacCheck.ALGORITHM, "runtime.metrics_service.rbac_tokens[0].token_hash", 5);
    }

    @Test
    void shouldFindHex() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                rbac_tokens:
                  - {token_id: t, token_hash: zz, scopes: [a]}
            """)
                .finds(RbacCheck.HEX, "runtime.metrics_service.rbac_tokens[0].token_hash", 5);
    }

    @Test
    void shouldFindLength() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                rbac_tokens:
                  - {token_id: t, token_hash: abcd, scopes: [a]}
            """)
                .finds(RbacCheck.LENGTH, "runtime.metrics_service.rbac_tokens[0].token_hash", 5);
    }

    @Test
    void shouldFindInline() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                rbac_tokens:
                  - {token_id: t, token_value: hunter2, scopes: [a]}
            """)
                .finds(RbacCheck.INLINE, "runtime.metrics_service.rbac_tokens[0].token_value", 5);
    }

    @Test
    void shouldFindInlineInAnotherForm() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                auth_token: hunter2
            """)
                .finds(RbacCheck.INLINE, "runtime.metrics_service.auth_token", 4);
    }

    @Test
    void shouldFindNoSecret() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                rbac_tokens:
                  - {token_id: t, scopes: [a]}
            """)
                .finds(RbacCheck.NO_SECRET, "runtime.metrics_service.rbac_tokens[0]", 5);
    }

    @Test
    void shouldFindScopes() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                rbac_tokens:
                  - {token_id: t, token_env: T, scopes: []}
            """)
                .finds(RbacCheck.SCOPES, "runtime.metrics_service.rbac_tokens[0]", 5);
    }
}

package io.gatehouse.configuration.check;

import org.junit.jupiter.api.Test;

class TlsCheckTest {

    private static final ConfigCheck CHECK = new TlsCheck();

    @Test
    void shouldFindNothingInASoundSection() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                tls:
                  enabled: true
                  certificate_path: c
                  private_key_path: k
                  require_client_auth: true
                  client_ca_path: a
                  pinned_fingerprints: ["sha256:abababababababababababababababababababababababababababababababab"]
            """)
                .findsNothing();
    }

    @Test
    void shouldFindCertificate() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                tls:
                  enabled: true
                  private_key_path: k
            """)
                .finds(TlsCheck.CERTIFICATE, "runtime.metrics_service.tls", 5);
    }

    @Test
    void shouldFindKey() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                tls:
                  enabled: true
                  certificate_path: c
            """)
                .finds(TlsCheck.KEY, "runtime.metrics_service.tls", 5);
    }

    @Test
    void shouldFindClientCa() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                tls:
                  enabled: true
                  certificate_path: c
                  private_key_path: k
                  require_client_auth: true
            """)
                .finds(TlsCheck.CLIENT_CA, "runtime.metrics_service.tls", 5);
    }

    @Test
    void shouldFindPinHex() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                tls:
                  enabled: true
                  certificate_path: c
                  private_key_path: k
                  pinned_fingerprints: ["sha256:zz"]
            """)
                .finds(TlsCheck.PIN_HEX, "runtime.metrics_service.tls.pinned_fingerprints[0]", 8);
    }

    @Test
    void shouldFindPinWeak() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                tls:
                  enabled: true
                  certificate_path: c
                  private_key_path: k
                  pinned_fingerprints: [abcd]
            """)
                .finds(TlsCheck.PIN_WEAK, "runtime.metrics_service.tls.pinned_fingerprints[0]", 8);
    }

    @Test
    void shouldFindOpen() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                host: 0.0.0.0
            """)
                .finds(TlsCheck.OPEN, "runtime.metrics_service.host", 4);
    }

    @Test
    void shouldFindKeyInFile() {
        Probe.of(
                        CHECK,
                        """
            runtime:
              metrics_service:
                enabled: true
                tls:
                  enabled: true
                  certificate_path: c
                  private_key_path: k
                  private_key_password: x
            """)
                .finds(TlsCheck.KEY_IN_FILE, "runtime.metrics_service.tls.private_key_password", 8);
    }
}

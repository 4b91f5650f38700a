package io.gatehouse.adapter.metrics.tls;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Which files an endpoint shows and asks for.
 *
 * @param listen the address that is bound; another than loopback only with {@code clientAuthority}
 * @param certificate PEM, the endpoint's own first, then what leads to its authority
 * @param privateKey PEM, PKCS #8, not encrypted, of mode 0600 or 0400
 * @param clientAuthority PEM, who signs the certificates of clients; none is asked of them without
 */
public record TlsSettings(
        InetAddress listen, Path certificate, Path privateKey, Optional<Path> clientAuthority) {

    public TlsSettings {
        if (!listen.isLoopbackAddress() && clientAuthority.isEmpty()) {
            // Metrics tell how a position is traded: on a network only who is known may ask.
            throw new IllegalArgumentException("on a network clients show a certificate");
        }
    }
}

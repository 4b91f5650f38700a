package io.gatehouse.embedded.router;

import io.gatehouse.adapter.liverouter.venue.VenueId;
import io.gatehouse.audit.key.SecretLocation;
import java.net.URI;
import java.time.Duration;
import java.util.Map;

/**
 * How a venue is reached.
 *
 * @param adapter whose language it speaks, such as {@code kraken_spot}
 * @param timeout of one request
 * @param key where the account's key is; never the key
 * @param secret where its secret is
 * @param symbols the venue's own names by neutral symbol: all that may be ordered there
 */
public record VenueAccess(
        VenueId id,
        String adapter,
        URI address,
        Duration timeout,
        SecretLocation key,
        SecretLocation secret,
        Map<String, String> symbols) {
    public VenueAccess {
        symbols = Map.copyOf(symbols);
    }
}

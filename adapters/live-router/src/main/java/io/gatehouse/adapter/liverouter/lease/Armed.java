package io.gatehouse.adapter.liverouter.lease;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * For what the gate of LIVE has armed the router.
 *
 * @param promotion that passed the gate
 * @param mode such as {@code pilot}
 * @param configuration SHA-384 of the configuration that may be loaded
 * @param bundle SHA-384 of the bundle that may run
 */
public record Armed(
        InstallationId installation,
        PromotionId promotion,
        String mode,
        Digest configuration,
        Digest bundle,
        Instant at) {

    private static final String SCHEMA = "gatehouse.router-armed/v1";
    private static final Set<String> MEMBERS =
            Set.of("schema", "installation", "promotion", "mode", "configuration", "bundle", "at");

    public Armed {
        if (!mode.matches("[a-z][a-z0-9-]{0,31}")) {
            throw new IllegalArgumentException("a mode is 1 to 32 of a-z 0-9 -");
        }
    }

    JsonObject toJson() {
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("installation", installation.value())
                .put("promotion", promotion.value())
                .put("mode", mode)
                .put("configuration", configuration.value())
                .put("bundle", bundle.value())
                .put("at", at.toString())
                .build();
    }

    static Optional<Armed> read(JsonObject json) {
        try {
            if (!json.names().equals(MEMBERS) || !json.requireText("schema").equals(SCHEMA)) {
                return Optional.empty();
            }
            return Optional.of(
                    new Armed(
                            new InstallationId(json.requireText("installation")),
                            new PromotionId(json.requireText("promotion")),
                            json.requireText("mode"),
                            Digest.parse(json.requireText("configuration")),
                            Digest.parse(json.requireText("bundle")),
                            Instant.parse(json.requireText("at"))));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }
}

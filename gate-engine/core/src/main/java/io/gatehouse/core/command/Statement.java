package io.gatehouse.core.command;

import io.gatehouse.core.codec.InstantText;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;

/**
 * What a person signs: one command, for one installation, at one time, once.
 *
 * <p>Members: {@code installation}, {@code person}, {@code key}, {@code issued}, {@code nonce},
 * {@code command}. The installation keeps a statement from counting elsewhere, the nonce from
 * counting twice, the time from counting later.
 */
public final class Statement {

    /** How long after {@code issued} a statement may be presented. */
    public static final Duration LIFE = Duration.ofMinutes(10);

    /** How far ahead of the engine's clock {@code issued} may stand. */
    public static final Duration SKEW = Duration.ofSeconds(5);

    private Statement() {}

    /**
     * What a person signs, as one canonical object.
     *
     * @param nonce 16 or more random bytes as text
     */
    public static JsonObject of(
            InstallationId installation,
            PersonId person,
            KeyId key,
            Instant issued,
            String nonce,
            Command command) {
        return JsonObject.builder()
                .put("installation", installation.value())
                .put("person", person.value())
                .put("key", key.value())
                .put("issued", InstantText.of(issued))
                .put("nonce", nonce)
                .put("command", command.toJson())
                .build();
    }
}

package io.gatehouse.audit.key;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The file form of a {@link KeyRing}; unknown members are refused, as a misspelt "revoked_at". */
final class KeyRingCodec {

    static final String SCHEMA = "gatehouse-keyring/1";

    private static final String SUBJECT = "key ring";
    private static final Set<String> MEMBERS = Set.of("schema", "keys");
    private static final Set<String> KEY_MEMBERS =
            Set.of(
                    "id",
                    "purpose",
                    "algorithm",
                    "not_before",
                    "not_after",
                    "retired_at",
                    "revoked_at",
                    "public",
                    "secret",
                    "reason");

    private KeyRingCodec() {}

    static KeyRing read(byte[] bytes) {
        try {
            JsonObject ring = StrictJson.readSigned(bytes).objectOrThrow();
            requireMembers(ring, MEMBERS);
            if (!ring.requireText("schema").equals(SCHEMA)) {
                throw new IllegalArgumentException("the schema is not " + SCHEMA);
            }
            if (!(ring.find("keys").orElse(JsonArray.EMPTY) instanceof JsonArray keys)
                    || !ring.has("keys")) {
                throw new IllegalArgumentException("'keys' is not an array");
            }
            List<KeyEntry> entries = new ArrayList<>();
            for (JsonValue key : keys) {
                if (!(key instanceof JsonObject object)) {
                    throw new IllegalArgumentException("a key is not an object");
                }
                entries.add(readKey(object));
            }
            return KeyRing.of(entries);
        } catch (JsonFaultException | IllegalArgumentException e) {
            throw KeyFault.of(KeyFault.Kind.MALFORMED, SUBJECT, e.getMessage());
        }
    }

    private static KeyEntry readKey(JsonObject key) {
        requireMembers(key, KEY_MEMBERS);
        KeyAlgorithm algorithm =
                KeyAlgorithm.parse(key.requireText("algorithm"))
                        .orElseThrow(() -> new IllegalArgumentException("unknown algorithm"));
        return new KeyEntry(
                new KeyId(key.requireText("id")),
                new KeyPurpose(key.requireText("purpose")),
                algorithm,
                new KeyValidity(
                        time(key, "not_before").orElseThrow(() -> missing("not_before")),
                        time(key, "not_after").orElseThrow(() -> missing("not_after")),
                        time(key, "retired_at"),
                        time(key, "revoked_at")),
                optionalText(key, "public").map(Ed25519PublicKey::new),
                optionalText(key, "secret").map(SecretLocation::parse),
                optionalText(key, "reason"));
    }

    static JsonObject write(KeyRing ring) {
        List<JsonObject> keys = ring.keys().stream().map(KeyRingCodec::writeKey).toList();
        return JsonObject.builder().put("schema", SCHEMA).put("keys", keys).build();
    }

    private static JsonObject writeKey(KeyEntry key) {
        JsonObject.Builder out =
                JsonObject.builder()
                        .put("id", key.id().value())
                        .put("purpose", key.purpose().value())
                        .put("algorithm", key.algorithm().text())
                        .put("not_before", Timestamps.format(key.validity().notBefore()))
                        .put("not_after", Timestamps.format(key.validity().notAfter()));
        key.validity().retiredAt().ifPresent(at -> out.put("retired_at", Timestamps.format(at)));
        key.validity().revokedAt().ifPresent(at -> out.put("revoked_at", Timestamps.format(at)));
        key.publicKey().ifPresent(half -> out.put("public", half.text()));
        key.reason().ifPresent(why -> out.put("reason", why));
        key.secret().ifPresent(location -> out.put("secret", location.text()));
        return out.build();
    }

    private static void requireMembers(JsonObject object, Set<String> known) {
        for (String name : object.names()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown member '" + name + "'");
            }
        }
    }

    /** Absent is fine; present and no text is not: null must not pass for "not revoked". */
    private static Optional<String> optionalText(JsonObject object, String name) {
        return object.has(name) ? Optional.of(object.requireText(name)) : Optional.empty();
    }

    private static Optional<Instant> time(JsonObject object, String name) {
        return optionalText(object, name)
                .map(
                        text ->
                                Timestamps.parse(text)
                                        .orElseThrow(
                                                () ->
                                                        new IllegalArgumentException(
                                                                "'"
                                                                        + name
                                                                        + "' is not a UTC time")));
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("no member '" + name + "'");
    }
}

package io.gatehouse.adapter.liverouter.state;

import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.KeyStanding;
import io.gatehouse.audit.key.PersonKey;
import io.gatehouse.audit.key.PersonKeys;
import io.gatehouse.audit.key.PersonSignatures;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A document that a listed person signed with an Ed25519 key of their own (RTS 6, Art. 15(3):
 * "designated staff").
 *
 * <p>It is {@code {statement, signature}}; the statement names installation, latch and its digest,
 * person, key, reason, issued and expires, and nothing else. Bound to one latch, so it cannot be
 * used for the next halt; bound to an hour, so that none lies in a drawer. Thread-safe if the list
 * of persons is.
 */
public final class SignedReenable implements ReenableCheck {

    /** Longest time between issue and expiry. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final String SCHEMA = "gatehouse.router-reenable/v1";
    private static final Duration SKEW = Duration.ofSeconds(5);
    private static final Set<String> MEMBERS =
            Set.of(
                    "schema",
                    "installation",
                    "latch",
                    "digest",
                    "person",
                    "key",
                    "reason",
                    "issued",
                    "expires");

    private final InstallationId installation;
    private final PersonKeys persons;
    private final Set<String> roles;

    /**
     * @param roles any one of which the person must have; not empty
     */
    public SignedReenable(InstallationId installation, PersonKeys persons, Set<String> roles) {
        if (roles.isEmpty()) {
            throw new IllegalArgumentException("somebody may enable the router again");
        }
        this.installation = installation;
        this.persons = persons;
        this.roles = Set.copyOf(roles);
    }

    /** The statement to be signed under the domain of statements. */
    public static JsonObject statement(
            InstallationId installation,
            LatchEntry latch,
            PersonId person,
            KeyId key,
            String reason,
            Instant issued,
            Instant expires) {
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("installation", installation.value())
                .put("latch", latch.number())
                .put("digest", latch.digest().value())
                .put("person", person.value())
                .put("key", key.value())
                .put("reason", reason)
                .put("issued", issued.toString())
                .put("expires", expires.toString())
                .build();
    }

    /** Statement and signature, as they are handed in. */
    public static JsonObject document(JsonObject statement, String signature) {
        return JsonObject.builder().put("statement", statement).put("signature", signature).build();
    }

    @Override
    public List<Finding> refusals(JsonObject document, int number, Digest latch, Instant at) {
        try {
            return judge(document, number, latch, at).map(List::of).orElse(List.of());
        } catch (IllegalArgumentException | DateTimeException e) {
            return List.of(
                    StateFindings.document(
                            "malformed", "the members of a re-enable document", "other ones"));
        }
    }

    private Optional<Finding> judge(JsonObject document, int number, Digest latch, Instant at) {
        JsonObject statement = document.object("statement").orElse(JsonObject.EMPTY);
        String signature = document.requireText("signature");
        if (!document.names().equals(Set.of("statement", "signature"))
                || !statement.names().equals(MEMBERS)
                || !statement.requireText("schema").equals(SCHEMA)
                || statement.requireText("reason").isBlank()) {
            return refused("malformed", "the members of a re-enable document", "other ones");
        }
        if (!statement.requireText("installation").equals(installation.value())) {
            return refused("other-installation", installation.value(), "another installation");
        }
        if (!statement.integer("latch").equals(Optional.of((long) number))
                || !statement.requireText("digest").equals(latch.value())) {
            return refused("other-latch", "latch " + number + " as it stands", "another latch");
        }
        Instant issued = Instant.parse(statement.requireText("issued"));
        Instant expires = Instant.parse(statement.requireText("expires"));
        if (issued.isAfter(at.plus(SKEW))
                || !at.isBefore(expires)
                || Duration.between(issued, expires).compareTo(LONGEST) > 0) {
            return refused(
                    "not-in-force", "a time between issue and expiry, at most an hour", at + "");
        }
        return signed(statement, signature, issued, at);
    }

    private Optional<Finding> signed(
            JsonObject statement, String signature, Instant issued, Instant at) {
        PersonId person = new PersonId(statement.requireText("person"));
        Optional<PersonKey> key =
                persons.find(person, new KeyId(statement.requireText("key")), issued);
        if (key.isEmpty()) {
            return refused("person-unknown", "a listed key of a listed person", person.value());
        }
        Ed25519PublicKey publicKey = key.get().publicKey();
        if (!PersonSignatures.verify(publicKey, statement, signature)) {
            return refused("bad-signature", "the signature of " + person, "another signature");
        }
        if (Collections.disjoint(key.get().roles(), roles)) {
            return refused(
                    "lacks-role",
                    "one of the roles " + roles.stream().sorted().toList(),
                    person + " in none of them");
        }
        for (Instant time : List.of(issued, at)) {
            KeyStanding standing = key.get().validity().at(time);
            if (standing != KeyStanding.USABLE) {
                return refused("key-unusable", "a usable key", standing.name());
            }
        }
        return Optional.empty();
    }

    private static Optional<Finding> refused(String code, String expected, String observed) {
        return Optional.of(StateFindings.document(code, expected, observed));
    }
}

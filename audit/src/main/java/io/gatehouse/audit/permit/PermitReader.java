package io.gatehouse.audit.permit;

import io.gatehouse.core.definition.Environment;
import io.gatehouse.core.definition.Grant;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PermitId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.state.Release;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a permit's members, strictly: an unknown one, a missing one, a wrong type is a fault. A
 * reader that skips what it does not know would skip the restriction of a later version.
 */
final class PermitReader {

    static final String SIGNATURE = "signature";
    static final String ALGORITHM = "Ed25519";

    private static final Set<String> REQUIRED =
            Set.of(
                    "permit",
                    "installation",
                    "environment",
                    "device",
                    "configuration",
                    "bundle",
                    "release",
                    "commit",
                    "decision",
                    "journal",
                    "status",
                    "flags",
                    "limits",
                    "issued",
                    "expires",
                    SIGNATURE);
    private static final Set<String> OPTIONAL = Set.of("lease", "renewed");
    private static final Duration LONGEST_LEASE = Duration.ofDays(1);

    private PermitReader() {}

    /**
     * @throws IllegalArgumentException when it is no permit; the message names the member, never
     *     its value
     */
    static Permit read(JsonObject document) {
        requireMembers("permit", document, REQUIRED, OPTIONAL);
        JsonObject decision = object(document, "decision");
        requireMembers("decision", decision, Set.of("log", "index", "digest"), Set.of());
        JsonObject journal = object(document, "journal");
        requireMembers("journal", journal, Set.of("seq", "digest"), Set.of());
        JsonObject flags = object(document, "flags");
        requireMembers(
                "flags",
                flags,
                Set.of(Grant.REQUIRE_DEMO_MODE, Grant.COMPLIANCE_CONFIRMED),
                Set.of());
        JsonObject signature = object(document, SIGNATURE);
        requireMembers(SIGNATURE, signature, Set.of("algorithm", "key_id", "value"), Set.of());
        if (!text(signature, "algorithm").equals(ALGORITHM)) {
            throw new IllegalArgumentException("'signature.algorithm' is not " + ALGORITHM);
        }
        text(signature, "value");
        return new Permit(
                new PermitId(text(document, "permit")),
                new InstallationId(text(document, "installation")),
                environment(text(document, "environment")),
                text(document, "device"),
                sha384(document, "configuration"),
                new Release(
                        text(document, "release"),
                        sha384(document, "bundle"),
                        text(document, "commit")),
                new Permit.DecisionReference(
                        new LogName(text(decision, "log")),
                        positive(decision, "index"),
                        sha384(decision, "digest")),
                new JournalPosition(positive(journal, "seq"), sha384(journal, "digest")),
                text(document, "status"),
                flag(flags, Grant.REQUIRE_DEMO_MODE),
                flag(flags, Grant.COMPLIANCE_CONFIRMED),
                object(document, "limits"),
                time(document, "issued"),
                time(document, "expires"),
                document.has("lease") ? Optional.of(lease(document)) : Optional.empty(),
                document.has("renewed") ? Optional.of(time(document, "renewed")) : Optional.empty(),
                new KeyId(text(signature, "key_id")),
                document);
    }

    private static void requireMembers(
            String place, JsonObject object, Set<String> required, Set<String> optional) {
        for (String name : required) {
            if (!object.has(name)) {
                throw new IllegalArgumentException(place + " lacks the member '" + name + "'");
            }
        }
        for (String name : object.names()) {
            if (!required.contains(name) && !optional.contains(name)) {
                throw new IllegalArgumentException(place + " has a member that is not known");
            }
        }
    }

    private static Environment environment(String text) {
        for (Environment environment : Environment.values()) {
            if (environment.name().equals(text)) {
                return environment;
            }
        }
        throw new IllegalArgumentException("'environment' is not DEMO, PAPER or LIVE");
    }

    private static String text(JsonObject object, String name) {
        return object.text(name).orElseThrow(() -> wrong(name, "a text"));
    }

    private static JsonObject object(JsonObject object, String name) {
        return object.object(name).orElseThrow(() -> wrong(name, "an object"));
    }

    private static boolean flag(JsonObject object, String name) {
        return object.flag(name).orElseThrow(() -> wrong(name, "true or false"));
    }

    private static long positive(JsonObject object, String name) {
        return object.integer(name)
                .filter(n -> n > 0)
                .orElseThrow(() -> wrong(name, "a positive integer"));
    }

    private static Digest sha384(JsonObject object, String name) {
        return object.text(name)
                .filter(Digest::isDigest)
                .map(Digest::parse)
                .filter(digest -> digest.algorithm().equals("sha384"))
                .orElseThrow(() -> wrong(name, "a SHA-384 digest"));
    }

    /** RFC 3339 in UTC; only the spelling that is written, so that one instant has one text. */
    private static Instant time(JsonObject object, String name) {
        String text = text(object, name);
        try {
            Instant time = Instant.parse(text);
            if (time.toString().equals(text)) {
                return time;
            }
        } catch (DateTimeException e) {
            throw wrong(name, "a time in UTC");
        }
        throw wrong(name, "a time in UTC");
    }

    private static Duration lease(JsonObject document) {
        try {
            Duration lease = Duration.parse(text(document, "lease"));
            if (!lease.isNegative() && !lease.isZero() && lease.compareTo(LONGEST_LEASE) <= 0) {
                return lease;
            }
        } catch (DateTimeException e) {
            throw wrong("lease", "a duration of at most a day");
        }
        throw wrong("lease", "a duration of at most a day");
    }

    private static IllegalArgumentException wrong(String name, String expected) {
        return new IllegalArgumentException("'" + name + "' is not " + expected);
    }
}

package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A licence in one of the two forms of the existing provisioner. The <em>plain</em> one names its
 * device by a text; the <em>rich</em> one has an id and brings the device's fingerprint document.
 *
 * @param id empty exactly for a plain licence, which the runtime's own check refuses for the lack
 *     of it
 * @param fingerprint text as compared: {@code ABCD-1234} or {@code sha256:<hex>}
 * @param withdrawn whether the line itself says that the licence no longer counts
 * @param supersedes id of a licence that this one replaces
 */
record Licence(
        Optional<String> id,
        String fingerprint,
        String profile,
        Instant issued,
        Instant expires,
        boolean withdrawn,
        Optional<String> supersedes) {

    /** Keys of the existing provisioner, and ours, which sign licences here. */
    static final List<String> PURPOSES = List.of("licence", "licence-signing");

    /** Longest validity that the runtime's own check admits. */
    private static final Duration LONGEST = Duration.ofDays(1_095);

    private static final Pattern PLAIN = Pattern.compile("[A-Z0-9-]{1,200}");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Set<String> MUST =
            Set.of(
                    "schema",
                    "schema_version",
                    "fingerprint",
                    "issued_at",
                    "expires_at",
                    "profile",
                    "issuer",
                    "bundle_version",
                    "features");
    private static final Set<String> MAY =
            Set.of("notes", "seats", "subscription", "revoked", "revoked_at", "supersedes");
    private static final Set<String> RICH =
            Set.of(
                    "license_id",
                    "mode",
                    "fingerprint_payload",
                    "fingerprint_signature",
                    "policy",
                    "policy_evaluation");

    /** What is wrong with a payload, for people; thrown within this class only. */
    private static final class Fault extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Fault(String expected) {
            super(expected, null, false, false);
        }
    }

    /** The licence, or empty with a finding: a line that is not understood could say anything. */
    static Optional<Licence> read(Inspection inspection, String subject, JsonObject payload) {
        try {
            return Optional.of(read(payload));
        } catch (Fault e) {
            inspection.malformed(subject, e.getMessage(), "another licence");
            return Optional.empty();
        }
    }

    private static Licence read(JsonObject payload) {
        boolean rich = payload.has("license_id");
        require(payload.names().containsAll(MUST), "all of " + sorted(MUST));
        require(!rich || payload.names().containsAll(RICH), "all of " + sorted(RICH));
        Set<String> unknown = new HashSet<>(payload.names());
        unknown.removeAll(MUST);
        unknown.removeAll(MAY);
        if (rich) {
            unknown.removeAll(RICH);
        }
        // an unknown member could be a condition or a withdrawal
        require(unknown.isEmpty(), "no other members than those of the format");
        require(is(payload, "schema", "core.oem.license"), "schema core.oem.license");
        require(is(payload, "schema_version", "1.0"), "schema_version 1.0");
        for (String name : List.of("profile", "issuer", "bundle_version")) {
            require(payload.text(name).filter(t -> !t.isBlank()).isPresent(), "text " + name);
        }
        require(payload.find("features").orElseThrow() instanceof JsonArray, "a list features");
        Optional<String> id = payload.text("license_id");
        require(!rich || id.filter(t -> ID.matcher(t).matches()).isPresent(), "license_id in hex");
        Instant issued = time(payload, "issued_at");
        Instant expires = time(payload, "expires_at");
        require(issued.isBefore(expires), "issued_at before expires_at");
        require(
                !issued.plus(LONGEST).isBefore(expires),
                "a validity of at most " + LONGEST.toDays() + " days");
        String fingerprint = rich ? richFingerprint(payload) : plainFingerprint(payload);
        boolean withdrawn =
                payload.has("revoked_at")
                        || (payload.has("revoked")
                                && !payload.flag("revoked").equals(Optional.of(false)))
                        || payload.object("policy_evaluation")
                                .filter(p -> !p.array("errors").isEmpty())
                                .isPresent();
        require(
                !payload.has("supersedes") || payload.text("supersedes").isPresent(),
                "text supersedes");
        return new Licence(
                id,
                fingerprint,
                payload.requireText("profile"),
                issued,
                expires,
                withdrawn,
                payload.text("supersedes"));
    }

    private static String plainFingerprint(JsonObject payload) {
        String text = payload.text("fingerprint").orElse("");
        require(PLAIN.matcher(text).matches(), "a fingerprint of A-Z, 0-9 and '-'");
        return text;
    }

    private static String richFingerprint(JsonObject payload) {
        JsonObject document = payload.object("fingerprint_payload").orElse(JsonObject.EMPTY);
        require(
                document.object("fingerprint").isPresent()
                        && document.object("fingerprint").equals(payload.object("fingerprint")),
                "the fingerprint of its own document");
        return HardwareFingerprint.of(document)
                .orElseThrow(() -> new Fault("a fingerprint that follows from its components"));
    }

    /**
     * Whether it is for the device that the installation was founded on: named by this very
     * fingerprint, or, as {@code gatehouse init} does it, by its digest.
     */
    boolean isFor(String device) {
        String bare = fingerprint.substring(fingerprint.indexOf(':') + 1);
        return Stream.of(fingerprint, bare)
                .anyMatch(
                        form ->
                                device.toUpperCase(Locale.ROOT)
                                                .equals(form.toUpperCase(Locale.ROOT))
                                        || device.equals(
                                                Digest.sha384(
                                                                ("gatehouse device\n" + form)
                                                                        .getBytes(
                                                                                StandardCharsets
                                                                                        .UTF_8))
                                                        .value()));
    }

    private static Instant time(JsonObject payload, String name) {
        return payload.text(name)
                .flatMap(Timestamps::parse)
                .orElseThrow(() -> new Fault(name + ", a time such as 2026-11-20T12:00:00Z"));
    }

    private static boolean is(JsonObject object, String name, String value) {
        return object.text(name).equals(Optional.of(value));
    }

    private static String sorted(Set<String> names) {
        return names.stream().sorted().toList().toString();
    }

    private static void require(boolean condition, String expected) {
        if (!condition) {
            throw new Fault(expected);
        }
    }
}

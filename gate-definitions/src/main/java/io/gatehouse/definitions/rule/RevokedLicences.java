package io.gatehouse.definitions.rule;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.command.Statement;
import io.gatehouse.core.evidence.Observation;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A signed list of licences that count no longer: under {@code revoked}, {@code revocations} or
 * {@code licenses} texts, objects with a {@code license_id}, or a map by id or by group; and when
 * it was made. Whatever it names is revoked.
 *
 * @param ids trimmed, lower case
 */
record RevokedLicences(String path, Set<String> ids, Instant made) {

    /** Of the key that signs it: {@code evidence:revocation-signing}. */
    private static final String PURPOSE = "revocation-signing";

    private static final List<String> LISTS = List.of("revoked", "revocations", "licenses");

    RevokedLicences {
        ids = Set.copyOf(ids);
    }

    /** A genuine list; empty with a finding for another. */
    static Optional<RevokedLicences> read(Inspection inspection, Observation file) {
        String path = file.item().path();
        Optional<CodedEnvelope> envelope = CodedEnvelope.read(inspection, file);
        if (envelope.isEmpty()) {
            return Optional.empty();
        }
        JsonObject payload = envelope.get().payload();
        List<String> there = LISTS.stream().filter(payload::has).toList();
        Set<String> ids = new HashSet<>();
        // two lists in one file: one reader would take the first, another the other
        boolean understood =
                there.size() == 1 && collect(payload.find(there.get(0)).orElseThrow(), ids);
        Optional<Instant> made =
                payload.text("generated_at")
                        .or(() -> payload.text("updated_at"))
                        .flatMap(Timestamps::parse);
        if (!understood || made.isEmpty()) {
            inspection.malformed(
                    path,
                    "one list of revoked licences, and generated_at",
                    understood ? "no time" : "another form");
            return Optional.empty();
        }
        boolean genuine =
                envelope.get().isValid(inspection, path, PURPOSE, inspection.context().asOf());
        return genuine ? Optional.of(new RevokedLicences(path, ids, made.get())) : Optional.empty();
    }

    private static boolean collect(JsonValue value, Set<String> ids) {
        if (value instanceof JsonArray array) {
            return array.values().stream().allMatch(one -> collectOne(one, ids));
        }
        if (!(value instanceof JsonObject map)) {
            return false;
        }
        boolean understood = true;
        for (String name : map.names()) {
            ids.add(normal(name));
            JsonValue member = map.find(name).orElseThrow();
            if (member instanceof JsonArray group) {
                understood &= group.values().stream().allMatch(one -> collectOne(one, ids));
            } else if (member instanceof JsonObject object) {
                object.text("license_id").map(RevokedLicences::normal).ifPresent(ids::add);
            }
        }
        return understood;
    }

    private static boolean collectOne(JsonValue value, Set<String> ids) {
        Optional<String> id =
                value instanceof JsonObject object
                        ? object.text("license_id")
                        : Optional.of(value)
                                .filter(JsonString.class::isInstance)
                                .map(text -> ((JsonString) text).value());
        id.map(RevokedLicences::normal).ifPresent(ids::add);
        return id.isPresent();
    }

    private static String normal(String id) {
        return id.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Findings for a list of another time, and for a licence that it names.
     *
     * @param licence its id; empty when there is none, and the list alone is judged
     */
    void judge(Inspection inspection, Optional<String> licence, Duration oldest) {
        Instant now = inspection.context().asOf();
        if (made.isAfter(now.plus(Statement.SKEW))) {
            // a list from the future would stay fresh for as long as its writer likes
            inspection.error(
                    "future-dated",
                    path,
                    "a time not after " + now,
                    made.toString(),
                    "mend the clock");
        } else if (made.isBefore(now.minus(oldest))) {
            // an old list is how a revoked licence would live on
            inspection.fail(
                    "stale",
                    path,
                    "a list of at most " + oldest,
                    made.toString(),
                    "fetch the list of now and attach it");
        }
        if (licence.map(RevokedLicences::normal).filter(ids::contains).isPresent()) {
            inspection.fail(
                    "revoked",
                    Shown.text(licence.get()),
                    "a licence that is not revoked",
                    "revoked by " + path,
                    "ask its issuer; have another one issued");
        }
    }
}

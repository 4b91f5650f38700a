package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A signed list of licences that count no longer, in every form of the existing tools: texts,
 * objects with a {@code license_id}, or a map by id or by group. Whatever is named is revoked; the
 * existing reader passes over {@code {id: true}}.
 *
 * @param ids trimmed, lower case
 * @param generated when it was made; empty when it does not say
 */
public record RevocationList(SortedSet<String> ids, Optional<Instant> generated) {

    private static final int MOST = 100_000;
    private static final Duration AHEAD = Duration.ofMinutes(2);

    public RevocationList {
        ids = Collections.unmodifiableSortedSet(new TreeSet<>(ids));
    }

    /**
     * Reads and verifies a file; beyond {@link Envelope#open}: {@code other-form}, {@code
     * key-not-in-force} when it was made.
     */
    public static Judged<RevocationList> read(String subject, byte[] bytes, ToolKeys keys) {
        Judged<Envelope> opened = Envelope.open(Area.REVOCATION, subject, bytes, keys);
        if (opened.value().isEmpty()) {
            return Judged.refused(opened.findings());
        }
        JsonValue payload = opened.value().get().payload();
        NavigableSet<String> ids = new TreeSet<>();
        Optional<JsonValue> revoked =
                payload instanceof JsonObject object
                        ? Stream.of("revoked", "revocations", "licenses")
                                .flatMap(name -> object.find(name).stream())
                                .findFirst()
                        : Optional.of(payload);
        boolean understood = revoked.isPresent() && collect(revoked.get(), ids);
        if (payload instanceof JsonObject object) {
            // two lists in one file: one reader would take the first, another the other
            understood &=
                    Stream.of("revoked", "revocations", "licenses").filter(object::has).count()
                            == 1;
        }
        if (!understood || ids.size() > MOST) {
            return Judged.refused(
                    Area.REVOCATION.finding(
                            "other-form",
                            subject,
                            "revoked licences as texts, objects or a map",
                            "another form",
                            "have the list made again"));
        }
        Optional<Instant> generated =
                payload instanceof JsonObject object
                        ? object.text("generated_at")
                                .or(() -> object.text("updated_at"))
                                .flatMap(Timestamps::parse)
                        : Optional.empty();
        return generated
                .flatMap(
                        at ->
                                keys.objection(
                                        Area.REVOCATION, subject, opened.value().get().keyId(), at))
                .<Judged<RevocationList>>map(Judged::refused)
                .orElseGet(() -> Judged.accepted(new RevocationList(ids, generated)));
    }

    private static boolean collect(JsonValue value, NavigableSet<String> ids) {
        if (value instanceof JsonArray array) {
            return array.values().stream().allMatch(one -> collectOne(one, ids));
        }
        if (value instanceof JsonObject map) {
            boolean understood = true;
            for (String name : map.names()) {
                ids.add(normal(name));
                JsonValue member = map.find(name).orElseThrow();
                if (member instanceof JsonArray group) {
                    understood &= group.values().stream().allMatch(one -> collectOne(one, ids));
                } else if (member instanceof JsonObject object) {
                    object.text("license_id").map(RevocationList::normal).ifPresent(ids::add);
                }
            }
            return understood;
        }
        return false;
    }

    private static boolean collectOne(JsonValue value, NavigableSet<String> ids) {
        Optional<String> id =
                value instanceof JsonObject object
                        ? object.text("license_id")
                        : Optional.of(value)
                                .filter(JsonString.class::isInstance)
                                .map(text -> ((JsonString) text).value());
        id.map(RevocationList::normal).ifPresent(ids::add);
        return id.isPresent();
    }

    static String normal(String id) {
        return id.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether the list lets a licence be: {@code revoked}, {@code no-time}, {@code stale}, {@code
     * from-the-future}.
     *
     * @param oldest greatest age of the list
     */
    public List<Finding> judge(String licenceId, Instant now, Duration oldest) {
        List<Finding> findings = new ArrayList<>();
        String remedy = "fetch the list of now";
        if (generated.isEmpty()) {
            findings.add(
                    Area.REVOCATION.finding(
                            "no-time", "revocation list", "generated_at", "none", remedy));
        } else if (generated.get().isAfter(now.plus(AHEAD))) {
            findings.add(
                    Area.REVOCATION.finding(
                            "from-the-future",
                            "revocation list",
                            "made before " + now,
                            generated.get().toString(),
                            remedy));
        } else if (generated.get().plus(oldest).isBefore(now)) {
            // an old list is how a revoked licence would live on
            findings.add(
                    Area.REVOCATION.finding(
                            "stale",
                            "revocation list",
                            "at most " + oldest.toHours() + " hours old",
                            generated.get().toString(),
                            remedy));
        }
        if (ids.contains(normal(licenceId))) {
            findings.add(
                    Area.REVOCATION.finding(
                            "revoked",
                            licenceId,
                            "a licence that is not revoked",
                            "revoked",
                            "ask its issuer; have another one issued"));
        }
        return findings;
    }
}

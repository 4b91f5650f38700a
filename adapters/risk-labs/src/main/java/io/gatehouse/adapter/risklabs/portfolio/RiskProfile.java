package io.gatehouse.adapter.risklabs.portfolio;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A named set of limits.
 *
 * @param name such as {@code conservative}
 * @param limits all seven
 * @param source the file that it was read from
 * @param signers who signed that file's bytes, where looser limits made that necessary
 */
public record RiskProfile(
        String name, RiskLimits limits, String source, SortedSet<PersonId> signers) {

    /** The profile that comes from a file of its own. */
    public static final String MANUAL = "manual";

    /** The profiles that the others are measured by, the strictest first. */
    public static final List<String> NAMED = List.of("conservative", "balanced", "aggressive");

    public RiskProfile {
        Objects.requireNonNull(limits);
        Objects.requireNonNull(source);
        if (!name.matches("[a-z][a-z0-9_-]{0,63}")) {
            throw new IllegalArgumentException("not the name of a profile");
        }
        signers = Collections.unmodifiableSortedSet(new TreeSet<>(signers));
    }

    public static RiskProfile of(String name, RiskLimits limits, String source) {
        return new RiskProfile(name, limits, source, new TreeSet<>());
    }

    /** Whether somebody answers for every limit. */
    public boolean attested() {
        return limits.values().values().stream().allMatch(LimitValue::attested);
    }

    /** The limits by field with their value, unit, owner, version and rationale. */
    public JsonObject toJson() {
        JsonObject.Builder all = JsonObject.builder();
        limits.values()
                .forEach(
                        (limit, value) ->
                                all.put(
                                        limit.field(),
                                        JsonObject.builder()
                                                .put("value", value.value().toPlainString())
                                                .put("unit", limit.unit().name())
                                                .put("owner", value.owner())
                                                .put("version", value.version())
                                                .put("rationale", value.rationale())
                                                .build()));
        return JsonObject.builder()
                .put("profile", name)
                .put("limits", all.build())
                .put("signers", signers.stream().map(PersonId::value).toList())
                .build();
    }

    /** Identity of the limits: a pass under other limits is a pass of something else. */
    public Digest digest() {
        return Digest.of(toJson());
    }
}

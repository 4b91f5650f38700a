package io.gatehouse.adapter.checklist;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * What the archive knows of one checklist: its manifest, and its line of the index.
 *
 * @param source relative to the workspace, where it was filled in
 * @param archived relative to the workspace, where the copy is
 * @param size in bytes
 * @param items how many fields it has
 * @param open how many of them were not ticked
 * @param signers persons who have signed the step off
 * @param time when it was archived, UTC, cut to seconds
 */
public record ArchiveEntry(
        String source,
        String archived,
        long size,
        DigestPair digests,
        int items,
        int open,
        PromotionId promotion,
        StepId step,
        List<PersonId> signers,
        Instant time) {

    /** Value of the member {@code schema}. */
    public static final String SCHEMA = "gatehouse-checklist/1";

    private static final Set<String> MEMBERS =
            Set.of(
                    "schema",
                    "source_path",
                    "archived_path",
                    "size",
                    "sha256",
                    "sha384",
                    "items",
                    "open",
                    "promotion",
                    "step",
                    "signers",
                    "archived_at");

    public ArchiveEntry {
        signers = List.copyOf(signers);
        time = time.truncatedTo(ChronoUnit.SECONDS);
    }

    public JsonObject toJson() {
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("source_path", source)
                .put("archived_path", archived)
                .put("size", size)
                .put("sha256", digests.sha256().value())
                .put("sha384", digests.sha384().value())
                .put("items", items)
                .put("open", open)
                .put("promotion", promotion.value())
                .put("step", step.value())
                .put("signers", signers.stream().map(PersonId::value).toList())
                .put("archived_at", Timestamps.format(time))
                .build();
    }

    /**
     * @throws IllegalArgumentException when it is no entry; the message names no value
     */
    static ArchiveEntry of(JsonObject json) {
        if (!json.names().equals(MEMBERS) || !json.requireText("schema").equals(SCHEMA)) {
            throw new IllegalArgumentException("the members are not those of an entry");
        }
        return new ArchiveEntry(
                json.requireText("source_path"),
                json.requireText("archived_path"),
                number(json, "size"),
                new DigestPair(
                        Digest.parse(json.requireText("sha256")),
                        Digest.parse(json.requireText("sha384"))),
                Math.toIntExact(number(json, "items")),
                Math.toIntExact(number(json, "open")),
                new PromotionId(json.requireText("promotion")),
                new StepId(json.requireText("step")),
                json.array("signers").stream()
                        .map(
                                value ->
                                        new PersonId(
                                                value instanceof JsonString text
                                                        ? text.value()
                                                        : ""))
                        .toList(),
                Timestamps.parse(json.requireText("archived_at"))
                        .orElseThrow(
                                () -> new IllegalArgumentException("'archived_at' is no time")));
    }

    private static long number(JsonObject json, String name) {
        return json.integer(name)
                .filter(n -> n >= 0 && n <= Integer.MAX_VALUE)
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is no count"));
    }
}

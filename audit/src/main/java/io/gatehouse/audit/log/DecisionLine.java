package io.gatehouse.audit.log;

import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonInteger;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A line of a decision log that fits the schema: a view of its members and the bytes that its
 * signatures cover. Immutable and thread-safe.
 */
public final class DecisionLine {

    /** What no role's code covers. */
    static final String[] SEALING = {"signatures", "signature", "log"};

    /** What is not known yet when persons approve: it is set when the line is sealed. */
    private static final String[] NOT_PROPOSED = {
        "approvals", "journal", "log", "proposal", "signature", "signatures", "timestamp"
    };

    private final JsonObject entry;

    /**
     * @throws IllegalArgumentException when the entry does not fit the schema
     */
    public DecisionLine(JsonObject entry) {
        this(entry, DecisionSchema.fits(entry));
    }

    private DecisionLine(JsonObject entry, boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "the line does not fit the schema of decision log v2");
        }
        this.entry = entry;
    }

    /** Of an entry that {@link DecisionSchema#check} found nothing in. */
    static DecisionLine fitting(JsonObject entry) {
        return new DecisionLine(entry, true);
    }

    public JsonObject entry() {
        return entry;
    }

    /** The bytes of the line in the file, without LF. */
    public byte[] bytes() {
        return CanonicalJson.bytes(entry);
    }

    /** What the next line's {@code log.prev} must be. */
    public Digest digest() {
        return Digest.of(entry);
    }

    public EntryKind kind() {
        return EntryKind.parse(entry.requireText("kind")).orElseThrow();
    }

    public String stage() {
        return entry.requireText("stage");
    }

    public String status() {
        return entry.requireText("status");
    }

    /** The time of sealing; empty when the date does not exist, such as 30 February. */
    public Optional<Instant> timestamp() {
        return Timestamps.parse(entry.requireText("timestamp"));
    }

    public LogName log() {
        return new LogName(place().requireText("name"));
    }

    public long index() {
        return ((JsonInteger) place().members().get("index")).value();
    }

    public Digest previous() {
        return Digest.parse(place().requireText("prev"));
    }

    /** Whether this line says that it follows upon one of that digest. */
    boolean follows(Digest digest) {
        return place().requireText("prev").equals(digest.value());
    }

    /** Whether this line says that it stands in that log. */
    boolean isOf(LogName log) {
        return place().requireText("name").equals(log.value());
    }

    /** Position in the journal, if the line bears one. */
    public OptionalLong sequence() {
        return entry.object("journal")
                .flatMap(journal -> journal.integer("seq"))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    public JsonObject signatures() {
        return entry.object("signatures").orElseThrow();
    }

    public JsonObject outerSignature() {
        return entry.object("signature").orElseThrow();
    }

    public JsonObject artefacts() {
        return entry.object("artefacts").orElseThrow();
    }

    public JsonObject flags() {
        return entry.object("runtime_flags").orElseThrow();
    }

    public List<JsonObject> approvals() {
        List<JsonObject> approvals = new ArrayList<>();
        for (JsonValue value : entry.array("approvals")) {
            approvals.add((JsonObject) value);
        }
        return approvals;
    }

    /** What the HMAC of a role covers (ADR 0005). */
    public byte[] roleBytes(String role) {
        return roleBytes(entry, role);
    }

    static byte[] roleBytes(JsonObject entry, String role) {
        byte[][] parts = CoveredBytes.printed(entry).ofRole(role);
        byte[] bytes = Arrays.copyOf(parts[0], parts[0].length + parts[1].length);
        System.arraycopy(parts[1], 0, bytes, parts[0].length, parts[1].length);
        return bytes;
    }

    /**
     * What the outer HMAC covers: the line without {@code signature}, as the existing tools do it.
     */
    public byte[] outerBytes() {
        return outerBytes(entry);
    }

    static byte[] outerBytes(JsonObject entry) {
        return CoveredBytes.printed(entry).ofOuter();
    }

    /**
     * The entry as persons approve it, taken from a line or from a draft: without {@code
     * approvals}, {@code journal}, {@code log}, {@code proposal}, {@code signature}, {@code
     * signatures} and {@code timestamp}. Its digest is the member {@code proposal} and what an
     * approval names, so whoever checks the approvals needs nothing but the line.
     */
    public static JsonObject proposed(JsonObject entry) {
        return entry.without(NOT_PROPOSED);
    }

    private JsonObject place() {
        return entry.object("log").orElseThrow();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DecisionLine line && entry.equals(line.entry);
    }

    @Override
    public int hashCode() {
        return entry.hashCode();
    }

    @Override
    public String toString() {
        return "DecisionLine[" + entry + "]";
    }
}

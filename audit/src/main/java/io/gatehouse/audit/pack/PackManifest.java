package io.gatehouse.audit.pack;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.InstallationId;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonString;
import io.gatehouse.core.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a pack holds: every other member with size and digest, signed by the engine under {@link
 * SignatureDomain#EXPORT}. In canonical form with one line feed behind it.
 *
 * @param journal the end of the history
 * @param time of that end: the pack is a function of the history, the hour of packing is not in it
 * @param scope the promotion whose evidence it holds; empty for all
 * @param missing evidence that should be in the archive and was not there
 * @param members by name, without the manifest itself
 */
public record PackManifest(
        InstallationId installation,
        JournalPosition journal,
        Instant time,
        Optional<PromotionId> scope,
        SortedSet<Digest> missing,
        SortedMap<String, Member> members) {

    /** Name of the member. */
    public static final String NAME = "MANIFEST.json";

    /** Greatest manifest in bytes. */
    public static final int LARGEST = 16 * 1024 * 1024;

    private static final String SCHEMA = "gatehouse.pack/1";
    private static final String ALGORITHM = "Ed25519";
    private static final Set<String> NAMES =
            Set.of(
                    "schema",
                    "installation",
                    "journal",
                    "time",
                    "scope",
                    "missing",
                    "members",
                    "signature");

    /** A member as it was packed. */
    public record Member(long size, Digest sha384) {}

    /** A manifest as it was read, and its signature, not yet verified. */
    public record Signed(PackManifest manifest, KeyId key, JsonObject unsigned, String value) {

        /** Whether the signature is the key's. */
        public boolean verify(Ed25519PublicKey engine) {
            return DomainSignature.verify(engine, SignatureDomain.EXPORT, unsigned, value);
        }
    }

    public PackManifest {
        missing = Collections.unmodifiableSortedSet(new TreeSet<>(missing));
        members = Collections.unmodifiableSortedMap(new TreeMap<>(members));
    }

    /** The bytes of the member, signed. */
    public byte[] sign(KeyId key, Ed25519Signer engine) {
        JsonObject unsigned = unsigned();
        JsonObject signed =
                unsigned.with(
                        "signature",
                        JsonObject.builder()
                                .put("algorithm", ALGORITHM)
                                .put("key_id", key.value())
                                .put(
                                        "value",
                                        DomainSignature.sign(
                                                engine, SignatureDomain.EXPORT, unsigned))
                                .build());
        byte[] canonical = CanonicalJson.bytes(signed);
        byte[] bytes = Arrays.copyOf(canonical, canonical.length + 1);
        bytes[canonical.length] = '\n';
        return bytes;
    }

    private JsonObject unsigned() {
        List<JsonObject> rows = new ArrayList<>();
        members.forEach(
                (name, member) ->
                        rows.add(
                                JsonObject.builder()
                                        .put("path", name)
                                        .put("size", member.size())
                                        .put("sha384", member.sha384().value())
                                        .build()));
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("installation", installation.value())
                .put(
                        "journal",
                        JsonObject.builder()
                                .put("seq", journal.seq())
                                .put("digest", journal.digest().value())
                                .build())
                .put("time", time.toString())
                .put("scope", scope.map(PromotionId::value).orElse(""))
                .put("missing", missing.stream().map(Digest::value).toList())
                .put("members", rows)
                .build();
    }

    /**
     * Reads a manifest, strictly.
     *
     * @throws PackFaultException when it is not one, to the last byte
     */
    public static Signed read(byte[] bytes) throws PackFaultException {
        try {
            JsonObject document = StrictJson.readSigned(bytes).objectOrThrow();
            require(document.names().equals(NAMES), "the members of a manifest");
            require(document.requireText("schema").equals(SCHEMA), "schema " + SCHEMA);
            JsonObject signature = object(document, "signature");
            require(
                    signature.names().equals(Set.of("algorithm", "key_id", "value"))
                            && signature.requireText("algorithm").equals(ALGORITHM),
                    "an Ed25519 signature");
            PackManifest manifest = members(document);
            JsonObject unsigned = document.without("signature");
            byte[] canonical = CanonicalJson.bytes(document);
            // another spelling of the same value would carry the same signature
            require(
                    manifest.unsigned().equals(unsigned)
                            && bytes.length == canonical.length + 1
                            && bytes[canonical.length] == '\n'
                            && Arrays.mismatch(bytes, canonical) == canonical.length,
                    "the canonical form");
            return new Signed(
                    manifest,
                    new KeyId(signature.requireText("key_id")),
                    unsigned,
                    signature.requireText("value"));
        } catch (JsonFaultException | IllegalArgumentException | DateTimeException e) {
            throw new PackFaultException(
                    NAME, "a manifest of a pack", String.valueOf(e.getMessage()));
        }
    }

    private static PackManifest members(JsonObject document) {
        TreeMap<String, Member> members = new TreeMap<>();
        for (JsonValue value : document.array("members")) {
            require(value instanceof JsonObject, "an object for each member");
            JsonObject row = (JsonObject) value;
            require(row.names().equals(Set.of("path", "size", "sha384")), "path, size, sha384");
            long size = row.integer("size").filter(n -> n >= 0).orElse(-1L);
            require(size >= 0, "a size");
            Member before =
                    members.put(
                            row.requireText("path"),
                            new Member(size, Digest.parse(row.requireText("sha384"))));
            require(before == null, "each member once");
        }
        TreeSet<Digest> missing = new TreeSet<>();
        for (JsonValue value : document.array("missing")) {
            require(value instanceof JsonString, "digests");
            missing.add(Digest.parse(((JsonString) value).value()));
        }
        JsonObject journal = object(document, "journal");
        String scope = document.requireText("scope");
        return new PackManifest(
                new InstallationId(document.requireText("installation")),
                new JournalPosition(
                        journal.integer("seq").orElse(-1L),
                        Digest.parse(journal.requireText("digest"))),
                Instant.parse(document.requireText("time")),
                scope.isEmpty() ? Optional.empty() : Optional.of(new PromotionId(scope)),
                missing,
                members);
    }

    private static JsonObject object(JsonObject document, String name) {
        return document.object(name)
                .orElseThrow(() -> new IllegalArgumentException(name + " is an object"));
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("not " + what);
        }
    }
}

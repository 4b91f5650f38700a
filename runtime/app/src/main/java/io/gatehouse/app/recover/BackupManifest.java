package io.gatehouse.app.recover;

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
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backup holds, signed by the engine under {@link SignatureDomain#EXPORT}; in canonical form
 * with one line feed behind it. A file's member is {@code files/NNNNNNN}, counted in the order of
 * paths, so that no name of the workspace has to be one of the container's.
 *
 * @param journal the end of the history
 * @param time of that end: the hour of saving is not in it
 * @param state the digest of the whole installation there
 * @param files by path in the workspace
 */
record BackupManifest(
        InstallationId installation,
        JournalPosition journal,
        Instant time,
        Digest state,
        Sealing sealing,
        SortedMap<String, Entry> files) {

    static final String NAME = "MANIFEST.json";
    static final int LARGEST = 64 * 1024 * 1024;

    private static final String SCHEMA = "gatehouse.backup/1";
    private static final String ALGORITHM = "Ed25519";
    private static final Set<String> NAMES =
            Set.of(
                    "schema",
                    "installation",
                    "journal",
                    "time",
                    "state",
                    "sealing",
                    "files",
                    "signature");
    private static final Set<String> ROW = Set.of("path", "size", "sha384", "sealed", "executable");

    /**
     * A file as it stands in the backup.
     *
     * @param size in bytes, of the encrypted form where it is sealed; so is the digest: that of a
     *     secret would let others try guesses
     */
    record Entry(long size, Digest sha384, boolean sealed, boolean executable) {}

    /** A manifest as it was read, and its signature, not yet verified. */
    record Signed(BackupManifest manifest, KeyId key, JsonObject unsigned, String value) {

        boolean verify(Ed25519PublicKey engine) {
            return DomainSignature.verify(engine, SignatureDomain.EXPORT, unsigned, value);
        }
    }

    BackupManifest {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The container's name of a file, by its place in the order of paths. */
    static String member(int index) {
        return String.format(Locale.ROOT, "files/%07d", index);
    }

    byte[] sign(KeyId key, Ed25519Signer engine) {
        JsonObject unsigned = unsigned();
        JsonObject signature =
                JsonObject.builder()
                        .put("algorithm", ALGORITHM)
                        .put("key_id", key.value())
                        .put(
                                "value",
                                DomainSignature.sign(engine, SignatureDomain.EXPORT, unsigned))
                        .build();
        byte[] canonical = CanonicalJson.bytes(unsigned.with("signature", signature));
        byte[] bytes = Arrays.copyOf(canonical, canonical.length + 1);
        bytes[canonical.length] = '\n';
        return bytes;
    }

    private JsonObject unsigned() {
        List<JsonObject> rows = new ArrayList<>();
        files.forEach(
                (path, entry) ->
                        rows.add(
                                JsonObject.builder()
                                        .put("path", path)
                                        .put("size", entry.size())
                                        .put("sha384", entry.sha384().value())
                                        .put("sealed", entry.sealed())
                                        .put("executable", entry.executable())
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
                .put("state", state.value())
                .put("sealing", sealing.toJson())
                .put("files", rows)
                .build();
    }

    /**
     * Reads a manifest, strictly.
     *
     * @throws BackupRefused when it is not one, to the last byte, or names a path that no backup
     *     holds: a permit, something above the workspace
     */
    static Signed read(byte[] bytes) throws BackupRefused {
        try {
            JsonObject document = StrictJson.readSigned(bytes).objectOrThrow();
            require(document.names().equals(NAMES), "the members of a manifest");
            require(document.requireText("schema").equals(SCHEMA), "schema " + SCHEMA);
            JsonObject signature = document.object("signature").orElse(JsonObject.EMPTY);
            require(
                    signature.names().equals(Set.of("algorithm", "key_id", "value"))
                            && signature.requireText("algorithm").equals(ALGORITHM),
                    "an Ed25519 signature");
            JsonObject unsigned = document.without("signature");
            BackupManifest manifest = of(unsigned);
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
            throw BackupRefused.of(
                    BackupCode.MANIFEST.at(
                            NAME, "a manifest of a backup", String.valueOf(e.getMessage())));
        }
    }

    private static BackupManifest of(JsonObject document) {
        JsonObject journal = document.object("journal").orElse(JsonObject.EMPTY);
        return new BackupManifest(
                new InstallationId(document.requireText("installation")),
                new JournalPosition(
                        journal.integer("seq").orElse(-1L),
                        Digest.parse(journal.requireText("digest"))),
                Instant.parse(document.requireText("time")),
                Digest.parse(document.requireText("state")),
                Sealing.of(document.object("sealing").orElse(JsonObject.EMPTY)),
                files(document));
    }

    private static SortedMap<String, Entry> files(JsonObject document) {
        TreeMap<String, Entry> files = new TreeMap<>();
        for (JsonValue value : document.array("files")) {
            require(value instanceof JsonObject, "an object for each file");
            JsonObject row = (JsonObject) value;
            require(row.names().equals(ROW), "the members of a file");
            String path = row.requireText("path");
            long size = row.integer("size").orElse(-1L);
            require(BackupScope.covers(path), "paths that backups hold");
            require(size >= 0, "a size");
            Entry entry =
                    new Entry(
                            size,
                            Digest.parse(row.requireText("sha384")),
                            row.flag("sealed").orElseThrow(() -> fault("sealed or not")),
                            row.flag("executable").orElseThrow(() -> fault("executable or not")));
            require(entry.sealed() == BackupScope.isSealed(path), "secrets, and only they, sealed");
            require(files.put(path, entry) == null, "each path once");
        }
        for (String path : files.keySet()) {
            for (int cut = path.indexOf('/'); cut > 0; cut = path.indexOf('/', cut + 1)) {
                require(!files.containsKey(path.substring(0, cut)), "no file that is a folder too");
            }
        }
        return files;
    }

    private static void require(boolean right, String expected) {
        if (!right) {
            throw fault(expected);
        }
    }

    private static IllegalArgumentException fault(String expected) {
        return new IllegalArgumentException("not " + expected);
    }
}

package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/**
 * Makes archives by hand, without the builder: sound ones, those of the existing builder, and every
 * kind of broken one.
 */
final class Draft {

    static final Instant CREATED = Instant.parse("2026-11-20T10:00:15Z");
    static final Instant NOW = Instant.parse("2026-11-21T00:00:00Z");
    static final String SECRET = "a-key-of-this-test-0123456789abcdef";

    /** An entry as it is written, whatever it is. */
    record Raw(String name, char type, int mode, Content held, String link) {
        Raw(String name, char type, int mode, byte[] content, String link) {
            this(name, type, mode, Content.of(content), link);
        }

        byte[] content() {
            return held.bytes();
        }

        static Raw file(String name, int mode, byte[] content) {
            return new Raw(name, '0', mode, content, "");
        }
    }

    final TreeMap<String, byte[]> files = new TreeMap<>(PathRules.ORDER);
    final Map<String, Integer> modes = new TreeMap<>();
    final List<Raw> entries = new ArrayList<>();
    String platform = "linux";
    String version = "1.0.0";
    String created = "2026-11-20T10:00:15Z";
    BundleKey signer = key("vendor-1", SECRET);
    boolean legacy;
    UnaryOperator<JsonObject> manifestChange = m -> m;
    UnaryOperator<JsonObject> signatureChange = s -> s;
    boolean sealed;

    Draft() {
        put("bootstrap/install.sh", "#!/bin/sh\nexit 0\n");
        modes.put("bootstrap/install.sh", 0755);
        put("config/.env", "A=1\n");
        put("config/core.yaml", "mode: paper\n");
        put("daemon/daemon.bin", "daemon\n");
        put("daemon/lib/a.so", "library\n");
        put("ui/ui.bin", "ui\n");
    }

    static BundleKey key(String id, String secret) {
        return key(
                id,
                secret,
                KeyValidity.between(
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Instant.parse("2027-01-01T00:00:00Z")));
    }

    static BundleKey key(String id, String secret, KeyValidity validity) {
        return new BundleKey(
                id, validity, SecretBytes.copyOf(secret.getBytes(StandardCharsets.UTF_8)));
    }

    static BundleKeys trusted() {
        BundleKey key = key("vendor-1", SECRET);
        return BundleKeys.of(List.of(key), Optional.of(key));
    }

    Draft put(String path, String text) {
        files.put(path, text.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    private int mode(String path) {
        return modes.getOrDefault(path, 0644);
    }

    byte[] signature(JsonObject payload) {
        JsonObject.Builder signature =
                JsonObject.builder()
                        .put("algorithm", "HMAC-SHA384")
                        .put("value", Base64Text.encodeStandard(signer.code(payload)));
        if (!legacy) {
            signature.put("key_id", signer.id());
        }
        JsonObject document =
                JsonObject.builder()
                        .put("payload", payload)
                        .put("signature", signatureChange.apply(signature.build()))
                        .build();
        return IndentedJson.line(document);
    }

    static JsonObject about(String path, byte[] bytes) {
        return JsonObject.builder()
                .put("path", path)
                .put("sha384", Digest.sha384(bytes).hex())
                .build();
    }

    /** Signs everything and lays out the entries; after this, only entries are changed. */
    Draft seal() {
        for (String path : List.copyOf(files.keySet())) {
            if (path.startsWith("config/") && path.lastIndexOf('/') == 6) {
                files.putIfAbsent(path + ".sig", signature(about(path, files.get(path))));
            }
        }
        files.putIfAbsent(
                "config/fingerprint.expected.json",
                signature(
                        JsonObject.builder()
                                .put("fingerprint", "UNPROVISIONED")
                                .put("generated_at", created)
                                .build()));
        List<JsonValue> rows = new ArrayList<>();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            JsonObject row = about(file.getKey(), file.getValue());
            rows.add(
                    legacy
                            ? row
                            : row.with("size", file.getValue().length)
                                    .with("mode", String.format("%04o", mode(file.getKey()))));
        }
        byte[] manifest =
                IndentedJson.bytes(
                        manifestChange.apply(
                                JsonObject.builder()
                                        .put("bundle", "core-oem")
                                        .put("created", created)
                                        .put("files", rows)
                                        .put("platform", platform)
                                        .put("version", version)
                                        .build()));
        files.forEach((path, bytes) -> add(path, mode(path), bytes));
        add("manifest.json", 0644, manifest);
        add("manifest.sig", 0644, signature(about("manifest.json", manifest)));
        sealed = true;
        return this;
    }

    Draft add(String path, int mode, byte[] content) {
        entries.add(Raw.file("core_oem_staging/" + path, mode, content));
        return this;
    }

    Draft raw(String name, char type, String link) {
        entries.add(new Raw(name, type, 0644, new byte[0], link));
        return this;
    }

    int at(String path) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).name().equals("core_oem_staging/" + path)) {
                return i;
            }
        }
        throw new AssertionError("no entry " + path);
    }

    Draft change(String path, UnaryOperator<Raw> change) {
        entries.replaceAll(e -> e.name().equals("core_oem_staging/" + path) ? change.apply(e) : e);
        return this;
    }

    /** Flips a bit in the middle of a file. */
    Draft flip(String path) {
        return change(
                path,
                e -> {
                    byte[] bytes = e.content().clone();
                    bytes[bytes.length / 2] ^= 1;
                    return Raw.file(e.name(), e.mode(), bytes);
                });
    }

    /** As the existing builder packs: folders first, fractional times in extended headers. */
    static List<Raw> withFolders(List<Raw> entries) {
        List<Raw> all = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (Raw entry : entries) {
            for (int i = entry.name().indexOf('/'); i > 0; i = entry.name().indexOf('/', i + 1)) {
                String folder = entry.name().substring(0, i);
                if (!seen.contains(folder)) {
                    seen.add(folder);
                    all.add(new Raw(folder + "/", '5', 0755, new byte[0], ""));
                }
            }
            byte[] time = "28 mtime=1763632815.1234567\n".getBytes(StandardCharsets.UTF_8);
            all.add(new Raw("././@PaxHeader", 'x', 0, time, ""));
            all.add(entry);
        }
        return all;
    }

    byte[] archive() throws IOException {
        return platform.equals("windows") ? zip(entries) : gzip(tar(entries));
    }

    Path write(Path folder) throws IOException {
        if (!sealed) {
            seal();
        }
        return write(folder, archive());
    }

    static Path write(Path folder, byte[] bytes) throws IOException {
        return Files.write(Files.createTempFile(folder, "bundle", ".archive"), bytes);
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    static byte[] tar(List<Raw> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Raw entry : entries) {
            out.write(header(entry, entry.content().length));
            out.write(entry.content());
            out.write(new byte[(512 - entry.content().length % 512) % 512]);
        }
        out.write(new byte[1024]);
        out.write(new byte[(10_240 - out.size() % 10_240) % 10_240]);
        return out.toByteArray();
    }

    static byte[] header(Raw entry, long size) {
        byte[] block = new byte[512];
        put(block, 0, entry.name());
        put(block, 100, String.format("%07o", entry.mode()));
        put(block, 108, "0000000");
        put(block, 116, "0000000");
        put(block, 124, String.format("%011o", size));
        put(block, 136, "15000000000");
        block[156] = (byte) entry.type();
        put(block, 157, entry.link());
        put(block, 257, "ustar\00000");
        return summed(block);
    }

    static byte[] summed(byte[] block) {
        put(block, 148, "        ");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }

    static byte[] zip(List<Raw> entries) throws IOException {
        Path file = Files.createTempFile("draft", ".zip");
        try {
            try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
                zip.setUseZip64(Zip64Mode.Never);
                for (Raw raw : entries) {
                    ZipArchiveEntry entry = new ZipArchiveEntry(raw.name());
                    int kind = raw.type() == '2' ? 0120000 : 0100000;
                    entry.setUnixMode((raw.name().endsWith("/") ? 0040000 : kind) | raw.mode());
                    zip.putArchiveEntry(entry);
                    zip.write(
                            raw.type() == '2'
                                    ? raw.link().getBytes(StandardCharsets.UTF_8)
                                    : raw.content());
                    zip.closeArchiveEntry();
                }
            }
            return Files.readAllBytes(file);
        } finally {
            Files.delete(file);
        }
    }

    static String text(JsonObject object) {
        return CanonicalJson.text(object);
    }
}

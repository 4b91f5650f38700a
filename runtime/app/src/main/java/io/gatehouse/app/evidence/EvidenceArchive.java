package io.gatehouse.app.evidence;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.digest.StreamingDigests;
import io.gatehouse.audit.digest.StreamingDigests.Measurement;
import io.gatehouse.audit.file.DerivedFiles;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.evidence.EvidenceItem;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.state.PromotionState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * {@code audit/artefacts/<date>/<gate>/<promotion>/}: copies of evidence, named by their SHA-384,
 * with a manifest. The date is that on which the promotion was opened, in UTC.
 *
 * <p>A copy is digested while it is written, so what is archived is what was recorded even when the
 * source changes meanwhile. Nothing is ever overwritten.
 */
public final class EvidenceArchive {

    /** Reports are read at once; larger files pass through in constant memory. */
    private static final int SMALL = 256 * 1024;

    private final Workspace workspace;

    public EvidenceArchive(Workspace workspace) {
        this.workspace = workspace;
    }

    /** Where a promotion's evidence is. */
    public Path directory(PromotionState promotion) {
        return workspace
                .artefacts()
                .resolve(promotion.opened().atZone(ZoneOffset.UTC).toLocalDate().toString())
                .resolve(promotion.gate().value())
                .resolve(promotion.id().value());
    }

    /** Where an item's bytes are, if they were archived. */
    public Path file(PromotionState promotion, Digest sha384) {
        return directory(promotion).resolve(sha384.hex());
    }

    /**
     * What was copied.
     *
     * @param content the bytes, if they were few enough to be read at once
     */
    public record Copy(Measurement measured, Optional<Content> content) {}

    /** Copies a file and says what was copied. */
    public Copy copy(PromotionState promotion, Path source) throws IOException {
        Path directory = directory(promotion);
        DurableFiles.createDirectories(directory);
        try (InputStream in = Files.newInputStream(source, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(SMALL + 1);
            return bytes.length <= SMALL
                    ? copySmall(directory, bytes)
                    : copyLarge(
                            directory,
                            new SequenceInputStream(new ByteArrayInputStream(bytes), in));
        }
    }

    private Copy copySmall(Path directory, byte[] bytes) throws IOException {
        DigestPair digests = DigestPair.of(bytes);
        Path target = directory.resolve(digests.sha384().hex());
        if (isThere(target, digests)) {
            DurableFiles.forceDirectory(directory); // who put it there may not have come to that
        } else {
            Path partial = directory.resolve("incoming-" + UUID.randomUUID() + ".tmp");
            DurableFiles.create(target, bytes, partial);
        }
        return new Copy(new Measurement(bytes.length, digests), Optional.of(Content.of(bytes)));
    }

    private Copy copyLarge(Path directory, InputStream in) throws IOException {
        Path partial = Files.createTempFile(directory, "incoming-", ".tmp");
        boolean moved = false;
        try {
            Measurement measured;
            try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
                OutputStream out = Channels.newOutputStream(channel);
                measured = StreamingDigests.measure(new CopyingStream(in, out));
                channel.force(true);
            }
            Path target = directory.resolve(measured.digests().sha384().hex());
            if (!isThere(target, measured.digests())) {
                Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE);
                moved = true;
            }
            DurableFiles.forceDirectory(directory);
            return new Copy(measured, Optional.empty());
        } finally {
            if (!moved) {
                Files.deleteIfExists(partial);
            }
        }
    }

    /** Whether a copy is there already; one that was changed is not overwritten either. */
    private boolean isThere(Path target, DigestPair digests) throws IOException {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        if (!StreamingDigests.of(target).equals(digests)) {
            throw new FileAlreadyExistsException(
                    workspace.root().relativize(target).toString(),
                    null,
                    "archived copy was changed");
        }
        return true;
    }

    /**
     * Writes the list of a promotion's current evidence. It follows the journal and is a help for
     * whoever looks into the archive: it is not brought to the disk, and {@code rebuild} makes it
     * anew.
     */
    public void writeManifest(PromotionState promotion) throws IOException {
        Path directory = directory(promotion);
        DurableFiles.createDirectories(directory);
        List<JsonValue> items = new ArrayList<>();
        for (EvidenceItem item : promotion.evidence().values()) {
            items.add(RecordCodec.encode(item));
        }
        JsonObject manifest =
                JsonObject.builder()
                        .put("schema", "gatehouse-manifest/1")
                        .put("promotion", promotion.id().value())
                        .put("gate", promotion.gate().value())
                        .put("release", RecordCodec.encode(promotion.release()))
                        .put("evidence_root", promotion.evidenceRoot().value())
                        .put("items", new JsonArray(items))
                        .build();
        DerivedFiles.replace(
                directory.resolve("manifest.json"),
                (CanonicalJson.text(manifest) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Passes on what is read while it is digested. */
    private static final class CopyingStream extends InputStream {
        private final InputStream in;
        private final OutputStream out;

        CopyingStream(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        @Override
        public int read() throws IOException {
            int value = in.read();
            if (value >= 0) {
                out.write(value);
            }
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = in.read(buffer, offset, length);
            if (count > 0) {
                out.write(buffer, offset, count);
            }
            return count;
        }
    }
}

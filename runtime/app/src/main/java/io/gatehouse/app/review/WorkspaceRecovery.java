package io.gatehouse.app.review;

import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.digest.StreamingDigests;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.HeadRestore;
import io.gatehouse.audit.journal.JournalHead;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.core.codec.CodecFault;
import io.gatehouse.core.codec.RecordCodec;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.RestoredFile;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Carries a plan out: every damaged file is copied into quarantine, durably, before its place is
 * filled, and so is the note of it that a later run journals. A crash between leaves damage that
 * the next recovery finds, or a restoration that it reports. The caller holds the writer's lock.
 */
public final class WorkspaceRecovery {

    private static final String PENDING = "restored.json";
    private static final int LONGEST_NOTE = 4 * 1024 * 1024;

    private final Workspace workspace;
    private final Path quarantine;
    private final List<RestoredFile> restored = new ArrayList<>();

    public WorkspaceRecovery(Workspace workspace, Instant now) {
        this.workspace = workspace;
        this.quarantine =
                workspace
                        .quarantine()
                        .resolve("recovery-" + now.toString().replaceAll("[^0-9TZ]", "-"));
    }

    /** What was put into quarantine, and from what its place was filled. */
    public List<RestoredFile> apply(RecoveryPlan plan) throws IOException {
        if (!plan.obstacles().isEmpty()) {
            throw new IllegalStateException("a plan with obstacles is not carried out");
        }
        DurableFiles.createDirectories(quarantine);
        for (String segment : plan.segments()) {
            Path file = workspace.journal().resolve(segment);
            Path filled = quarantine.resolve(segment + ".restored");
            try (InputStream in = plan.journal().read(segment, 0)) {
                // made aside first: the plan reads the damaged file's own tail
                Files.copy(in, filled);
            }
            force(filled);
            keep(file, "copy");
            remember();
            Files.move(
                    filled,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            DurableFiles.forceDirectory(workspace.journal());
        }
        if (plan.head()) {
            Path head = workspace.journal().resolve(JournalHead.FILE);
            byte[] bytes;
            try (OpenKeyRing keys = EngineKeys.open(workspace)) {
                bytes =
                        HeadRestore.of(
                                io.gatehouse.audit.journal.DirectoryFiles.existing(
                                        workspace.journal()),
                                CommitKeys.of(keys));
            }
            keep(head, "segments");
            remember();
            DurableFiles.replace(head, bytes);
        }
        for (String log : plan.logs()) {
            Path file = workspace.decisionLogs().resolve(log);
            keep(file, "journal");
            keep(file.resolveSibling(log + ".head"), "journal");
            remember();
            // gone together: the writer then makes both anew from the journal's lines
            Files.deleteIfExists(file);
            Files.deleteIfExists(file.resolveSibling(log + ".head"));
            DurableFiles.forceDirectory(workspace.decisionLogs());
        }
        return List.copyOf(restored);
    }

    /** Before the place is filled: a restoration that a crash follows must not go unrecorded. */
    private void remember() throws IOException {
        DurableFiles.replace(
                quarantine.resolve(PENDING),
                PackLayout.document(
                        JsonObject.of(
                                "files", restored.stream().map(RecordCodec::encode).toList())));
    }

    /** Restorations that no event tells of yet, because a crash came between. */
    public static List<RestoredFile> unreported(Workspace workspace) throws IOException {
        List<RestoredFile> all = new ArrayList<>();
        for (Path pending : pending(workspace)) {
            try {
                JsonObject document = StrictJson.readSigned(bounded(pending)).objectOrThrow();
                for (JsonValue file : document.array("files")) {
                    all.add(RecordCodec.decode((JsonObject) file, RestoredFile.class));
                }
            } catch (JsonFaultException | CodecFault | ClassCastException e) {
                throw new IOException("a note in the quarantine cannot be read", e);
            }
        }
        return all;
    }

    private static byte[] bounded(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LONGEST_NOTE + 1);
            if (bytes.length > LONGEST_NOTE) {
                throw new IOException("a note in the quarantine is too long");
            }
            return bytes;
        }
    }

    /** An event tells of them now. */
    public static void reported(Workspace workspace) throws IOException {
        for (Path pending : pending(workspace)) {
            Files.move(
                    pending,
                    pending.resolveSibling("journalled.json"),
                    StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.forceDirectory(pending.getParent());
        }
    }

    private static List<Path> pending(Workspace workspace) throws IOException {
        if (!Files.isDirectory(workspace.quarantine())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(workspace.quarantine())) {
            return entries.filter(e -> e.getFileName().toString().startsWith("recovery-"))
                    .map(e -> e.resolve(PENDING))
                    .filter(e -> Files.isRegularFile(e, LinkOption.NOFOLLOW_LINKS))
                    .sorted()
                    .toList();
        }
    }

    private void keep(Path file, String source) throws IOException {
        String name = workspace.root().relativize(file).toString();
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            restored.add(new RestoredFile(name, source, Digest.ZERO, ""));
            return;
        }
        Path kept = quarantine.resolve(file.getFileName());
        Files.copy(file, kept, LinkOption.NOFOLLOW_LINKS);
        force(kept);
        DurableFiles.forceDirectory(quarantine);
        restored.add(
                new RestoredFile(
                        name,
                        source,
                        StreamingDigests.of(kept).sha384(),
                        workspace.root().relativize(kept).toString()));
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}

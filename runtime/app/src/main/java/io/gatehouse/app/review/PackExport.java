package io.gatehouse.app.review;

import io.gatehouse.app.evidence.EvidenceArchive;
import io.gatehouse.app.history.EngineKeys;
import io.gatehouse.app.history.SegmentJournals;
import io.gatehouse.app.port.JournalUnusable;
import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.fsck.ReplayCheck;
import io.gatehouse.audit.journal.CommitKeys;
import io.gatehouse.audit.journal.DirectoryFiles;
import io.gatehouse.audit.journal.JournalFault;
import io.gatehouse.audit.journal.JournalFaultException;
import io.gatehouse.audit.journal.JournalHead;
import io.gatehouse.audit.journal.JournalReader;
import io.gatehouse.audit.key.OpenKeyRing;
import io.gatehouse.audit.log.LogHead;
import io.gatehouse.audit.pack.PackManifest;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.rule.Finding;
import io.gatehouse.core.state.GovernanceState;
import io.gatehouse.core.state.InstallationView;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Packs a workspace's history for an auditor. Needs no lock: what a writer appends meanwhile is
 * left out. Key material is never packed; it never was archived.
 *
 * <p>Equal histories give equal packs, as long as the engine signs with the same key. Streams: each
 * file is read twice, once for its digest, and must not change between.
 */
public final class PackExport {

    private static final int LONGEST_HEAD = 16 * 1024;

    private final Workspace workspace;
    private final Instant now;

    public PackExport(Workspace workspace, Instant now) {
        this.workspace = workspace;
        this.now = now;
    }

    /**
     * What was packed.
     *
     * @param missing evidence whose archived copy is not there: a pack without it proves less
     */
    public record Packed(
            JournalPosition journal,
            int members,
            long bytes,
            KeyId key,
            String publicKey,
            SortedSet<Digest> missing) {}

    /** The archive holds other bytes than were recorded: nothing is signed over it. */
    public static final class ArchiveChanged extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient List<Finding> findings;

        ArchiveChanged(List<Finding> findings) {
            super("archived evidence was changed", null, false, false);
            this.findings = List.copyOf(findings);
        }

        public List<Finding> findings() {
            return findings;
        }
    }

    /**
     * Writes a pack.
     *
     * @param out must not be there yet
     * @param texts members that do not come from the history: the readme files and the schema
     * @throws JournalUnusable when the history does not verify
     */
    public Packed write(Path out, Optional<PromotionId> scope, Map<String, byte[]> texts)
            throws IOException, JournalUnusable, ArchiveChanged {
        if (Files.exists(out, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(out.getFileName().toString());
        }
        try (OpenKeyRing keys = EngineKeys.open(workspace)) {
            TreeMap<String, PackSource> sources = new TreeMap<>();
            // heads and logs first: the journal that is read after them can only be further on
            logs(sources);
            Optional<PackSource> head = head();
            HistoryContent content = new HistoryContent();
            InstallationView state = fold(keys, content);
            head.ifPresent(h -> sources.put(PackLayout.JOURNAL + "/" + JournalHead.FILE, h));
            content.segments()
                    .forEach(
                            (segment, end) ->
                                    sources.put(
                                            PackLayout.JOURNAL + "/" + segment,
                                            PackSource.of(
                                                    workspace.journal().resolve(segment), end)));
            SortedSet<Digest> missing = evidence(content, state, scope, sources);
            content.documents(state.governance())
                    .forEach((name, bytes) -> sources.put(name, PackSource.of(bytes)));
            texts.forEach((name, bytes) -> sources.put(name, PackSource.of(bytes)));
            return sign(out, keys, state.governance(), content, scope, missing, sources);
        }
    }

    private void logs(SortedMap<String, PackSource> sources) throws IOException {
        if (!Files.isDirectory(workspace.decisionLogs())) {
            return;
        }
        List<Path> files = new ArrayList<>();
        try (var entries = Files.list(workspace.decisionLogs())) {
            entries.filter(f -> f.toString().endsWith(".jsonl")).sorted().forEach(files::add);
        }
        for (Path file : files) {
            String name = PackLayout.LOGS + "/" + file.getFileName();
            new LogName(file.getFileName().toString().replaceAll("\\.jsonl$", ""));
            Optional<byte[]> head = headOf(file);
            head.ifPresent(bytes -> sources.put(name + ".head", PackSource.of(bytes)));
            sources.put(name, PackSource.of(file, wholeLines(file, head)));
        }
    }

    private static Optional<byte[]> headOf(Path log) throws IOException {
        try (InputStream in =
                Files.newInputStream(LogHead.fileOf(log), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(in.readNBytes(LONGEST_HEAD));
        } catch (NoSuchFileException e) {
            return Optional.empty(); // said by whoever verifies
        }
    }

    /** A line that is being written at this moment is left out. */
    private static long wholeLines(Path log, Optional<byte[]> head) throws IOException {
        long size = Files.size(log);
        try (InputStream in = Files.newInputStream(log, LinkOption.NOFOLLOW_LINKS)) {
            in.skipNBytes(Math.max(0, size - 1));
            if (size == 0 || in.read() == '\n') {
                return size;
            }
        }
        try {
            return head.map(bytes -> LogHead.parse(bytes).length())
                    .filter(length -> length <= size)
                    .orElse(size);
        } catch (IllegalArgumentException e) {
            return size;
        }
    }

    private Optional<PackSource> head() throws IOException {
        Path head = workspace.journal().resolve(JournalHead.FILE);
        return Files.isRegularFile(head, LinkOption.NOFOLLOW_LINKS)
                ? Optional.of(PackSource.of(Files.readAllBytes(head)))
                : Optional.empty();
    }

    private InstallationView fold(OpenKeyRing keys, HistoryContent content)
            throws IOException, JournalUnusable {
        ReplayCheck replay = new ReplayCheck();
        try {
            new JournalReader(DirectoryFiles.existing(workspace.journal()), CommitKeys.of(keys))
                    .groups(
                            group -> {
                                replay.accept(group);
                                content.accept(group);
                            });
        } catch (JournalFaultException e) {
            throw new JournalUnusable(List.of(SegmentJournals.finding(e.fault())));
        }
        Optional<JournalFault> fault = replay.replayer().fault();
        if (fault.isPresent()) {
            throw new JournalUnusable(List.of(SegmentJournals.finding(fault.get())));
        }
        EngineKeys.limit(keys, replay.replayer().state().governance());
        return replay.replayer().state();
    }

    private SortedSet<Digest> evidence(
            HistoryContent content,
            InstallationView state,
            Optional<PromotionId> scope,
            SortedMap<String, PackSource> sources)
            throws IOException {
        EvidenceArchive archive = new EvidenceArchive(workspace);
        TreeSet<Digest> missing = new TreeSet<>();
        for (Map.Entry<Digest, PromotionId> item : content.evidence(scope).entrySet()) {
            Path file = archive.file(state.promotion(item.getValue()).orElseThrow(), item.getKey());
            if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                sources.put(
                        PackLayout.artefact(item.getKey()), PackSource.of(file, Files.size(file)));
            } else {
                missing.add(item.getKey());
            }
        }
        return missing;
    }

    private Packed sign(
            Path out,
            OpenKeyRing keys,
            GovernanceState governance,
            HistoryContent content,
            Optional<PromotionId> scope,
            SortedSet<Digest> missing,
            SortedMap<String, PackSource> sources)
            throws IOException, ArchiveChanged {
        TreeMap<String, PackManifest.Member> members = new TreeMap<>();
        for (Map.Entry<String, PackSource> source : sources.entrySet()) {
            PackSource measured = source.getValue().measured();
            source.setValue(measured);
            members.put(
                    source.getKey(), new PackManifest.Member(measured.size(), measured.sha384()));
        }
        requireArchive(members);
        KeyId key = keys.engineKeyId(now);
        PackManifest manifest =
                new PackManifest(
                        governance.installation().orElseThrow(),
                        content.end(),
                        content.time(),
                        scope,
                        missing,
                        members);
        sources.put(
                PackManifest.NAME,
                PackSource.of(manifest.sign(key, keys.engineSigner(now))).measured());
        long bytes = PackFile.write(out, sources);
        return new Packed(
                content.end(),
                sources.size(),
                bytes,
                key,
                keys.engineSigner(now).publicKey().text(),
                missing);
    }

    private static void requireArchive(SortedMap<String, PackManifest.Member> members)
            throws ArchiveChanged {
        List<Finding> changed = new ArrayList<>();
        members.forEach(
                (name, member) -> {
                    if (name.startsWith(PackLayout.ARTEFACTS + "/")
                            && !PackLayout.artefact(member.sha384()).equals(name)) {
                        changed.add(
                                Finding.of(
                                        "engine-archive",
                                        "changed",
                                        name,
                                        "the bytes that were recorded",
                                        member.sha384().value(),
                                        "restore the archived file from a backup"));
                    }
                });
        if (!changed.isEmpty()) {
            throw new ArchiveChanged(changed);
        }
    }
}

package io.gatehouse.adapter.checklist;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.checklist.Checklist;
import io.gatehouse.core.digest.DigestPair;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.id.PromotionId;
import io.gatehouse.core.id.StepId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Copies of filled checklists under {@code var/audit/checklists/}, each with a manifest, and an
 * index with one line per copy ({@code index.jsonl}).
 *
 * <p>Copies are named by their SHA-384 and never replaced. The index is a convenience for people
 * and signed by nobody; what binds a checklist is its digest in the journal. One writer at a time;
 * the engine's writer lock sees to that.
 */
public final class ChecklistArchive {

    private static final String PLACE = "var/audit/checklists";
    private static final String RULE = "checklist-archive";
    private static final int NAME_DIGITS = 32;

    private final Path workspace;

    public ChecklistArchive(Path workspace) {
        this.workspace = workspace;
    }

    /**
     * Archives a filled checklist. The same bytes for the same step are archived once.
     *
     * @param source relative to the workspace; no link, inside the workspace
     * @throws IOException when it cannot be read or written, or leads out of the workspace
     */
    public ArchiveEntry archive(
            Path source, PromotionId promotion, StepId step, List<PersonId> signers, Instant time)
            throws IOException {
        Path root = workspace.toRealPath();
        Path file = root.resolve(source).normalize();
        if (source.isAbsolute()
                || !file.startsWith(root)
                || !file.getParent().toRealPath().startsWith(root)) {
            throw new IOException("the checklist is not inside the workspace");
        }
        return archive(text(root.relativize(file)), bytes(file), promotion, step, signers, time);
    }

    /**
     * Archives the bytes of a filled checklist. What is there already, index line included, is left
     * as it is, so that it may be asked for again after a crash.
     *
     * @param source where it was filled in, relative to the workspace; only told, never read
     * @throws IOException when it cannot be written, or the archive holds other bytes under this
     *     digest
     */
    public ArchiveEntry archive(
            String source,
            byte[] bytes,
            PromotionId promotion,
            StepId step,
            List<PersonId> signers,
            Instant time)
            throws IOException {
        Path root = workspace.toRealPath();
        if (bytes.length > Checklist.LARGEST) {
            throw new IOException("the checklist is larger than " + Checklist.LARGEST + " bytes");
        }
        DigestPair digests = DigestPair.of(bytes);
        Path folder = root.resolve(PLACE).resolve(promotion.value()).resolve(step.value());
        DurableFiles.createDirectories(folder);
        if (!folder.toRealPath().equals(folder)) {
            throw new IOException("the archive leads out of its place through a link");
        }
        Path copy = folder.resolve(digests.sha384().hex().substring(0, NAME_DIGITS) + ".md");
        Checklist checklist = Checklist.read(bytes);
        ArchiveEntry entry =
                new ArchiveEntry(
                        source,
                        text(root.relativize(copy)),
                        bytes.length,
                        digests,
                        checklist.items().size(),
                        checklist.open().size(),
                        promotion,
                        step,
                        signers,
                        time);
        if (Files.exists(copy, LinkOption.NOFOLLOW_LINKS)) {
            if (!Arrays.equals(bytes(copy), bytes)) {
                throw new IOException("the archive holds other bytes under this digest");
            }
        } else {
            DurableFiles.create(copy, bytes);
        }
        if (!entries(new ArrayList<>()).contains(entry)) {
            DurableFiles.replace(manifest(copy), line(entry));
            append(root.resolve(PLACE).resolve("index.jsonl"), line(entry));
        }
        return entry;
    }

    /** The index, with a finding for each line that cannot be read. */
    public List<ArchiveEntry> entries(List<Finding> findings) throws IOException {
        Path index = workspace.resolve(PLACE).resolve("index.jsonl");
        List<ArchiveEntry> entries = new ArrayList<>();
        String text;
        try {
            text = new String(bytes(index), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return entries;
        }
        int number = 0;
        for (String line : text.split("\n")) {
            number++;
            if (line.isEmpty()) {
                continue;
            }
            try {
                byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
                entries.add(ArchiveEntry.of(StrictJson.readSigned(bytes).objectOrThrow()));
            } catch (JsonFaultException | IllegalArgumentException e) {
                findings.add(
                        finding(
                                "index-line",
                                PLACE + "/index.jsonl:" + number,
                                "an entry",
                                "another form",
                                "a crash leaves at most one such line; its copy and manifest are"
                                        + " still there"));
            }
        }
        return entries;
    }

    /** Whether something is where the entry's copy should be; its bytes are for {@link #verify}. */
    public boolean holds(ArchiveEntry entry) {
        Path copy = workspace.resolve(entry.archived()).normalize();
        return copy.startsWith(workspace.resolve(PLACE).normalize())
                && Files.isRegularFile(copy, LinkOption.NOFOLLOW_LINKS);
    }

    /** Compares every copy with the index; empty when all is as it was archived. */
    public List<Finding> verify() throws IOException {
        List<Finding> findings = new ArrayList<>();
        Path archive = workspace.toRealPath().resolve(PLACE);
        for (ArchiveEntry entry : entries(findings)) {
            Path copy = workspace.toRealPath().resolve(entry.archived()).normalize();
            if (!copy.startsWith(archive)) {
                findings.add(
                        finding(
                                "outside",
                                entry.archived(),
                                "a path below " + PLACE,
                                "another place",
                                "the index was edited; compare it with the journal"));
                continue;
            }
            try {
                if (!DigestPair.of(bytes(copy)).equals(entry.digests())) {
                    findings.add(
                            finding(
                                    "copy-changed",
                                    entry.archived(),
                                    entry.digests().sha384().value(),
                                    "other bytes",
                                    "restore the copy from a backup and find out who changed it"));
                }
            } catch (IOException e) {
                findings.add(
                        finding(
                                "copy-missing",
                                entry.archived(),
                                "a file",
                                "it cannot be read",
                                "restore the copy from a backup"));
            }
        }
        return findings;
    }

    private static Path manifest(Path copy) {
        String name = copy.getFileName().toString();
        return copy.resolveSibling(
                name.substring(0, name.length() - ".md".length()) + ".manifest.json");
    }

    private static byte[] line(ArchiveEntry entry) {
        return (CanonicalJson.text(entry.toJson()) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void append(Path index, byte[] line) throws IOException {
        boolean first = !Files.exists(index, LinkOption.NOFOLLOW_LINKS);
        try (FileChannel channel =
                FileChannel.open(
                        index,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS)) {
            long end = channel.size();
            channel.position(end);
            ByteBuffer last = ByteBuffer.allocate(1);
            if (end > 0 && channel.read(last, end - 1) == 1 && last.get(0) != '\n') {
                // A crash cut the line before: end it, so that this one can be read.
                channel.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
            DurableFiles.writeFully(channel, ByteBuffer.wrap(line));
            channel.force(true);
        }
        if (first) {
            DurableFiles.forceDirectory(index.getParent());
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readAllBytes();
        }
    }

    private static String text(Path relative) {
        return relative.toString().replace('\\', '/');
    }

    private static Finding finding(
            String code, String subject, String expected, String observed, String remedy) {
        return Finding.of(RULE, code, subject, expected, observed, remedy);
    }
}

package io.gatehouse.adapter.licensing.licence;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Envelope;
import io.gatehouse.adapter.licensing.InputFiles;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The folder of licences: {@code registry.jsonl}, appended to and never rewritten, its chain in
 * {@code registry.chain.jsonl}, and each issued licence in {@code issued/<license_id>.jsonl}. Safe
 * for several threads and processes.
 *
 * <p>A licence is written first, then linked, then registered; what a crash cut short is completed
 * by recording the same licence again.
 */
public final class LicenceStore {

    private static final Object WITHIN_THIS_PROCESS = new Object();

    private final Path folder;
    private final ToolKeys licenceKeys;
    private final ToolKeys fingerprintKeys;

    /**
     * What the registry holds.
     *
     * @param digest of the registry's bytes
     */
    public record View(RegistryLines lines, RegistryChain chain, Digest digest) {}

    /**
     * A licence that is in the registry.
     *
     * @param sequence of its link, from 1
     */
    public record Recorded(Licence licence, long sequence, View view) {}

    /**
     * @param licenceKeys of lines and links
     * @param fingerprintKeys of the documents that licences bring
     */
    public LicenceStore(Path folder, ToolKeys licenceKeys, ToolKeys fingerprintKeys) {
        this.folder = folder;
        this.licenceKeys = licenceKeys;
        this.fingerprintKeys = fingerprintKeys;
    }

    public Path registry() {
        return folder.resolve("registry.jsonl");
    }

    public Path chain() {
        return folder.resolve("registry.chain.jsonl");
    }

    public Path issued(String licenceId) {
        return folder.resolve("issued").resolve(licenceId + ".jsonl");
    }

    /**
     * Verifies registry and chain. Refused as {@code registry-missing} when there is none: the
     * existing check calls that valid.
     */
    public Judged<View> verify(RegistryChain.Head lastSeen) {
        try {
            if (InputFiles.read(registry(), 0).isEmpty()) {
                return Judged.refused(fault("registry-missing", "a licence registry"));
            }
            Judged<View> view = view();
            List<Finding> findings =
                    view.value()
                            .map(known -> known.chain().judge(known.lines(), lastSeen))
                            .orElseGet(view::findings);
            return findings.isEmpty() ? view : Judged.refused(findings);
        } catch (IOException e) {
            return Judged.refused(fault("unreadable", "a registry that can be read"));
        }
    }

    private Judged<View> view() throws IOException {
        byte[] bytes =
                InputFiles.read(registry(), RegistryLines.LARGEST).orElseGet(() -> new byte[0]);
        byte[] links = InputFiles.read(chain(), RegistryLines.LARGEST).orElseGet(() -> new byte[0]);
        Judged<RegistryLines> lines = RegistryLines.read(bytes, licenceKeys, fingerprintKeys);
        Judged<RegistryChain> chain = RegistryChain.read(links, licenceKeys);
        if (lines.value().isEmpty()) {
            return Judged.refused(lines.findings());
        }
        return chain.value().isEmpty()
                ? Judged.refused(chain.findings())
                : Judged.accepted(
                        new View(lines.value().get(), chain.value().get(), Digest.sha384(bytes)));
    }

    /**
     * Makes sure that a licence is in the registry: the one that is there under that id, or a new
     * one.
     *
     * @param issue makes it; not asked when it was made before
     * @param lastSeen end of the chain that was seen before
     */
    public Judged<Recorded> record(
            String licenceId,
            Supplier<Judged<Licence>> issue,
            ToolKey key,
            Instant now,
            RegistryChain.Head lastSeen) {
        synchronized (WITHIN_THIS_PROCESS) {
            try {
                DurableFiles.createDirectories(folder);
                try (FileChannel channel =
                                FileChannel.open(
                                        folder.resolve("registry.lock"),
                                        StandardOpenOption.CREATE,
                                        StandardOpenOption.WRITE);
                        var held = channel.lock()) {
                    return held.isValid()
                            ? recordAlone(licenceId, issue, key, now, lastSeen)
                            : Judged.refused(fault("not-written", "a lock on the registry"));
                }
            } catch (IOException e) {
                return Judged.refused(fault("not-written", "a registry that can be written"));
            }
        }
    }

    private Judged<Recorded> recordAlone(
            String licenceId,
            Supplier<Judged<Licence>> issue,
            ToolKey key,
            Instant now,
            RegistryChain.Head lastSeen)
            throws IOException {
        Judged<View> before = view();
        if (before.value().isEmpty()) {
            return Judged.refused(before.findings());
        }
        View view = before.value().get();
        Optional<Licence> there = view.lines().find(licenceId);
        Optional<byte[]> written = InputFiles.read(issued(licenceId), Envelope.LARGEST);
        List<Finding> tampered = view.chain().judge(view.lines(), lastSeen);
        if (written.isEmpty() && !tampered.isEmpty()) {
            return Judged.refused(tampered); // nothing is issued beside what was tampered with
        }
        Judged<Licence> made =
                there.isPresent()
                        ? Judged.accepted(there.get())
                        : written.isPresent()
                                ? issuedBefore(licenceId, written.get())
                                : issueNow(licenceId, issue);
        if (made.value().isEmpty()) {
            return Judged.refused(made.findings());
        }
        Licence licence = made.value().get();
        byte[] line = licence.lineBytes();
        Digest digest = Digest.sha384(java.util.Arrays.copyOf(line, line.length - 1));
        List<Digest> linked = view.chain().digests();
        int lines = view.lines().lines().size();
        boolean halfDone = linked.size() == lines + 1 && linked.get(lines).equals(digest);
        if (!halfDone && !tampered.isEmpty()) {
            return Judged.refused(tampered);
        }
        if (!linked.contains(digest)) {
            append(chain(), view.chain().next(digest, key, now));
            halfDone = true;
        }
        if (halfDone) {
            append(registry(), line);
        }
        Judged<View> after = verify(lastSeen);
        return after.value().isEmpty()
                ? Judged.refused(after.findings())
                : Judged.accepted(
                        new Recorded(
                                licence,
                                after.value().get().chain().digests().indexOf(digest) + 1L,
                                after.value().get()));
    }

    private Judged<Licence> issuedBefore(String licenceId, byte[] file) {
        Judged<Licence> read = Licence.read(licenceId, file, licenceKeys);
        boolean other = read.value().filter(l -> !l.id().equals(licenceId)).isPresent();
        return other ? Judged.refused(fault("edited", "the licence of its name")) : read;
    }

    private Judged<Licence> issueNow(String licenceId, Supplier<Judged<Licence>> issue)
            throws IOException {
        Judged<Licence> made = issue.get();
        if (made.value().filter(l -> !l.id().equals(licenceId)).isPresent()) {
            return Judged.refused(fault("edited", "the licence that was asked for"));
        }
        if (made.value().isPresent()) {
            DurableFiles.createDirectories(issued(licenceId).getParent());
            DurableFiles.create(issued(licenceId), made.value().get().lineBytes());
        }
        return made;
    }

    private static void append(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND,
                        java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            DurableFiles.writeFully(channel, ByteBuffer.wrap(bytes));
            channel.force(true);
        }
        DurableFiles.forceDirectory(file.toAbsolutePath().getParent());
    }

    private static Finding fault(String code, String expected) {
        return Area.CHAIN.finding(
                code, "registry", expected, "none", "restore registry and chain from the backup");
    }
}

package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one reading of an archive found: each file measured, and the few small documents kept.
 *
 * <p>Memory grows with the number of files, which is limited, and not with their sizes. Confined to
 * one thread.
 */
final class BundleContents implements ArchiveReader.Visitor {

    /** The one folder in which the existing builder packs everything. */
    static final String ROOT = "core_oem_staging";

    /** Receives the content of files while they are measured, such as to install them. */
    interface Sink {

        /** Begins a file; its path was found plain, and no other file has it. */
        void begin(String path, int mode) throws IOException;

        void write(byte[] bytes, int length) throws IOException;

        void end() throws IOException;
    }

    private final Map<String, MeasuredFile> files = new TreeMap<>(PathRules.ORDER);
    private final Map<String, byte[]> documents = new TreeMap<>();
    private final List<String> folders = new ArrayList<>();
    private final PathSet paths = new PathSet();
    private final Budget budget;
    private final FindingList findings;
    private final Optional<Sink> sink;

    BundleContents(BundleLimits limits, FindingList findings, Optional<Sink> sink) {
        this.budget = new Budget(limits);
        this.findings = findings;
        this.sink = sink;
    }

    /** The files by path, in order of their components. */
    Map<String, MeasuredFile> files() {
        return files;
    }

    /** The bytes of the manifest, a signature or the fingerprint document. */
    Optional<byte[]> document(String path) {
        return Optional.ofNullable(documents.get(path));
    }

    /** Folders without a file in them. */
    List<String> emptyFolders() {
        return folders.stream().filter(f -> !paths.hasFolder(f)).toList();
    }

    @Override
    public void entry(ArchiveEntry entry, InputStream content) throws IOException {
        budget.entry();
        switch (entry.kind()) {
            case FILE, FOLDER -> plain(entry, content);
            // a link leads the writer of the next entry out of the folder
            case SYMLINK -> refuse(BundleCode.ENTRY_SYMLINK, entry, "a symbolic link");
            case HARDLINK -> refuse(BundleCode.ENTRY_HARDLINK, entry, "a hard link");
            case DEVICE -> refuse(BundleCode.ENTRY_DEVICE, entry, "a device or pipe");
            case OTHER -> refuse(BundleCode.ENTRY_KIND, entry, "another kind");
        }
    }

    private void plain(ArchiveEntry entry, InputStream content) throws IOException {
        String name = entry.name();
        Optional<BundleCode> fault = PathRules.fault(name);
        boolean folder = entry.kind() == ArchiveEntry.Kind.FOLDER;
        boolean root = folder && name.equals(ROOT);
        if (fault.isPresent()) {
            findings.add(fault.get(), name, "a plain relative path, the same everywhere", name);
        } else if (!root && !name.startsWith(ROOT + "/")) {
            findings.add(BundleCode.OUTSIDE_ROOT, name, "entries below " + ROOT, "elsewhere");
        } else if (folder) {
            if (!root) {
                folders.add(name.substring(ROOT.length() + 1));
            }
        } else {
            file(entry, name.substring(ROOT.length() + 1), content);
        }
    }

    private void file(ArchiveEntry entry, String path, InputStream content) throws IOException {
        Optional<PathSet.Clash> clash = paths.add(path);
        if (clash.isPresent()) {
            findings.add(clash.get().code(), path, "each file once", clash.get().other());
            return;
        }
        if ((entry.mode() & 07000) != 0) {
            // set-user-id, set-group-id, sticky: a file that runs as somebody else
            findings.add(
                    BundleCode.MODE_REFUSED,
                    path,
                    "permissions alone",
                    BundleFile.modeText(entry.mode()));
        }
        files.put(path, measure(entry, path, content));
    }

    private MeasuredFile measure(ArchiveEntry entry, String path, InputStream content)
            throws IOException {
        MessageDigest digest = Digest.newSha384();
        int keep = kept(path);
        byte[] kept = new byte[(int) Math.min(keep, entry.size())];
        byte[] buffer = new byte[64 * 1024];
        if (sink.isPresent()) {
            sink.get().begin(path, entry.mode());
        }
        long size = 0;
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
            if (size < kept.length) {
                int copied = (int) Math.min(count, kept.length - size);
                System.arraycopy(buffer, 0, kept, (int) size, copied);
            }
            size += count;
            budget.bytes(size, count);
            digest.update(buffer, 0, count);
            if (sink.isPresent()) {
                sink.get().write(buffer, count);
            }
        }
        if (sink.isPresent()) {
            sink.get().end();
        }
        if (keep > 0) {
            keep(path, kept, size);
        }
        return new MeasuredFile(
                path, HexFormat.of().formatHex(digest.digest()), size, entry.mode());
    }

    private void keep(String path, byte[] kept, long size) {
        if (size > kept.length || documents.size() >= BundleLimits.DOCUMENTS) {
            findings.add(
                    BundleCode.ARCHIVE_TOO_LARGE,
                    path,
                    "at most " + kept(path) + " bytes, in at most " + BundleLimits.DOCUMENTS,
                    "more");
        } else {
            documents.put(path, kept);
        }
    }

    /** How much of a file is kept to be read; 0 for ordinary files. */
    private static int kept(String path) {
        if (path.equals(BundleManifest.FILE)) {
            return BundleLimits.MANIFEST;
        }
        boolean document =
                path.equals(BundleManifest.SIGNATURE)
                        || path.equals(FingerprintDocument.PATH)
                        || (path.startsWith("config/") && path.endsWith(".sig"));
        return document ? BundleLimits.SIGNATURE : 0;
    }

    private void refuse(BundleCode code, ArchiveEntry entry, String observed) {
        findings.add(code, entry.name(), "plain files and folders", observed);
    }
}

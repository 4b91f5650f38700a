package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.JsonArray;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/**
 * Builds bundles: equal requests, with the same key, give equal bytes.
 *
 * <p>Inputs are read twice in constant memory, once to be measured and once to be packed; one that
 * changed in between is refused. What was packed is verified before it gets its name, and a name
 * that exists is never written over. Thread-safe.
 */
public final class BundleBuilder {

    private final BundleKey key;
    private final InstantSource clock;

    /**
     * A builder.
     *
     * @param key signs manifest, configuration and fingerprint; must be in force now and at the
     *     time of release
     */
    public BundleBuilder(BundleKey key, InstantSource clock) {
        this.key = key;
        this.clock = clock;
    }

    /** Builds into a folder that exists. */
    public BuildResult build(BundleRequest request, Path folder) {
        try {
            BundleAssembly.Attempt attempt = BundleAssembly.of(request, key, clock.instant());
            if (attempt instanceof BundleAssembly.Attempt.Done done) {
                return pack(request, done.assembly(), folder);
            }
            return new BuildResult.Refused(((BundleAssembly.Attempt.Refused) attempt).findings());
        } catch (KeyFaultException e) {
            return refused(BuildCode.KEY_REFUSED.at("key " + key.id(), "a key", "it was wiped"));
        }
    }

    /**
     * Writes the manifest that would be signed, its signature and a report into a folder, replacing
     * those of an earlier dry run: evidence for a gate, without an archive.
     */
    public BuildResult describe(BundleRequest request, Path folder) {
        try {
            BundleAssembly.Attempt attempt = BundleAssembly.of(request, key, clock.instant());
            if (attempt instanceof BundleAssembly.Attempt.Done done) {
                return write(done.assembly(), folder);
            }
            return new BuildResult.Refused(((BundleAssembly.Attempt.Refused) attempt).findings());
        } catch (KeyFaultException e) {
            return refused(BuildCode.KEY_REFUSED.at("key " + key.id(), "a key", "it was wiped"));
        } catch (IOException e) {
            return notWritten(folder);
        }
    }

    private static BuildResult write(BundleAssembly assembly, Path folder) throws IOException {
        BundleManifest manifest = assembly.manifest();
        byte[] bytes = manifest.bytes();
        byte[] report =
                IndentedJson.line(
                        JsonObject.builder()
                                .put("schema", "gatehouse.bundle-report/1")
                                .put("bundle", BundleManifest.BUNDLE)
                                .put("platform", manifest.platform().text())
                                .put("version", manifest.version())
                                .put("archive", manifest.archiveName())
                                .put("dry_run", true)
                                .put("files", manifest.files().size())
                                .put(
                                        "bytes",
                                        assembly.parts().stream().mapToLong(BundlePart::size).sum())
                                .put("manifest_sha384", Digest.sha384(bytes).hex())
                                .put("discrepancies", JsonArray.EMPTY)
                                .build());
        DurableFiles.createDirectories(folder);
        Path manifestFile = folder.resolve(BundleManifest.FILE);
        Path reportFile = folder.resolve("bundle-report.json");
        DurableFiles.replace(manifestFile, bytes);
        DurableFiles.replace(
                folder.resolve(BundleManifest.SIGNATURE), assembly.signature().bytes());
        DurableFiles.replace(reportFile, report);
        return new BuildResult.Described(reportFile, manifestFile, Digest.sha384(report), manifest);
    }

    private BuildResult pack(BundleRequest request, BundleAssembly assembly, Path folder) {
        String name = assembly.manifest().archiveName();
        Path target = folder.resolve(name);
        if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            return exists(name);
        }
        Path temporary;
        try {
            temporary = Files.createTempFile(folder, "." + name, ".part");
        } catch (IOException e) {
            return notWritten(folder);
        }
        try {
            List<Finding> changed = fill(request, assembly, temporary);
            if (!changed.isEmpty()) {
                return new BuildResult.Refused(changed);
            }
            return publish(temporary, target);
        } catch (FileAlreadyExistsException e) {
            return exists(name);
        } catch (IOException e) {
            return notWritten(folder);
        } finally {
            discard(temporary);
        }
    }

    private BuildResult publish(Path temporary, Path target) throws IOException {
        Verification verification =
                new BundleVerifier(BundleKeys.of(List.of(key)))
                        .verify(temporary, VerifyOptions.at(clock.instant()));
        if (!(verification instanceof Verification.Verified verified)) {
            Finding first = verification.findings().get(0);
            return refused(BuildCode.SELF_CHECK.at(first.subject(), "verified", first.code()));
        }
        try {
            // fails where the name exists; a rename would replace what another build has just made
            Files.createLink(target, temporary);
        } catch (UnsupportedOperationException e) {
            Files.move(temporary, target);
        }
        DurableFiles.forceDirectory(target.toAbsolutePath().getParent());
        VerifiedBundle bundle = verified.bundle();
        return new BuildResult.Built(
                target, bundle.archive(), bundle.archiveBytes(), bundle.manifest());
    }

    private static List<Finding> fill(
            BundleRequest request, BundleAssembly assembly, Path temporary) throws IOException {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE);
                ArchiveWriter writer =
                        ArchiveWriter.of(
                                request.platform(),
                                channel,
                                request.released(),
                                request.packing())) {
            for (BundlePart part : assembly.parts()) {
                if (!copy(part, writer)) {
                    return List.of(
                            BuildCode.INPUT_CHANGED.at(
                                    part.path(), "the same bytes twice", "others"));
                }
            }
            writer.finish();
            channel.force(true);
            return List.of();
        }
    }

    /** Whether the bytes are still those that were measured. */
    static boolean copy(BundlePart part, ArchiveWriter writer) throws IOException {
        MessageDigest digest = Digest.newSha384();
        byte[] buffer = new byte[64 * 1024];
        long size = 0;
        OutputStream out = writer.begin(part);
        try (InputStream in = part.open()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                size += count;
                if (size > part.size()) {
                    return false;
                }
                digest.update(buffer, 0, count);
                out.write(buffer, 0, count);
            }
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(part.sha384())) {
            return false;
        }
        writer.end();
        return true;
    }

    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            // what is left is hidden, unnamed and owner-only: never taken for a bundle
        }
    }

    private static BuildResult exists(String name) {
        return refused(BuildCode.ARCHIVE_EXISTS.at(name, "no file of that name", "one"));
    }

    private static BuildResult notWritten(Path folder) {
        return refused(
                BuildCode.NOT_WRITTEN.at(
                        String.valueOf(folder.getFileName()), "a folder to write to", "it is not"));
    }

    private static BuildResult refused(Finding finding) {
        return new BuildResult.Refused(List.of(finding));
    }
}

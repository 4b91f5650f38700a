package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;

/**
 * Installs a bundle into an empty folder: all of it, verified, or nothing.
 *
 * <p>Files are written into a hidden folder beside the target in the same reading that verifies
 * them, so an archive cannot be exchanged between the two; the folder gets its name by one rename.
 * Thread-safe; of two that install into one target, the second is refused.
 */
public final class BundleInstaller {

    private final BundleVerifier verifier;
    private final FingerprintCheck fingerprints;

    public BundleInstaller(BundleKeys keys, FingerprintCheck fingerprints) {
        this.verifier = new BundleVerifier(keys);
        this.fingerprints = fingerprints;
    }

    /** Installs on the device that the bundle is for. */
    public InstallResult install(Path archive, Path target, VerifyOptions options) {
        return install(archive, target, options, false);
    }

    /** Installs to try: a bundle that is for no device yet will do, one for another will not. */
    public InstallResult tryOut(Path archive, Path target, VerifyOptions options) {
        return install(archive, target, options, true);
    }

    /** Removes an installed bundle; see {@link InstalledBundle#remove}. */
    public InstallResult remove(Path folder) {
        return InstalledBundle.remove(folder);
    }

    private InstallResult install(Path archive, Path target, VerifyOptions options, boolean trial) {
        Path folder = target.toAbsolutePath().normalize();
        Path staging;
        try {
            Optional<Finding> objection = objection(folder);
            if (objection.isPresent()) {
                return refused(objection.get());
            }
            staging = folder.resolveSibling("." + folder.getFileName() + ".installing");
            Files.createDirectory(staging);
        } catch (FileAlreadyExistsException e) {
            return refused(
                    InstallCode.UNFINISHED.at(
                            "." + folder.getFileName() + ".installing", "no such folder", "one"));
        } catch (IOException e) {
            return refused(notWritten(folder));
        }
        try {
            return fill(archive, folder, staging, options, trial);
        } finally {
            FolderRemoval.quietly(staging);
        }
    }

    private InstallResult fill(
            Path archive, Path folder, Path staging, VerifyOptions options, boolean trial) {
        try (InstallSink sink = new InstallSink(staging)) {
            Verification verification = verifier.verify(archive, options, Optional.of(sink));
            if (sink.hasFailed()) {
                return refused(notWritten(folder));
            }
            if (!(verification instanceof Verification.Verified verified)) {
                return new InstallResult.Refused(verification.findings());
            }
            VerifiedBundle bundle = verified.bundle();
            FingerprintCheck.Answer answer = fingerprints.check(bundle.fingerprint());
            Optional<InstallCode> mismatch = mismatch(answer, trial);
            if (mismatch.isPresent()) {
                return refused(
                        mismatch.get()
                                .at(
                                        FingerprintDocument.PATH,
                                        "the fingerprint of this device",
                                        bundle.fingerprint()));
            }
            Files.move(staging, folder, StandardCopyOption.ATOMIC_MOVE);
            DurableFiles.forceDirectory(folder.getParent());
            return new InstallResult.Installed(folder, bundle, answer);
        } catch (IOException e) {
            return refused(notWritten(folder));
        }
    }

    private static Optional<InstallCode> mismatch(FingerprintCheck.Answer answer, boolean trial) {
        return switch (answer) {
            case MATCHES -> Optional.empty();
            case DIFFERS -> Optional.of(InstallCode.FINGERPRINT_DIFFERS);
            case NOT_PROVISIONED ->
                    trial ? Optional.empty() : Optional.of(InstallCode.FINGERPRINT_NOT_PROVISIONED);
            case UNAVAILABLE -> Optional.of(InstallCode.FINGERPRINT_UNAVAILABLE);
        };
    }

    private static Optional<Finding> objection(Path folder) throws IOException {
        Path parent = folder.getParent();
        if (parent == null || !Files.isDirectory(parent, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(
                    InstallCode.TARGET_REFUSED.at(
                            folder.toString(), "a folder in one that exists", "another"));
        }
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try (DirectoryStream<Path> children = Files.newDirectoryStream(folder)) {
                if (!children.iterator().hasNext()) {
                    return Optional.empty();
                }
            }
        }
        return Optional.of(
                InstallCode.TARGET_NOT_EMPTY.at(
                        String.valueOf(folder.getFileName()), "an empty folder", "another"));
    }

    private static Finding notWritten(Path folder) {
        return InstallCode.NOT_WRITTEN.at(
                String.valueOf(folder.getFileName()), "a folder to write to", "it is not");
    }

    private static InstallResult refused(Finding finding) {
        return new InstallResult.Refused(List.of(finding));
    }
}

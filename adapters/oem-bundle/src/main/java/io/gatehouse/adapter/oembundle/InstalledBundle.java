package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Takes an installed bundle away again: the files of its manifest, and no other. */
final class InstalledBundle {

    private InstalledBundle() {}

    /**
     * Removes what the manifest lists, then the folders that are empty. Files that came later stay
     * and are named. Repeating it after an interruption goes on.
     */
    static InstallResult remove(Path target) {
        Path folder = target.toAbsolutePath().normalize();
        Optional<BundleManifest> manifest = manifest(folder);
        if (manifest.isEmpty()) {
            return refused(
                    InstallCode.NOT_INSTALLED.at(
                            String.valueOf(folder.getFileName()), "an installed bundle", "none"));
        }
        try {
            int removed = 0;
            TreeSet<Path> folders = new TreeSet<>(Collections.reverseOrder());
            for (BundleFile file : manifest.get().files()) {
                removed += delete(folder, folder.resolve(file.path()), folders);
            }
            List<Finding> remaining = new ArrayList<>();
            deleteFolders(folders);
            try (var children = Files.newDirectoryStream(folder)) {
                for (Path child : children) {
                    String name = String.valueOf(child.getFileName());
                    if (!name.equals(BundleManifest.FILE)
                            && !name.equals(BundleManifest.SIGNATURE)) {
                        remaining.add(
                                InstallCode.FILES_REMAIN.at(
                                        name, "only the bundle's files", "others"));
                    }
                }
            }
            if (!remaining.isEmpty()) {
                return new InstallResult.Refused(remaining);
            }
            // last, so that an interrupted removal still knows what there is to remove
            removed += delete(folder, folder.resolve(BundleManifest.SIGNATURE), folders);
            removed += delete(folder, folder.resolve(BundleManifest.FILE), folders);
            Files.delete(folder);
            DurableFiles.forceDirectory(folder.getParent());
            return new InstallResult.Removed(folder, removed);
        } catch (IOException e) {
            return refused(
                    InstallCode.NOT_WRITTEN.at(
                            String.valueOf(folder.getFileName()), "files to remove", "they stay"));
        }
    }

    private static Optional<BundleManifest> manifest(Path folder) {
        try {
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                return Optional.empty();
            }
            try (InputStream in = FileSource.open(folder.resolve(BundleManifest.FILE))) {
                FindingList findings = new FindingList();
                Optional<BundleManifest> read =
                        ManifestReader.read(in.readNBytes(BundleLimits.MANIFEST), findings);
                // a manifest with a path that leads elsewhere would remove files elsewhere
                return findings.isEmpty() ? read : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static int delete(Path folder, Path file, Set<Path> folders) throws IOException {
        for (Path up = file.getParent(); !up.equals(folder); up = up.getParent()) {
            if (Files.exists(up, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(up, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("a link took the place of a folder");
            }
            folders.add(up);
        }
        return Files.deleteIfExists(file) ? 1 : 0;
    }

    private static void deleteFolders(Set<Path> deepestFirst) throws IOException {
        for (Path folder : deepestFirst) {
            try {
                Files.deleteIfExists(folder);
            } catch (DirectoryNotEmptyException | NoSuchFileException e) {
                // something of somebody else's is in it: the caller names it
            }
        }
    }

    private static InstallResult refused(Finding finding) {
        return new InstallResult.Refused(List.of(finding));
    }
}

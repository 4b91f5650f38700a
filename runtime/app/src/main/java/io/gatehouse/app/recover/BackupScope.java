package io.gatehouse.app.recover;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.core.rule.Finding;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which files of a workspace a backup holds: what was adopted, the configuration, history,
 * evidence, licences and keys. Not what is derived from them (the database), nor what must never
 * come back from a copy (permits, leases, latches, locks).
 */
public final class BackupScope {

    /** Folders and files that are saved, relative to the workspace. */
    static final List<String> SAVED =
            List.of(
                    "audit",
                    "certs",
                    "config",
                    "evidence",
                    "gatehouse",
                    "scripts",
                    "secrets",
                    "var/audit",
                    "var/certs",
                    "var/gatehouse/journal",
                    // without it no licence counts after a restore, and an older one could again
                    "var/gatehouse/licences",
                    "var/gatehouse/outbox",
                    "var/gatehouse/quarantine",
                    "var/gatehouse/revoked",
                    "var/licenses",
                    "var/security");

    private static final List<String> SEALED = List.of("certs", "secrets", "var/certs");
    private static final List<String> SEALED_ENDINGS =
            List.of(".env", ".jks", ".key", ".p12", ".pem", ".pfx");
    private static final int LONGEST_PATH = 1000;
    private static final int LONGEST_PART = 255;
    private static final int DEEPEST = 24;

    private BackupScope() {}

    /**
     * What was found in a workspace.
     *
     * @param files by their path in the workspace
     * @param leftOut what else stands beside the saved folders, named so that nobody takes the
     *     backup for a copy of everything
     */
    record Found(SortedMap<String, BackupFile> files, List<String> leftOut) {
        Found {
            files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
            leftOut = List.copyOf(leftOut);
        }
    }

    /** Whether a path is one that backups hold: anything else in one was planted. */
    static boolean covers(String path) {
        return isPath(path)
                && SAVED.stream().anyMatch(s -> path.equals(s) || path.startsWith(s + "/"));
    }

    /** Whether this process can name a file so: with LANG=C it cannot spell every letter. */
    static boolean isSpelled(String path) {
        try {
            return Path.of(path).toString().equals(path);
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static boolean isPath(String path) {
        String[] parts = path.split("/", -1);
        if (path.length() > LONGEST_PATH || parts.length > DEEPEST) {
            return false;
        }
        for (String part : parts) {
            if (part.isEmpty() || part.equals(".") || part.equals("..")) {
                return false;
            }
            if (part.length() > LONGEST_PART
                    || part.indexOf('\\') >= 0
                    || part.chars().anyMatch(Character::isISOControl)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a file is encrypted: a backup travels, and who finds it must find no key. */
    static boolean isSealed(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        return SEALED.stream().anyMatch(s -> path.startsWith(s + "/"))
                || SEALED_ENDINGS.stream().anyMatch(lower::endsWith);
    }

    /**
     * Lists a workspace.
     *
     * @throws BackupRefused when a link or special file stands among the files: followed, it would
     *     carry something from elsewhere; skipped, it would be missing after a restore
     */
    static Found of(Workspace workspace) throws IOException, BackupRefused {
        TreeMap<String, BackupFile> files = new TreeMap<>();
        List<Finding> findings = new ArrayList<>();
        for (String saved : SAVED) {
            Path start = workspace.root().resolve(saved);
            if (Files.exists(start, LinkOption.NOFOLLOW_LINKS)) {
                Files.walkFileTree(start, new Collector(workspace.root(), files, findings));
            }
        }
        if (!findings.isEmpty()) {
            throw BackupRefused.of(findings);
        }
        return new Found(files, leftOut(workspace));
    }

    private static List<String> leftOut(Workspace workspace) throws IOException {
        List<String> names = new ArrayList<>();
        for (String folder : List.of("", "var", "var/gatehouse")) {
            Path directory = workspace.root().resolve(folder);
            if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            try (var entries = Files.list(directory)) {
                entries.map(e -> folder + (folder.isEmpty() ? "" : "/") + e.getFileName())
                        .filter(n -> SAVED.stream().noneMatch(s -> (s + "/").startsWith(n + "/")))
                        .forEach(names::add);
            }
        }
        Collections.sort(names);
        return names;
    }

    private static final class Collector extends SimpleFileVisitor<Path> {

        private final Path root;
        private final SortedMap<String, BackupFile> files;
        private final List<Finding> findings;

        Collector(Path root, SortedMap<String, BackupFile> files, List<Finding> findings) {
            this.root = root;
            this.files = files;
            this.findings = findings;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String path = root.relativize(file).toString();
            if (!isSpelled(path) || !root.resolve(path).equals(file)) {
                findings.add(
                        BackupCode.NAME.at(path, "a name that this process can spell", "another"));
            } else if (!attributes.isRegularFile() || !covers(path)) {
                findings.add(
                        BackupCode.NOT_A_FILE.at(
                                path,
                                "regular files with plain names",
                                attributes.isSymbolicLink()
                                        ? "a symbolic link"
                                        : "something else"));
            } else {
                files.put(
                        path,
                        new BackupFile(
                                path,
                                file,
                                attributes.size(),
                                isSealed(path),
                                Files.isExecutable(file)));
            }
            return FileVisitResult.CONTINUE;
        }
    }
}

package io.gatehouse.audit.file;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Names under which files are written before they take their place.
 *
 * <p>No name is ever used twice: two writers under one name could rename each other's half. A crash
 * leaves such a file behind; nothing reads it, and {@link #sweep} removes it later.
 */
public final class TemporaryFiles {

    /** No whole-file write takes so long; what is older belongs to nobody. */
    static final Duration ABANDONED = Duration.ofHours(1);

    private static final String RANDOM = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private TemporaryFiles() {}

    /** A name in the directory of a file which nobody else has. */
    static Path beside(Path target) {
        return target.resolveSibling(target.getFileName() + "." + UUID.randomUUID() + ".tmp");
    }

    /** Whether a crash may have left a file of this name while it replaced the other one. */
    public static boolean isOf(String target, String name) {
        return name.startsWith(target + ".")
                && Pattern.matches(RANDOM + "\\.tmp", name.substring(target.length() + 1));
    }

    /**
     * Removes what crashed replacements of a file left behind. Ages are measured against a file
     * just written beside them, by the clock of the file system alone; what cannot be removed
     * stays, for it is no reason to fail.
     */
    static void sweep(Path target, Path fresh) throws IOException {
        Instant abandoned = modified(fresh).toInstant().minus(ABANDONED);
        String name = target.getFileName().toString();
        try (DirectoryStream<Path> beside =
                Files.newDirectoryStream(
                        target.getParent(), p -> isOf(name, p.getFileName().toString()))) {
            for (Path left : beside) {
                removeIfOlder(left, abandoned);
            }
        }
    }

    private static void removeIfOlder(Path left, Instant abandoned) {
        try {
            if (modified(left).toInstant().isBefore(abandoned)) {
                Files.deleteIfExists(left);
            }
        } catch (IOException e) {
            // another writer swept it first, or it is no file: nothing reads it either way
        }
    }

    private static FileTime modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
    }
}

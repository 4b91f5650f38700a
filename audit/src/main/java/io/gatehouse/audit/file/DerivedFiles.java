package io.gatehouse.audit.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Whole-file writes of what can be made anew at any time: a reader sees the old bytes or the new,
 * and nobody waits for the disk. After a crash the file may be missing, old or torn. Stateless and
 * thread-safe; for everything else there is {@link DurableFiles}.
 */
public final class DerivedFiles {

    private DerivedFiles() {}

    /**
     * Replaces a file through a temporary one of a name of its own; readable by its owner only.
     * What crashed replacements of the same file left behind is removed.
     */
    public static void replace(Path file, byte[] bytes) throws IOException {
        Path target = file.toAbsolutePath();
        Path temporary = TemporaryFiles.beside(target);
        boolean moved = false;
        try {
            DurableFiles.writeNew(temporary, bytes, false);
            TemporaryFiles.sweep(target, temporary);
            Files.move(
                    temporary,
                    target,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            moved = true;
        } finally {
            if (!moved) {
                Files.deleteIfExists(temporary);
            }
        }
    }
}

package io.gatehouse.audit.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a journal lives.
 *
 * @param segments segments and head
 * @param quarantine bytes that were cut off after a crash; nothing is ever removed from there
 * @param mirror a directory elsewhere that holds a copy of the head
 */
public record JournalPlace(
        JournalFiles segments, JournalFiles quarantine, Optional<JournalFiles> mirror) {

    /** {@code journal} and {@code quarantine} under a directory, made when they are not there. */
    public static JournalPlace under(Path directory, Optional<Path> mirror) throws IOException {
        Optional<JournalFiles> copy =
                mirror.isPresent()
                        ? Optional.of(DirectoryFiles.existing(mirror.get()))
                        : Optional.empty();
        return new JournalPlace(
                DirectoryFiles.make(directory.resolve("journal")),
                DirectoryFiles.make(directory.resolve("quarantine")),
                copy);
    }
}

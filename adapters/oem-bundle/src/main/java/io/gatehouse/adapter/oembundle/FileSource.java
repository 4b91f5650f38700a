package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Opens files that are plain files, and nothing through a link. */
final class FileSource {

    private FileSource() {}

    /**
     * Opens a regular file.
     *
     * @throws IOException when it is none: a pipe would block for ever, and a link can be exchanged
     *     between two readings
     */
    static InputStream open(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("not a regular file");
        }
        return Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS);
    }
}

package io.gatehouse.adapter.licensing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/** Files from outside: plain files only, and no more of them than is admitted. */
public final class InputFiles {

    private InputFiles() {}

    /**
     * The bytes of a file; empty when there is none. A link is no file: it would show the content
     * of another.
     *
     * @param largest one byte more is read at most, which tells the reader that it is too large
     * @throws IOException when it is there and cannot be read, or is something else than a file
     */
    public static Optional<byte[]> read(Path file, int largest) throws IOException {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException("not a plain file");
        }
        try (var in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(in.readNBytes(largest + 1));
        }
    }
}

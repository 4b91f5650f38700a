package io.gatehouse.configuration.check;

import io.gatehouse.core.digest.DigestPair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The files below a folder, for tests. */
record FolderFiles(Path folder) implements ConfigFiles {

    @Override
    public Optional<Sight> look(String path) {
        Path file = folder.resolve(path);
        if (!Files.isRegularFile(file)) {
            return Optional.of(new Sight.Absent("no such file"));
        }
        try {
            return Optional.of(new Sight.Present(DigestPair.of(Files.readAllBytes(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

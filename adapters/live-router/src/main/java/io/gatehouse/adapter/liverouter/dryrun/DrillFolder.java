package io.gatehouse.adapter.liverouter.dryrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of a drill's own, so that it touches neither the real journal nor the real latch. */
final class DrillFolder implements AutoCloseable {

    private final Path folder;

    DrillFolder() throws IOException {
        folder = Files.createTempDirectory("gatehouse-drill");
    }

    Path at(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : all) {
            Files.deleteIfExists(file);
        }
    }
}

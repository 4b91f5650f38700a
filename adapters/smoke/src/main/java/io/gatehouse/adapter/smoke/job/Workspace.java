package io.gatehouse.adapter.smoke.job;

import io.gatehouse.adapter.smoke.SmokeCode;
import io.gatehouse.audit.file.DurableFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files of the workspace: regular ones within it, of bounded size; no link leads out. */
final class Workspace {

    private static final int MOST_FILES = 200;

    private final Path root;

    Workspace(Path root) throws Refusal {
        try {
            this.root = root.toRealPath();
        } catch (IOException e) {
            throw new Refusal(
                    SmokeCode.INPUT_UNREADABLE.at(
                            "workspace", "a folder that can be read", "it cannot"));
        }
    }

    byte[] read(String path, int largest) throws Refusal {
        Path file = root.resolve(path);
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                    || !file.toRealPath().startsWith(root)) {
                throw new Refusal(
                        SmokeCode.INPUT_MISSING.at(
                                path, "a file of the workspace", "none, or a link"));
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                byte[] bytes = in.readNBytes(largest + 1);
                if (bytes.length > largest) {
                    throw new Refusal(
                            SmokeCode.TOO_LARGE.at(path, "at most " + largest + " bytes", "more"));
                }
                return bytes;
            }
        } catch (IOException e) {
            throw new Refusal(
                    SmokeCode.INPUT_UNREADABLE.at(
                            path, "a file that can be read", e.getClass().getSimpleName()));
        }
    }

    /** Names of the files with the ending in a folder, sorted. */
    List<String> names(String folder, String ending) throws Refusal {
        Path place = root.resolve(folder);
        try {
            if (!place.toRealPath().startsWith(root)) {
                throw new NoSuchFileException(folder); // names of others' files are not told
            }
            try (Stream<Path> files = Files.list(place)) {
                return files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(ending))
                        .limit(MOST_FILES)
                        .sorted()
                        .toList();
            }
        } catch (IOException e) {
            throw new Refusal(
                    SmokeCode.INPUT_MISSING.at(
                            folder, "a folder of the workspace", e.getClass().getSimpleName()));
        }
    }

    /**
     * Writes a file whole and durably: readers and a crash see the one before it or this one, never
     * a part.
     */
    void write(String path, byte[] bytes) throws Refusal {
        Path file = root.resolve(path);
        try {
            refuseLinks(file.getParent());
            DurableFiles.createDirectories(file.getParent());
            DurableFiles.replace(file, bytes);
        } catch (IOException e) {
            throw new Refusal(
                    SmokeCode.OUTPUT_UNWRITABLE.at(
                            path, "a file that can be written", e.getClass().getSimpleName()));
        }
    }

    /**
     * A link planted on the way would put the report somewhere else: outside of the workspace, or
     * among the files that the smoke is judged by.
     */
    private void refuseLinks(Path folder) throws IOException {
        Path at = root;
        for (Path part : root.relativize(folder)) {
            at = at.resolve(part);
            if (Files.exists(at, LinkOption.NOFOLLOW_LINKS)
                    && !Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
                throw new NotDirectoryException(part.toString());
            }
        }
    }
}

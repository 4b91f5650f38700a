package io.gatehouse.adapter.smoke.job;

import io.gatehouse.adapter.smoke.SmokeCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        try (Stream<Path> files = Files.list(root.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .limit(MOST_FILES)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new Refusal(
                    SmokeCode.INPUT_MISSING.at(
                            folder, "a folder of the workspace", e.getClass().getSimpleName()));
        }
    }

    /** Writes a file whole: readers see the one before it or this one, never a part. */
    void write(String path, byte[] bytes) throws Refusal {
        Path file = root.resolve(path);
        try {
            Path folder = Files.createDirectories(file.getParent());
            if (!folder.toRealPath().startsWith(root)) {
                throw new IOException("a link leads out of the workspace");
            }
            Path part = Files.createTempFile(folder, ".smoke", ".part");
            try {
                Files.write(part, bytes);
                Files.move(
                        part,
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new Refusal(
                    SmokeCode.OUTPUT_UNWRITABLE.at(
                            path, "a file that can be written", e.getClass().getSimpleName()));
        }
    }
}

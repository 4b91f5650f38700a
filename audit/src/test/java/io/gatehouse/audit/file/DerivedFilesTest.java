package io.gatehouse.audit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DerivedFilesTest {

    @TempDir Path directory;

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    @Test
    void shouldMakeAndReplaceAFileAsAWhole() throws IOException {
        Path file = directory.resolve("index.json");

        DerivedFiles.replace(file, new byte[] {1, 2, 3});
        assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});

        DerivedFiles.replace(file, new byte[] {4});
        assertThat(file).hasBinaryContent(new byte[] {4});
        assertThat(files()).containsExactly(file);
    }

    @Test
    void shouldLetNobodyElseReadIt() throws IOException {
        Path file = directory.resolve("index.json");

        DerivedFiles.replace(file, new byte[0]);

        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void shouldLeaveNothingBehindWhenItCannotReplace() throws IOException {
        Path occupied = Files.createDirectory(directory.resolve("index.json"));
        Path inside = Files.createFile(occupied.resolve("something"));

        assertThatThrownBy(() -> DerivedFiles.replace(occupied, new byte[] {1}))
                .isInstanceOf(IOException.class);

        assertThat(files()).containsExactly(occupied);
        assertThat(inside).exists();
    }

    @Test
    void shouldRemoveWhatACrashLeftLongAgo() throws IOException {
        Path file = directory.resolve("index.json");
        Path left = Files.createFile(TemporaryFiles.beside(file));
        Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        Path written = Files.createFile(TemporaryFiles.beside(file));

        DerivedFiles.replace(file, new byte[0]);

        assertThat(files()).containsExactlyInAnyOrder(file, written);
    }
}

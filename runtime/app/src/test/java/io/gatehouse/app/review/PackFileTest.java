package io.gatehouse.app.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackFileTest {

    @TempDir private Path folder;

    private Path left(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String partial(String target) {
        return target + "." + UUID.randomUUID() + ".part";
    }

    private void write(String name) throws IOException {
        TreeMap<String, PackSource> sources = new TreeMap<>();
        sources.put("a.txt", PackSource.of(new byte[] {1, 2, 3}).measured());
        assertThat(PackFile.write(folder.resolve(name), sources))
                .isEqualTo(Files.size(folder.resolve(name)));
    }

    @Test
    void shouldTakeAwayWhatAKilledAttemptAtTheSameFileLeft() throws IOException {
        Path dead = left(partial("backup.gh"), "sealed secrets");
        write("backup.gh");
        assertThat(dead).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(folder.resolve("backup.gh"));
        }
    }

    @Test
    void shouldLeaveWhatIsWrittenNowAndWhatIsNotItsOwn() throws IOException {
        Path other = left(partial("other.gh"), "x");
        Path longer = left(partial("my-backup.gh"), "x");
        Path named = left("backup.gh.notes.part", "x");
        Path begins = left(partial("backup.gh"), "");
        Path pointed = left("precious", "x");
        Path link = folder.resolve(partial("backup.gh"));
        Files.createSymbolicLink(link, pointed);
        Path busy = left(partial("backup.gh"), "half");
        try (FileChannel channel = FileChannel.open(busy, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            assertThat(held).isNotNull();
            write("backup.gh");
            assertThat(busy).hasContent("half");
        }
        assertThat(other).exists();
        assertThat(longer).exists();
        assertThat(named).exists();
        assertThat(begins).exists();
        assertThat(pointed).hasContent("x");
        assertThat(Files.isSymbolicLink(link)).isTrue();
        // its writer is gone now
        Files.delete(folder.resolve("backup.gh"));
        write("backup.gh");
        assertThat(busy).doesNotExist();
    }
}

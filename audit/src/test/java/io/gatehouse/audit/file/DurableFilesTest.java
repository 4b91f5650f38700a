package io.gatehouse.audit.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DurableFilesTest {

    private static final int ROUNDS = 100;
    private static final int LENGTH = 64 * 1024;

    @TempDir private Path directory;

    private Path file() {
        return directory.resolve("head.json");
    }

    private Path leftover(long minutesAgo) throws IOException {
        Path left = directory.resolve("head.json." + UUID.randomUUID() + ".tmp");
        Files.writeString(left, "half a he");
        Files.setLastModifiedTime(
                left, FileTime.fromMillis(System.currentTimeMillis() - minutesAgo * 60_000));
        return left;
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void shouldLetOneOfTwoConcurrentWritersWinAsAWhole() throws Exception {
        // given two writers who begin each round together
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            // when
            List<Future<Integer>> done =
                    threads.invokeAll(
                            List.of(writer((byte) 'a', together), writer((byte) 'b', together)));
            int torn = 0;
            for (Future<Integer> writer : done) {
                torn += writer.get();
            }

            // then
            assertThat(torn).as("reads of a mixture").isZero();
            assertThat(all()).containsExactly(file());
        } finally {
            threads.shutdownNow();
        }
    }

    private Callable<Integer> writer(byte filler, CyclicBarrier together) {
        byte[] bytes = new byte[LENGTH];
        Arrays.fill(bytes, filler);
        return () -> {
            int torn = 0;
            for (int i = 0; i < ROUNDS; i++) {
                together.await();
                DurableFiles.replace(file(), bytes);
                byte[] seen = Files.readAllBytes(file());
                byte[] whole = new byte[LENGTH];
                Arrays.fill(whole, seen[0]);
                torn += Arrays.equals(seen, whole) ? 0 : 1;
            }
            return torn;
        };
    }

    @Test
    void shouldRemoveWhatACrashLeftAndNotWhatAnotherWriterIsWriting() throws IOException {
        // given
        Path abandoned = leftover(61);
        Path inWork = leftover(1);
        Path foreign = directory.resolve("head.json.bak.tmp");
        Files.writeString(foreign, "somebody's own");
        Files.setLastModifiedTime(foreign, FileTime.fromMillis(0));

        // when
        DurableFiles.replace(file(), new byte[] {1});

        // then
        assertThat(all()).containsExactlyInAnyOrder(file(), inWork, foreign);
        assertThat(abandoned).doesNotExist();
    }

    @Test
    void shouldLeaveNothingBehindWhenItCannotReplace() throws IOException {
        // given a directory where the file should be
        Files.createDirectories(file().resolve("inside"));

        // when, then
        assertThatThrownBy(() -> DurableFiles.replace(file(), new byte[] {1}))
                .isInstanceOf(IOException.class);
        assertThat(all()).containsExactly(file());
    }

    @Test
    void shouldMakeFilesForTheirOwnerOnly() throws IOException {
        DurableFiles.replace(file(), new byte[] {1});

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void shouldMakeAFileThroughAnotherNameAndLeaveThatOneBehindNowhere() throws IOException {
        Path through = directory.resolve("incoming.tmp");
        DurableFiles.create(file(), new byte[] {1, 2, 3}, through);

        assertThat(file()).hasBinaryContent(new byte[] {1, 2, 3});
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(all()).containsExactly(file());
    }

    @Test
    void shouldRemoveTheOtherNameWhenTheFileCannotBeMade() throws IOException {
        Files.createDirectories(file().resolve("in the way"));
        Path through = directory.resolve("incoming.tmp");

        assertThatThrownBy(() -> DurableFiles.create(file(), new byte[] {1}, through))
                .isInstanceOf(IOException.class);
        assertThat(all()).containsExactly(file());
    }
}

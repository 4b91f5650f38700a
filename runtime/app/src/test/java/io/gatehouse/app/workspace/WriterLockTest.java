package io.gatehouse.app.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriterLockTest {

    /** Another process that wants the lock of a file: says whether it got it. */
    public static final class Other {

        private Other() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                System.out.print(channel.tryLock() == null ? "refused" : "taken");
            }
        }
    }

    @TempDir private Path home;
    private Workspace workspace;

    @BeforeEach
    void setUp() throws IOException {
        workspace = Workspace.at(home);
        workspace.create();
    }

    private WriterLock acquire() throws Exception {
        return WriterLock.acquire(workspace, "gatehouse serve", Instant.EPOCH);
    }

    private String otherProcess() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Other.class.getName(),
                                workspace.writerLock().toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    @Test
    void shouldKeepOtherProcessesOutWhateverThisOneTriesBesides() throws Exception {
        Path link = Files.createSymbolicLink(home.resolve("link"), home);
        try (WriterLock lock = acquire()) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(this::acquire).isInstanceOf(WorkspaceBusy.class);
            assertThatThrownBy(() -> WriterLock.acquire(Workspace.at(link), "again", Instant.EPOCH))
                    .isInstanceOf(WorkspaceBusy.class);
            assertThat(WriterLock.holder(workspace).orElseThrow()).contains("gatehouse serve");

            assertThat(otherProcess()).isEqualTo("refused");
        }
        assertThat(WriterLock.holder(workspace)).isEmpty();
        assertThat(otherProcess()).isEqualTo("taken");
    }

    @Test
    void shouldNotTakeTheLockOfItsSuccessorAwayWhenItIsClosedAgain() throws Exception {
        WriterLock first = acquire();
        first.close();
        try (WriterLock second = acquire()) {
            first.close();

            assertThat(second).isNotNull();
            assertThat(WriterLock.holder(workspace).orElseThrow()).contains("gatehouse serve");
            assertThatThrownBy(this::acquire).isInstanceOf(WorkspaceBusy.class);
        }
    }
}

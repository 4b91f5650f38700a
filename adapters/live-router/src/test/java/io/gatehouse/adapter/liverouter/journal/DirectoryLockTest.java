package io.gatehouse.adapter.liverouter.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

    /** Another process that wants the lock of a directory: says whether it got it. */
    public static final class Other {

        private Other() {}

        public static void main(String[] arguments) throws IOException {
            System.out.print(
                    DirectoryLock.take(Path.of(arguments[0])).isPresent() ? "taken" : "refused");
        }
    }

    @TempDir private Path directory;

    private String otherProcess() throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Other.class.getName(),
                                directory.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return said;
    }

    @Test
    void shouldKeepOtherProcessesOutThoughThisOneTriesTwice() throws Exception {
        try (DirectoryLock lock = DirectoryLock.take(directory).orElseThrow()) {
            assertThat(DirectoryLock.take(directory)).isEmpty();

            assertThat(otherProcess()).isEqualTo("refused");
            assertThat(lock).isNotNull();
        }
        assertThat(otherProcess()).isEqualTo("taken");
        DirectoryLock.take(directory).orElseThrow().close();
    }
}

package io.gatehouse.systemtests.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatehouse.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code gatehouse serve} as a process of its own. */
final class ServerProcess {

    private final Process process;
    private final Path out;
    private final Path err;

    private ServerProcess(Process process, Path out, Path err) {
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Starts to serve a workspace; what the process says goes beside it. */
    static ServerProcess start(Path workspace) throws IOException {
        return start(workspace, List.of(Main.class.getName()));
    }

    /** As {@link #start(Path)}, on a machine whose clock is ahead. */
    static ServerProcess startAhead(Path workspace, Duration ahead) throws IOException {
        return start(workspace, List.of(AheadMain.class.getName(), ahead.toString()));
    }

    private static ServerProcess start(Path workspace, List<String> main) throws IOException {
        Path out = workspace.resolveSibling(workspace.getFileName() + "-stdout.txt");
        Path err = workspace.resolveSibling(workspace.getFileName() + "-stderr.txt");
        Files.deleteIfExists(out);
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path")));
        words.addAll(main);
        words.addAll(List.of("serve", "--lang", "en", workspace.toString()));
        Process process =
                new ProcessBuilder(words)
                        .redirectError(err.toFile())
                        .redirectOutput(out.toFile())
                        .start();
        return new ServerProcess(process, out, err);
    }

    /** Waits until it listens. */
    void awaitReady() throws Exception {
        for (int i = 0; i < 6000; i++) {
            if (said().contains("Listens on")) {
                return;
            }
            assertThat(process.waitFor(20, TimeUnit.MILLISECONDS)).as(log()).isFalse();
        }
        throw new AssertionError("the server did not get ready");
    }

    Process process() {
        return process;
    }

    String said() throws IOException {
        return Files.readString(out);
    }

    String log() throws IOException {
        return Files.readString(err);
    }

    /** {@code kill -9}; comes back when the process is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Tells it to stop, and kills it when it does not. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            kill();
        }
    }
}

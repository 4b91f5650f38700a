package io.gatehouse.adapter.liverouter.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class KillSurvivesTest {

    @TempDir Path home;

    @RepeatedTest(3)
    @Timeout(300)
    void shouldStillBeHaltedAfterTheProcessWasKilledOnceItHadAcknowledged() throws Exception {
        Path folder = home.resolve("latches");
        assertThat(line(start("state", folder))).isEqualTo("ACTIVE");

        Process router = start("kill", folder);
        assertThat(line(router)).isEqualTo("acknowledged");
        router.destroyForcibly();
        assertThat(router.waitFor(1, TimeUnit.MINUTES)).isTrue();

        assertThat(line(start("state", folder))).isEqualTo("HALTED");
    }

    private static Process start(String verb, Path folder) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(
                        List.of(
                                java,
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KillProcess.class.getName(),
                                verb,
                                folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static String line(Process process) throws IOException {
        BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return out.readLine();
    }
}

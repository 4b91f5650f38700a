package io.gatehouse.adapter.oembundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConstantMemoryTest {

    private static final long SIZE =
            Boolean.getBoolean("gatehouse.campaign") ? 2L << 30 : 160L << 20;

    @Test
    void shouldBuildAndVerifyMoreThanFitsIntoTheHeap(@TempDir Path folder) throws Exception {
        Path log = folder.resolve("log");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                StreamingProbe.class.getName(),
                                folder.toString(),
                                String.valueOf(SIZE))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        String said = Files.readString(log, StandardCharsets.UTF_8);
        assertThat(process.exitValue()).as(said).isZero();
        assertThat(Files.size(folder.resolve("large.tar.gz"))).isGreaterThan(SIZE);
        System.out.println(said);
    }
}

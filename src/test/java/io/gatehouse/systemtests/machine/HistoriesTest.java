package io.gatehouse.systemtests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.core.testkit.Histories;
import io.gatehouse.statemachine.SpringAdmissionBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Random histories over the box; and the same ones on a second Java runtime, there over the plain
 * box: the two boxes and the two runtimes must come to the same digests.
 */
class HistoriesTest {

    /** Ten thousand with the campaign {@code histories}, a hundred in the ordinary run. */
    private static final int COUNT = Integer.getInteger("gatehouse.histories", 100);

    private static Optional<Process> beside = Optional.empty();
    private static Path output;
    private static final List<String> parts = new ArrayList<>();
    private static Histories.Total here;

    /** Beside each other: two processors are what a machine has at least. */
    @BeforeAll
    static void playHereAndThere() throws IOException {
        output = Files.createTempFile("histories", ".txt");
        String other = System.getenv("JAVA25_HOME");
        if (other != null && !other.isBlank()) {
            beside = Optional.of(start(Path.of(other)));
        }
        here =
                Histories.playAll(
                        COUNT,
                        new SpringAdmissionBox(),
                        total -> {
                            parts.add(total.toString());
                            System.out.println("histories over the box: " + total);
                        });
    }

    @AfterAll
    static void end() throws IOException {
        beside.ifPresent(Process::destroyForcibly);
        Files.deleteIfExists(output);
    }

    @Test
    void shouldRebuildEveryDigestAfterEachEvent() {
        assertThat(here.count()).isEqualTo(COUNT);
        assertThat(here.events()).isGreaterThan(COUNT * 40L);
        assertThat(here.admitted()).isGreaterThan(COUNT);
    }

    @Test
    void shouldComeToTheSameDigestsOnBothJavaRuntimes() throws Exception {
        assumeTrue(beside.isPresent(), "JAVA25_HOME is not set: no second Java runtime");
        assertThat(beside.get().waitFor(2, TimeUnit.HOURS)).isTrue();
        assertThat(beside.get().exitValue()).isZero();
        List<String> there = Files.readAllLines(output);
        String plain = there.remove(0);
        System.out.println(
                "histories on two runtimes: "
                        + Runtime.version().feature()
                        + " over the box, "
                        + plain
                        + " over the plain box: "
                        + there);
        assertThat(plain).isNotEqualTo(String.valueOf(Runtime.version().feature()));
        assertThat(there).isEqualTo(parts).hasSize((COUNT + 999) / 1_000);
    }

    private static Process start(Path home) throws IOException {
        return new ProcessBuilder(
                        home.resolve("bin/java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.gatehouse.core.testkit.Histories",
                        String.valueOf(COUNT))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}

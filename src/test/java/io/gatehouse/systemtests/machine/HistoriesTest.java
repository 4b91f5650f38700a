package io.gatehouse.systemtests.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gatehouse.core.testkit.Histories;
import io.gatehouse.statemachine.SpringAdmissionBox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Random histories over the box; and the same ones on two Java runtimes. */
class HistoriesTest {

    /** Ten thousand with the campaign {@code histories}, a hundred in the ordinary run. */
    private static final int COUNT = Integer.getInteger("gatehouse.histories", 100);

    @Test
    void shouldRebuildEveryDigestAfterEachEvent() {
        SpringAdmissionBox box = new SpringAdmissionBox();
        long events = 0;
        long admitted = 0;
        long refused = 0;
        for (long seed = 1; seed <= COUNT; seed++) {
            Histories.Outcome outcome = Histories.play(seed, 40, box);
            events += outcome.events();
            admitted += outcome.admitted();
            refused += outcome.refused();
        }
        System.out.printf(
                "histories over the box: seeds 1 to %d, %d events compared, %d admitted, %d"
                        + " refused%n",
                COUNT, events, admitted, refused);
        assertThat(events).isGreaterThan(COUNT * 40L);
        assertThat(admitted).isGreaterThan(COUNT);
    }

    @Test
    void shouldComeToTheSameDigestsOnBothJavaRuntimes() throws Exception {
        String other = System.getenv("JAVA25_HOME");
        assumeTrue(
                other != null && !other.isBlank(),
                "JAVA25_HOME is not set: no second Java runtime");
        int count = COUNT > 100 ? COUNT : 10;
        Path output = Files.createTempFile("histories", ".txt");
        // Beside each other: two processors are what a machine has at least.
        Process beside = start(Path.of(other), count, output);
        String here = play(Path.of(System.getProperty("java.home")), count);
        String there = end(beside, output);
        System.out.println("histories on two runtimes: " + here);
        assertThat(here).startsWith(count + " ");
        assertThat(there).isEqualTo(here);
    }

    private static String play(Path home, int count) throws IOException, InterruptedException {
        Path output = Files.createTempFile("histories", ".txt");
        return end(start(home, count, output), output);
    }

    private static String end(Process process, Path output)
            throws IOException, InterruptedException {
        assertThat(process.waitFor(60, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        return Files.readString(output).strip();
    }

    private static Process start(Path home, int count, Path output) throws IOException {
        return new ProcessBuilder(
                        home.resolve("bin/java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.gatehouse.core.testkit.Histories",
                        "1",
                        String.valueOf(count))
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}

package io.gatehouse.adapter.risklabs.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Damaged Parquet in a process of its own: DuckDB is native, and what crashes there must not take
 * the tests along, as it must not take the engine along.
 */
class ParquetFuzzTest {

    private static final long SEED = 20_261_121L;

    @TempDir Path root;

    @Test
    void shouldReadOrRefuseEveryDamagedFile() throws Exception {
        MarketFixture.parquet(root, MarketFixture.CLEAN);
        int rounds = Boolean.getBoolean("gatehouse.campaign") ? 20_000 : 150;
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:-CreateCoredumpOnCrash",
                                "-XX:ErrorFile=" + root.resolve("crash.log"),
                                "-cp",
                                System.getProperty(
                                        "surefire.test.class.path",
                                        System.getProperty("java.class.path")),
                                Child.class.getName(),
                                root.toString(),
                                Long.toString(SEED),
                                Integer.toString(rounds))
                        .redirectErrorStream(true)
                        .start();
        String last = "";
        try (BufferedReader lines =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = line;
            }
        }
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(child.exitValue()).as("seed %d, said last: %s", SEED, last).isZero();
        String[] counts = last.split(" ");
        int read = Integer.parseInt(counts[1]);
        int refused = Integer.parseInt(counts[3]);
        assertThat(read + refused).isEqualTo(rounds);
        assertThat(refused).as(last).isGreaterThan(rounds / 4);
    }

    /** The child: damages the file so many times and reads it. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Path root = Path.of(arguments[0]);
            Path file = MarketFixture.month(root);
            byte[] whole = Files.readAllBytes(file);
            Random random = new Random(Long.parseLong(arguments[1]));
            int rounds = Integer.parseInt(arguments[2]);
            int read = 0;
            int refused = 0;
            for (int i = 0; i < rounds; i++) {
                Files.write(file, damaged(whole, random));
                Reading<MarketData> reading = MarketReader.read(MarketFixture.request(root));
                if (reading instanceof Reading.Refused) {
                    List<String> codes = MarketFixture.refusals(reading.findings());
                    if (codes.isEmpty()) {
                        throw new IllegalStateException("round " + i + ": " + codes);
                    }
                    refused++;
                } else {
                    read++;
                }
            }
            System.out.println("read " + read + " refused " + refused);
        }

        private static byte[] damaged(byte[] whole, Random random) {
            byte[] bytes = whole.clone();
            // the footer says where everything lies: half of the damage goes there
            int from = random.nextBoolean() ? 0 : bytes.length - Math.min(bytes.length, 900);
            int changes = 1 + random.nextInt(4);
            for (int c = 0; c < changes; c++) {
                bytes[from + random.nextInt(bytes.length - from)] = (byte) random.nextInt(256);
            }
            return random.nextInt(8) == 0
                    ? Arrays.copyOf(bytes, random.nextInt(bytes.length))
                    : bytes;
        }
    }
}

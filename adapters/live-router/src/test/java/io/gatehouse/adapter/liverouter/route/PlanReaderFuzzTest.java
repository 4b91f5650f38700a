package io.gatehouse.adapter.liverouter.route;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Bytes changed at random: a plan or findings, never an exception. */
class PlanReaderFuzzTest {

    private static final int TRIES = Boolean.getBoolean("gatehouse.campaign") ? 200_000 : 4_000;
    private static final String[] PIECES = {
        "true",
        "-1",
        "999999999999",
        "[]",
        "{}",
        "~",
        ": ",
        "- ",
        "\n",
        "  ",
        "&a",
        "*a",
        "\"",
        "'",
        "enabled",
        "routes",
        "[[]]",
        "0x10",
        "1_000",
        "é",
        "\u0000",
        "{a: {b: [1]}}"
    };

    @Test
    void shouldReadOrRefuseAnything() {
        long seed = 4_711L;
        SplittableRandom random = new SplittableRandom(seed);
        int tried = 0;
        int read = 0;
        for (; tried < TRIES; tried++) {
            byte[] input = mutated(random);
            PlanReading reading;
            try {
                reading = PlanReader.read(input);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ", try " + tried, e);
            }
            if (reading instanceof PlanReading.Refused refused) {
                assertThat(refused.findings()).as("seed %d, try %d", seed, tried).isNotEmpty();
            } else {
                read++;
            }
        }
        assertThat(tried).isEqualTo(TRIES);
        assertThat(read).isBetween(TRIES / 100, TRIES - TRIES / 10);
    }

    private static byte[] mutated(SplittableRandom random) {
        StringBuilder text = new StringBuilder(PlanReaderTest.WHOLE);
        int changes = random.nextInt(1, 4);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length());
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, (char) random.nextInt(32, 127));
                case 1 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 2 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 12)));
                default -> text.insert(at, text.substring(0, random.nextInt(at + 1)));
            }
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        if (random.nextInt(8) == 0) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        return bytes;
    }
}

package io.gatehouse.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times by hand and times of the library are the same. */
class InstantTextTest {

    private static final int TRIES = 20_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "0000-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999999999Z",
                "2024-02-29T12:00:00.120Z",
                "2026-11-21T20:00:00.000001Z",
                "+10000-01-01T00:00:00Z",
                "-0001-01-01T00:00:00Z"
            })
    void shouldReadAndWriteTheCanonicalSpelling(String text) {
        assertThat(InstantText.parse(text)).contains(Instant.parse(text));
        assertThat(InstantText.of(Instant.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Z",
                "1970-01-01T00:00:00",
                "1970-01-01T00:00:00.Z",
                "1970-01-01T00:00:00.000Z",
                "1970-01-01T00:00:00.100000Z",
                "1970-01-01T00:00:00.1Z",
                "1970-01-01T00:00:00+00:00",
                "1970-01-01t00:00:00z",
                "1970-01-01 00:00:00Z",
                "2023-02-29T00:00:00Z",
                "1970-01-01T24:00:00Z",
                "1970-12-31T23:59:60Z",
                "1970-01-01T00:00:00.0000000001Z",
                "１970-01-01T00:00:00Z"
            })
    void shouldRefuseEveryOtherSpelling(String text) {
        assertThat(InstantText.parse(text)).isEmpty();
    }

    @Test
    void shouldAgreeWithTheLibrary() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int read = 0;
        for (int i = 0; i < TRIES; i++) {
            Instant time = time(random);
            assertThat(InstantText.of(time)).as("seed %d", seed).isEqualTo(time.toString());
            String text = mutated(time.toString(), random);
            Optional<Instant> expected = canonical(text);
            assertThat(InstantText.parse(text)).as("seed %d: %s", seed, text).isEqualTo(expected);
            assertThat(of(InstantText::parseAny, text))
                    .as("seed %d: %s", seed, text)
                    .isEqualTo(of(Instant::parse, text));
            read += expected.isPresent() ? 1 : 0;
        }
        System.out.println("times: " + TRIES + " tried, " + read + " read, seed " + seed);
        assertThat(read).isBetween(TRIES / 10, TRIES * 9 / 10);
    }

    private static Optional<Instant> of(Function<String, Instant> reader, String text) {
        try {
            return Optional.of(reader.apply(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Instant time(Random random) {
        int[] steps = {1, 1_000, 1_000_000, 1_000_000_000};
        int step = steps[random.nextInt(4)];
        long nano = (long) random.nextInt(1_000_000_000) / step * step;
        long range = random.nextInt(20) == 0 ? 31_556_889_864_403_199L : 200_000_000_000L;
        return Instant.ofEpochSecond((long) ((random.nextDouble() * 2 - 1) * range), nano);
    }

    private static String mutated(String text, Random random) {
        if (random.nextBoolean()) {
            return text;
        }
        StringBuilder changed = new StringBuilder(text);
        int at = random.nextInt(text.length());
        char c = "0123456789-:.TZ+".charAt(random.nextInt(16));
        switch (random.nextInt(3)) {
            case 0 -> changed.setCharAt(at, c);
            case 1 -> changed.deleteCharAt(at);
            default -> changed.insert(at, c);
        }
        return changed.toString();
    }

    private static Optional<Instant> canonical(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(t -> t.toString().equals(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

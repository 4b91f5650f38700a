package io.gatehouse.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The forms as loops and as the expressions of the schema say the same. */
class TextsTest {

    private static final int TRIES = 20_000;
    private static final String CHARS = "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789_-./+=: \nżA";
    private static final List<String> STARTS =
            List.of(
                    "sha384:" + "0a".repeat(48),
                    "sha256:" + "f9".repeat(32),
                    "a".repeat(40),
                    "0".repeat(64),
                    "a.b-c_d",
                    "a" + ".b".repeat(31),
                    "z".repeat(32),
                    "z".repeat(128),
                    "hmac:sha384:key-1:" + "Ab_-".repeat(16),
                    "A".repeat(86),
                    "2026-11-20T12:00:00Z",
                    "2026-02-31T23:59:59.123Z",
                    "A+/b".repeat(10) + "abc=",
                    "a",
                    "");

    @ParameterizedTest
    @EnumSource(Texts.class)
    void shouldFitExactlyWhatTheExpressionFits(Texts form) {
        Pattern expression = Pattern.compile(form.expression(), Pattern.DOTALL);
        long seed = 20261121L + form.ordinal();
        Random random = new Random(seed);
        int tried = 0;
        int fitting = 0;
        for (String start : STARTS) {
            for (int i = 0; i < TRIES / STARTS.size(); i++, tried++) {
                String text = i == 0 ? start : mutated(start, random);
                boolean fits = expression.matcher(text).matches();
                assertThat(form.test(text)).as("seed %d: %s", seed, text).isEqualTo(fits);
                fitting += fits ? 1 : 0;
            }
        }
        assertThat(tried).isGreaterThan(TRIES / 2);
        assertThat(fitting).as("texts that fit").isGreaterThan(1);
        assertThat(fitting).isLessThan(tried);
    }

    private static String mutated(String start, Random random) {
        List<Character> text = new ArrayList<>();
        start.chars().forEach(c -> text.add((char) c));
        for (int times = 1 + random.nextInt(3); times > 0; times--) {
            char c = CHARS.charAt(random.nextInt(CHARS.length()));
            int at = random.nextInt(text.size() + 1);
            switch (random.nextInt(3)) {
                case 0 -> text.add(at, c);
                case 1 -> {
                    if (at < text.size()) {
                        text.remove(at);
                    }
                }
                default -> {
                    if (at < text.size()) {
                        text.set(at, c);
                    }
                }
            }
        }
        StringBuilder out = new StringBuilder();
        text.forEach(out::append);
        return out.toString();
    }
}

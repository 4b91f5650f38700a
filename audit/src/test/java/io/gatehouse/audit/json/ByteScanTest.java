package io.gatehouse.audit.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Eight bytes at a time find what one at a time finds. */
class ByteScanTest {

    private static final long SEED = 20261122L;

    @Test
    void shouldTellEveryByteAtEveryPlace() {
        for (int length = 1; length <= 20; length++) {
            for (int place = 0; place < length; place++) {
                for (int value = 0; value < 256; value++) {
                    byte[] bytes =
                            "x".repeat(length).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                    bytes[place] = (byte) value;
                    same(bytes, 0, length);
                }
            }
        }
    }

    @Test
    void shouldFindTheFirstOfMany() {
        Random random = new Random(SEED);
        int tried = 0;
        byte[] near = {
            0, 0x1f, 0x20, '!', '"', '#', '[', '\\', ']', '\n', '\r', 9, 11, 12, 14, 0x7f, -1, -128
        };
        for (; tried < 100_000; tried++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = random.nextInt(4) == 0 ? near[random.nextInt(near.length)] : (byte) 'a';
            }
            int from = random.nextInt(bytes.length + 1);
            same(bytes, from, from + random.nextInt(bytes.length - from + 1));
        }
        assertThat(tried).isEqualTo(100_000);
    }

    private static void same(byte[] bytes, int from, int to) {
        ByteBuffer words = ByteScan.of(bytes);
        int special = from;
        while (special < to
                && bytes[special] >= 0x20
                && bytes[special] != '"'
                && bytes[special] != '\\') {
            special++;
        }
        int lineBreak = from;
        while (lineBreak < to && bytes[lineBreak] != '\n' && bytes[lineBreak] != '\r') {
            lineBreak++;
        }
        if (ByteScan.special(words, from, to) != special
                || ByteScan.lineBreak(words, from, to) != lineBreak) {
            throw new AssertionError(
                    "seed "
                            + SEED
                            + ": "
                            + java.util.Arrays.toString(bytes)
                            + " "
                            + from
                            + " "
                            + to);
        }
    }
}

package io.gatehouse.core.testkit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;

/** Seeded mutations of bytes for fuzz loops. */
public final class Mutations {

    private static final byte[] HINTS =
            "{}[]\",:\\u0-1.e\n\r \0\ufeff\u00e9nulltrue".getBytes(StandardCharsets.UTF_8);

    private Mutations() {}

    /** One to four changes: flip, replace, insert, delete, cut, or repeat a stretch. */
    public static byte[] mutate(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            bytes = change(bytes, random);
        }
        return bytes;
    }

    private static byte[] change(byte[] bytes, Random random) {
        if (bytes.length == 0) {
            return new byte[] {hint(random)};
        }
        int at = random.nextInt(bytes.length);
        switch (random.nextInt(6)) {
            case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> bytes[at] = hint(random);
            case 2 -> {
                return splice(bytes, at, at, new byte[] {hint(random)});
            }
            case 3 -> {
                return splice(bytes, at, at + 1, new byte[0]);
            }
            case 4 -> {
                return Arrays.copyOf(bytes, at);
            }
            default -> {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(40));
                return splice(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            }
        }
        return bytes;
    }

    private static byte hint(Random random) {
        return HINTS[random.nextInt(HINTS.length)];
    }

    /** The bytes with {@code from..to} replaced. */
    public static byte[] splice(byte[] bytes, int from, int to, byte[] replacement) {
        byte[] out = new byte[bytes.length - (to - from) + replacement.length];
        System.arraycopy(bytes, 0, out, 0, from);
        System.arraycopy(replacement, 0, out, from, replacement.length);
        System.arraycopy(bytes, to, out, from + replacement.length, bytes.length - to);
        return out;
    }
}

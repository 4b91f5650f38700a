package io.gatehouse.audit.json;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds the next byte that matters, eight at a time: most bytes of a line stand within a string and
 * say nothing. Stateless and thread-safe.
 *
 * <p>The lowest bit that a mask below has set belongs to the first byte that is looked for; bits
 * above it may be wrong, since a subtraction carries upwards, and are never used.
 */
final class ByteScan {

    private static final long EACH = 0x0101010101010101L;
    private static final long HIGH = 0x8080808080808080L;

    private ByteScan() {}

    /** The bytes as {@link #special} and {@link #lineBreak} read them, without a copy. */
    static ByteBuffer of(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * Where the first byte is that is a quotation mark, a backslash, below 0x20 or above 0x7f.
     *
     * @param to end of what is searched, which is answered when there is none
     */
    static int special(ByteBuffer bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long word = bytes.getLong(at);
            long found = equal(word, '"') | equal(word, '\\') | below(word, 0x20) | word & HIGH;
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && isPlain(bytes.get(at))) {
            at++;
        }
        return at;
    }

    private static boolean isPlain(byte c) {
        return c >= 0x20 && c != '"' && c != '\\';
    }

    /**
     * Where the first LF or CR is.
     *
     * @param to end of what is searched, which is answered when there is none
     */
    static int lineBreak(ByteBuffer bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long word = bytes.getLong(at);
            long found = equal(word, '\n') | equal(word, '\r');
            if (found != 0) {
                return at + Long.numberOfTrailingZeros(found) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && bytes.get(at) != '\n' && bytes.get(at) != '\r') {
            at++;
        }
        return at;
    }

    private static long equal(long word, int c) {
        return below(word ^ EACH * c, 1);
    }

    private static long below(long word, int limit) {
        return word - EACH * limit & ~word & HIGH;
    }
}

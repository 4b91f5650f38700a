package io.gatehouse.adapter.liverouter.journal;

import java.util.zip.CRC32C;

/**
 * CRC-32C (RFC 3720, appendix B.4) over the checksum before and a group's event lines, as eight
 * small hexadecimal digits. It tells a torn or swapped group, not a forged one: that does the
 * {@link Seal}. For one thread.
 */
final class Checksum {

    static final int DIGITS = 8;

    private static final byte[] HEX = PlainLine.ascii("0123456789abcdef");

    private final CRC32C crc = new CRC32C();
    private final byte[] text = new byte[DIGITS];

    /** Goes on after a group whose checksum is known; eight zeros where none was before. */
    Checksum(String before) {
        byte[] digits = PlainLine.ascii(before);
        System.arraycopy(digits, 0, text, 0, DIGITS);
        crc.update(text);
    }

    void add(byte[] bytes, int from, int length) {
        crc.update(bytes, from, length);
    }

    /** Ends a group; its checksum, which stays as it is until the next call. */
    byte[] end() {
        long value = crc.getValue();
        for (int at = DIGITS - 1; at >= 0; at--) {
            text[at] = HEX[(int) (value & 0xf)];
            value >>>= 4;
        }
        crc.reset();
        crc.update(text);
        return text;
    }

    /** The checksum of the group that ended last. */
    @Override
    public String toString() {
        return new String(text, java.nio.charset.StandardCharsets.US_ASCII);
    }
}

package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** One 512-byte header of a tar archive (POSIX ustar), read strictly. */
final class TarHeader {

    static final int BLOCK = 512;

    private final byte[] block;

    /**
     * Takes a block.
     *
     * @throws ArchiveFaultException when checksum or form are not those of ustar
     */
    TarHeader(byte[] block) throws IOException {
        this.block = block;
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= 148 && i < 156 ? ' ' : block[i] & 0xff;
        }
        boolean posix = field(257, 8).equals("ustar\00000");
        boolean gnu = field(257, 8).equals("ustar  \0");
        if ((!posix && !gnu) || sum != number(148, 8)) {
            throw ArchiveFaultException.malformed(
                    "tar header", "a ustar header with its checksum", "another");
        }
    }

    char type() {
        return (char) (block[156] & 0xff);
    }

    long size() throws IOException {
        return number(124, 12);
    }

    int mode() throws IOException {
        return (int) (number(100, 8) & 07777);
    }

    /** The name, with the prefix of POSIX headers. */
    String name() throws IOException {
        String name = text(0, 100);
        boolean posix = block[262] == 0;
        String prefix = posix ? text(345, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private String field(int from, int length) {
        return new String(block, from, length, StandardCharsets.ISO_8859_1);
    }

    private String text(int from, int length) throws IOException {
        int end = from;
        while (end < from + length && block[end] != 0) {
            end++;
        }
        for (int i = end; i < from + length; i++) {
            if (block[i] != 0) {
                // a reader in another language would go on behind the zero byte
                throw new ArchiveFaultException(
                        BundleCode.PATH_CONTROL, "tar header", "a name without NUL", "one with");
            }
        }
        return utf8(block, from, end - from);
    }

    static String utf8(byte[] bytes, int from, int length) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ArchiveFaultException.malformed("entry name", "UTF-8", "other bytes");
        }
    }

    /** Octal digits up to a space or zero byte; the binary form is for sizes beyond all limits. */
    private long number(int from, int length) throws IOException {
        long value = 0;
        int digits = 0;
        int i = from;
        for (; i < from + length && block[i] == ' '; i++) {}
        for (; i < from + length && block[i] >= '0' && block[i] <= '7'; i++, digits++) {
            value = value * 8 + (block[i] - '0');
        }
        for (; i < from + length && (block[i] == 0 || block[i] == ' '); i++) {}
        if (i < from + length || digits == 0) {
            throw ArchiveFaultException.malformed("tar header", "octal numbers", "another form");
        }
        return value;
    }
}

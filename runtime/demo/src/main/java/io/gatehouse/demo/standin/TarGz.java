package io.gatehouse.demo.standin;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.SortedMap;
import java.util.zip.GZIPOutputStream;

/**
 * A gzipped tar (POSIX.1-1988 ustar) of a few small files; owner-only modes, names up to 100 bytes.
 */
final class TarGz {

    private static final int BLOCK = 512;
    private static final int LONGEST_NAME = 100;

    private TarGz() {}

    static byte[] of(SortedMap<String, byte[]> files, Instant time) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                out.write(header(file.getKey(), file.getValue().length, time));
                out.write(file.getValue());
                out.write(new byte[(BLOCK - file.getValue().length % BLOCK) % BLOCK]);
            }
            out.write(new byte[2 * BLOCK]);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(String name, int size, Instant time) {
        byte[] block = new byte[BLOCK];
        byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
        if (nameBytes.length > LONGEST_NAME) {
            throw new IllegalArgumentException("a name in the archive has at most 100 bytes");
        }
        System.arraycopy(nameBytes, 0, block, 0, nameBytes.length);
        put(block, 100, String.format("%07o", 0600));
        put(block, 108, String.format("%07o", 0));
        put(block, 116, String.format("%07o", 0));
        put(block, 124, String.format("%011o", size));
        put(block, 136, String.format("%011o", time.getEpochSecond()));
        put(block, 148, "        ");
        put(block, 156, "0");
        put(block, 257, "ustar\0" + "00");
        int sum = 0;
        for (byte b : block) {
            sum += b & 0xff;
        }
        put(block, 148, String.format("%06o\0 ", sum));
        return block;
    }

    private static void put(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(bytes, 0, block, at, bytes.length);
    }
}

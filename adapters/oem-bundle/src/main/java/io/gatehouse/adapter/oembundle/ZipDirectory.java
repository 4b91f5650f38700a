package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.evidence.Content;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The central directory of a zip file (APPNOTE 4.3.12), which must be the last thing in the file,
 * without comment and without the 64-bit form: no bundle for windows needs it.
 *
 * @param offset where the directory begins, in bytes from the start of the file
 */
record ZipDirectory(List<Row> rows, long offset, ByteBuffer bytes) {

    private static final int END = 22;
    private static final int LARGEST = 16 << 20;
    private static final int ROW_SIGNATURE = 0x02014b50;
    private static final int END_SIGNATURE = 0x06054b50;

    /** A row; its values must be repeated by the entry's own header. */
    record Row(
            String name,
            Content rawName,
            int flags,
            int method,
            long crc,
            long packed,
            long size,
            int attributes,
            long offset) {}

    static ZipDirectory of(FileChannel channel, BundleLimits limits) throws IOException {
        long length = channel.size();
        if (length < END) {
            throw ArchiveFaultException.truncated();
        }
        ByteBuffer end = bytes(channel, length - END, END);
        if (end.getInt(0) != END_SIGNATURE) {
            throw missingEnd(channel, length);
        }
        int count = end.getShort(10) & 0xffff;
        long size = end.getInt(12) & 0xffff_ffffL;
        long offset = end.getInt(16) & 0xffff_ffffL;
        if (count > limits.entries() || size > LARGEST) {
            throw Budget.tooMany(limits);
        }
        boolean single = end.getInt(4) == 0 && (end.getShort(8) & 0xffff) == count;
        if (!single || end.getShort(20) != 0 || offset + size + END != length) {
            throw malformed("a directory that fills the end of the file", "another form");
        }
        ByteBuffer all = bytes(channel, offset, (int) size);
        List<Row> rows = new ArrayList<>();
        while (rows.size() < count) {
            rows.add(row(all));
        }
        if (all.hasRemaining()) {
            throw malformed("as many rows as stated", "more");
        }
        return new ZipDirectory(rows, offset, all.rewind());
    }

    /** Whether the stream goes on with this very directory. */
    boolean isAt(InputStream in) throws IOException {
        return ByteBuffer.wrap(in.readNBytes(bytes.capacity())).equals(bytes);
    }

    private static ArchiveFaultException missingEnd(FileChannel channel, long length)
            throws IOException {
        int looked = (int) Math.min(length, 66_000);
        ByteBuffer tail = bytes(channel, length - looked, looked);
        for (int i = looked - END; i >= 0; i--) {
            if (tail.getInt(i) == END_SIGNATURE) {
                return new ArchiveFaultException(
                        BundleCode.ARCHIVE_TRAILING_DATA,
                        "archive",
                        "nothing behind the archive",
                        "more bytes");
            }
        }
        return ArchiveFaultException.truncated();
    }

    private static Row row(ByteBuffer in) throws IOException {
        if (in.remaining() < 46 || in.getInt(in.position()) != ROW_SIGNATURE) {
            throw malformed("a row", "another form");
        }
        int at = in.position();
        int name = in.getShort(at + 28) & 0xffff;
        int extra = in.getShort(at + 30) & 0xffff;
        int comment = in.getShort(at + 32) & 0xffff;
        if (in.remaining() < 46 + name + extra || comment != 0 || in.getShort(at + 34) != 0) {
            throw malformed("a row without comment", "another form");
        }
        byte[] raw = new byte[name];
        in.position(at + 46).get(raw);
        byte[] extras = new byte[extra];
        in.get(extras);
        ZipExtras.check(extras);
        int flags = in.getShort(at + 8) & 0xffff;
        return new Row(
                name(raw, flags),
                Content.of(raw),
                flags,
                in.getShort(at + 10) & 0xffff,
                in.getInt(at + 16) & 0xffff_ffffL,
                in.getInt(at + 20) & 0xffff_ffffL,
                in.getInt(at + 24) & 0xffff_ffffL,
                in.getInt(at + 38),
                in.getInt(at + 42) & 0xffff_ffffL);
    }

    private static String name(byte[] raw, int flags) throws IOException {
        boolean unicode = (flags & 0x800) != 0;
        for (byte b : raw) {
            if (b < 0 && !unicode) {
                throw malformed("names in UTF-8", "another code page");
            }
        }
        return unicode
                ? TarHeader.utf8(raw, 0, raw.length)
                : new String(raw, StandardCharsets.US_ASCII);
    }

    static ByteBuffer bytes(FileChannel channel, long from, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw ArchiveFaultException.truncated();
            }
        }
        return buffer.flip();
    }

    private static ArchiveFaultException malformed(String expected, String observed) {
        return ArchiveFaultException.malformed("zip directory", expected, observed);
    }
}

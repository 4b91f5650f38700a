package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/**
 * One gzip member (RFC 1952) that fills its file: a second member or anything else behind it is
 * refused, since some readers would read it and some would not. Confined to one thread.
 */
final class GzipInput extends InputStream {

    private static final int NAME = 8;

    private final DeflateInput inflating;
    private final CRC32 crc = new CRC32();
    private long size;
    private boolean ended;

    GzipInput(InputStream source, int ratio) throws IOException {
        byte[] head = source.readNBytes(10);
        if (head.length < 10) {
            throw ArchiveFaultException.truncated();
        }
        int flags = head[3];
        if (head[0] != 0x1f || (head[1] & 0xff) != 0x8b || head[2] != 8 || (flags & ~NAME) != 0) {
            throw ArchiveFaultException.malformed(
                    "gzip header", "deflate and at most a name", "another form");
        }
        if ((flags & NAME) != 0) {
            skipName(source);
        }
        this.inflating = new DeflateInput(source, ratio);
    }

    private static void skipName(InputStream source) throws IOException {
        for (int length = 0; length <= PathRules.LONGEST; length++) {
            int next = source.read();
            if (next < 0) {
                throw ArchiveFaultException.truncated();
            }
            if (next == 0) {
                return;
            }
        }
        throw ArchiveFaultException.malformed("gzip header", "a short name", "a long one");
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (ended || length == 0) {
            return ended ? -1 : 0;
        }
        int count = inflating.read(target, offset, length);
        if (count < 0) {
            ended = true;
            end();
            return -1;
        }
        crc.update(target, offset, count);
        size += count;
        return count;
    }

    private void end() throws IOException {
        long sum = four();
        long stated = four();
        if (sum != crc.getValue() || stated != (size & 0xffff_ffffL)) {
            throw ArchiveFaultException.malformed("gzip trailer", "its checksum", "another");
        }
        if (inflating.readBehind() >= 0) {
            throw new ArchiveFaultException(
                    BundleCode.ARCHIVE_TRAILING_DATA,
                    "archive",
                    "nothing behind the archive",
                    "more bytes");
        }
    }

    private long four() throws IOException {
        long value = 0;
        for (int shift = 0; shift < 32; shift += 8) {
            int next = inflating.readBehind();
            if (next < 0) {
                throw ArchiveFaultException.truncated();
            }
            value |= (long) next << shift;
        }
        return value;
    }

    @Override
    public void close() {
        inflating.close();
    }
}

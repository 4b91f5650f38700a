package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Inflates one raw deflate stream (RFC 1951) and tells exactly where it ended, which the platform's
 * stream does not; refuses one that unpacks to far more than it is. Confined to one thread.
 */
final class DeflateInput extends InputStream {

    private static final int BUFFER = 32 * 1024;

    private final InputStream source;
    private final int ratio;
    private final Inflater inflater = new Inflater(true);
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private int behind = -1;

    DeflateInput(InputStream source, int ratio) {
        this.source = source;
        this.ratio = ratio;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        try {
            while (!inflater.finished()) {
                int count = inflater.inflate(target, offset, length);
                if (count > 0) {
                    refuseBomb();
                    return count;
                }
                if (inflater.needsDictionary()) {
                    throw malformed();
                }
                if (inflater.needsInput() && !inflater.finished()) {
                    filled = source.read(buffer, 0, buffer.length);
                    if (filled < 0) {
                        throw ArchiveFaultException.truncated();
                    }
                    inflater.setInput(buffer, 0, filled);
                }
            }
            return -1;
        } catch (DataFormatException e) {
            throw malformed();
        }
    }

    private void refuseBomb() throws ArchiveFaultException {
        long out = inflater.getBytesWritten();
        // a few kilobytes that fill the disk: the writer's limit is reached before the disk's
        if (out > BundleLimits.RATIO_FREE && out / ratio > inflater.getBytesRead()) {
            throw new ArchiveFaultException(
                    BundleCode.ARCHIVE_BOMB,
                    "archive",
                    "at most " + ratio + " bytes out of one",
                    "more");
        }
    }

    private static ArchiveFaultException malformed() {
        return ArchiveFaultException.malformed("compressed data", "deflate (RFC 1951)", "not");
    }

    /**
     * Bytes after the end of the stream: first what was read ahead, then the rest of the source.
     */
    int readBehind() throws IOException {
        if (behind < 0) {
            behind = filled - inflater.getRemaining();
        }
        return behind < filled ? buffer[behind++] & 0xff : source.read();
    }

    @Override
    public void close() {
        inflater.end();
    }
}

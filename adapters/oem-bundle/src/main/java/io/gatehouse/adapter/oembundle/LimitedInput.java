package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.io.InputStream;

/** So many bytes of a stream and no more; closing it does not close the stream. */
final class LimitedInput extends InputStream {

    private final InputStream source;
    private long left;

    LimitedInput(InputStream source, long length) {
        this.source = source;
        this.left = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (left == 0 || length == 0) {
            return left == 0 ? -1 : 0;
        }
        int count = source.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw ArchiveFaultException.truncated();
        }
        left -= count;
        return count;
    }

    /** Reads what nobody read. */
    void skipRest() throws IOException {
        byte[] buffer = new byte[8 * 1024];
        while (left > 0) {
            read(buffer, 0, buffer.length);
        }
    }
}

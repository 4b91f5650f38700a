package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.digest.Digest;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * Digests what is read, so that the digest of an archive is that of the bytes that were judged and
 * not of a file that was exchanged between two readings. Confined to one thread.
 */
final class HashingInput extends FilterInputStream {

    private final MessageDigest digest = Digest.newSha384();
    private long size;

    HashingInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int count = in.read(target, offset, length);
        if (count > 0) {
            digest.update(target, offset, count);
            size += count;
        }
        return count;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Reads on to the end. */
    ArchiveReader.Packed finish() throws IOException {
        byte[] buffer = new byte[8 * 1024];
        int count;
        do {
            count = read(buffer, 0, buffer.length);
        } while (count >= 0);
        return new ArchiveReader.Packed(
                size, Digest.parse("sha384:" + HexFormat.of().formatHex(digest.digest())));
    }
}

package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * A gzip member (RFC 1952) without name and time. Stored blocks (RFC 1951, 3.2.4) are written here
 * and not by the platform, whose library cuts them as its version likes. Confined to one thread.
 */
final class GzipOutput extends OutputStream {

    private static final int STORED_BLOCK = 65_535;
    private static final int LEVEL = 6;
    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final OutputStream target;
    private final Deflater deflater = new Deflater(LEVEL, true);
    private final DeflaterOutputStream deflating;
    private final boolean stored;
    private final CRC32 crc = new CRC32();
    private final byte[] block = new byte[STORED_BLOCK];
    private int filled;
    private long size;

    GzipOutput(OutputStream target, BundleRequest.Packing packing) throws IOException {
        this.target = target;
        this.stored = packing == BundleRequest.Packing.STORED;
        this.deflating = new DeflaterOutputStream(target, deflater, 64 * 1024);
        target.write(HEADER);
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        crc.update(bytes, offset, length);
        size += length;
        if (!stored) {
            deflating.write(bytes, offset, length);
            return;
        }
        int at = offset;
        int left = length;
        while (left > 0) {
            if (filled == STORED_BLOCK) {
                block(false);
            }
            int count = Math.min(left, STORED_BLOCK - filled);
            System.arraycopy(bytes, at, block, filled, count);
            filled += count;
            at += count;
            left -= count;
        }
    }

    private void block(boolean last) throws IOException {
        target.write(last ? 1 : 0);
        two(filled);
        two(~filled);
        target.write(block, 0, filled);
        filled = 0;
    }

    private void two(int value) throws IOException {
        target.write(value & 0xff);
        target.write(value >>> 8 & 0xff);
    }

    /** Writes the last block and the trailer. */
    void finish() throws IOException {
        if (stored) {
            block(true);
        } else {
            deflating.finish();
        }
        for (long value : new long[] {crc.getValue(), size}) {
            two((int) value);
            two((int) (value >>> 16));
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}

package io.gatehouse.adapter.oembundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;

/** Extra fields of zip entries: times and owners are let be, whatever renames or resizes is not. */
final class ZipExtras {

    /** NTFS times, Unix times, Unix owners. */
    private static final Set<Integer> HARMLESS = Set.of(0x000a, 0x5455, 0x7875);

    private ZipExtras() {}

    static void check(byte[] extras) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(extras).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            if (in.remaining() < 4) {
                throw refused();
            }
            int id = in.getShort() & 0xffff;
            int length = in.getShort() & 0xffff;
            if (!HARMLESS.contains(id) || length > in.remaining()) {
                // a second name for the entry (0x7075) is read by some unpackers and not by others
                throw refused();
            }
            in.position(in.position() + length);
        }
    }

    private static ArchiveFaultException refused() {
        return ArchiveFaultException.malformed(
                "zip extra field", "times and owners at most", "another");
    }
}

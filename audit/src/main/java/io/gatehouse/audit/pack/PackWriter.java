package io.gatehouse.audit.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes a pack, member by member in order of their names; equal members give equal bytes. Streams:
 * memory is that of the list of members. Not thread-safe.
 */
public final class PackWriter {

    private static final int BUFFER = 64 * 1024;

    private final OutputStream out;
    private final List<StoredZip.Member> members = new ArrayList<>();
    private long written;

    /** Writes to a stream that the caller closes. */
    public PackWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Adds a member.
     *
     * @param crc CRC-32 of the content, known from measuring it
     * @param content read to its end and not closed
     * @throws IOException when the content is not of the size and sum that were said: it changed
     *     while it was packed, and what was written so far is no pack
     * @throws IllegalArgumentException for a name that is no member's, out of order, or a member
     *     too many or too large
     */
    public void add(String name, long size, int crc, InputStream content) throws IOException {
        String last = members.isEmpty() ? "" : members.get(members.size() - 1).name();
        if (!StoredZip.isName(name) || name.compareTo(last) <= 0) {
            throw new IllegalArgumentException("not a member's name, or not in order");
        }
        StoredZip.Member member = new StoredZip.Member(name, size, crc, written);
        if (members.size() >= StoredZip.MOST_MEMBERS
                || size < 0
                || member.end() > StoredZip.LARGEST) {
            throw new IllegalArgumentException(
                    "a pack has at most "
                            + StoredZip.MOST_MEMBERS
                            + " members and "
                            + StoredZip.LARGEST
                            + " bytes");
        }
        out.write(StoredZip.local(member));
        CRC32 sum = new CRC32();
        byte[] buffer = new byte[BUFFER];
        long count = 0;
        for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
            count += read;
            if (count > size) {
                break;
            }
            sum.update(buffer, 0, read);
            out.write(buffer, 0, read);
        }
        if (count != size || (int) sum.getValue() != crc) {
            throw new IOException("a file changed while it was packed: " + name);
        }
        members.add(member);
        written = member.end();
    }

    /** Writes the directory; nothing can be added after it. */
    public void finish() throws IOException {
        long length = 0;
        for (StoredZip.Member member : members) {
            byte[] entry = StoredZip.central(member);
            out.write(entry);
            length += entry.length;
        }
        if (written + length + StoredZip.END_LENGTH > StoredZip.LARGEST) {
            throw new IllegalArgumentException("a pack too large");
        }
        out.write(StoredZip.end(members, written, length));
        out.flush();
    }
}

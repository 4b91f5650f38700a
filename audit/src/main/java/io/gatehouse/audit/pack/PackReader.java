package io.gatehouse.audit.pack;

import io.gatehouse.core.digest.Digest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/**
 * Reads a pack to the last byte: what a pack of these members would not contain is refused, so no
 * byte stands in it that no check covers. Nothing is unpacked to a disk.
 *
 * <p>Memory is that of the list of members. For one thread.
 */
public final class PackReader implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;
    private static final String WHOLE = "pack";

    private final FileChannel channel;
    private final SortedMap<String, StoredZip.Member> members;

    private PackReader(FileChannel channel, SortedMap<String, StoredZip.Member> members) {
        this.channel = channel;
        this.members = Collections.unmodifiableSortedMap(members);
    }

    /**
     * A member's size and digest, taken from its bytes.
     *
     * @param crcRight whether the sum that the format carries is right as well
     */
    public record Measured(long size, Digest sha384, boolean crcRight) {}

    /**
     * Opens a pack.
     *
     * @throws PackFaultException when the file is not one
     * @throws IOException when it cannot be read
     */
    public static PackReader open(Path file) throws IOException, PackFaultException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new FileNotFoundException("not a regular file: " + file.getFileName());
        }
        FileChannel channel =
                FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
        try {
            return new PackReader(channel, index(channel));
        } catch (IOException | PackFaultException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static SortedMap<String, StoredZip.Member> index(FileChannel channel)
            throws IOException, PackFaultException {
        long size = channel.size();
        if (size > StoredZip.LARGEST) {
            throw fault(0, "at most " + StoredZip.LARGEST + " bytes", "more");
        }
        List<StoredZip.Member> members = new ArrayList<>();
        String last = "";
        long at = 0;
        while (signature(channel, at, size) == StoredZip.LOCAL) {
            StoredZip.Member member = member(channel, at, size);
            if (member.name().compareTo(last) <= 0) {
                // two members of one name: two programs would read two different packs
                throw fault(at, "members in order of their names, each once", "another order");
            }
            if (members.size() == StoredZip.MOST_MEMBERS) {
                throw fault(at, "at most " + StoredZip.MOST_MEMBERS + " members", "more");
            }
            members.add(member);
            last = member.name();
            at = member.end();
        }
        directory(channel, members, at, size);
        TreeMap<String, StoredZip.Member> index = new TreeMap<>();
        members.forEach(member -> index.put(member.name(), member));
        return index;
    }

    private static int signature(FileChannel channel, long at, long size)
            throws IOException, PackFaultException {
        if (at + 4 > size) {
            throw fault(at, "a member or the directory", "the end of the file");
        }
        return read(channel, at, 4).getInt();
    }

    private static StoredZip.Member member(FileChannel channel, long at, long size)
            throws IOException, PackFaultException {
        if (at + StoredZip.LOCAL_LENGTH > size) {
            throw fault(at, "the header of a member", "the end of the file");
        }
        ByteBuffer header = read(channel, at, StoredZip.LOCAL_LENGTH);
        int crc = header.getInt(14);
        long length = Integer.toUnsignedLong(header.getInt(18));
        int nameLength = Short.toUnsignedInt(header.getShort(26));
        long content = at + StoredZip.LOCAL_LENGTH + nameLength;
        if (content + length > size) {
            throw fault(at, "a member within the file", "one that ends after it");
        }
        byte[] name = read(channel, at + StoredZip.LOCAL_LENGTH, nameLength).array();
        StoredZip.Member member =
                new StoredZip.Member(new String(name, StandardCharsets.US_ASCII), length, crc, at);
        if (!StoredZip.isName(member.name())) {
            throw fault(at, "a plain relative name", "another");
        }
        byte[] found = read(channel, at, StoredZip.LOCAL_LENGTH + nameLength).array();
        if (!Arrays.equals(found, StoredZip.local(member))) {
            throw new PackFaultException(
                    member.name(), "a stored member without attributes", "another header");
        }
        return member;
    }

    /** The directory must say what the members say, to the last byte of the file. */
    private static void directory(
            FileChannel channel, List<StoredZip.Member> members, long start, long size)
            throws IOException, PackFaultException {
        long at = start;
        for (StoredZip.Member member : members) {
            at = expect(channel, at, size, StoredZip.central(member), "directory of the pack");
        }
        at =
                expect(
                        channel,
                        at,
                        size,
                        StoredZip.end(members, start, at - start),
                        "end of the directory");
        if (at != size) {
            throw fault(at, "the end of the file", "more bytes");
        }
    }

    private static long expect(FileChannel channel, long at, long size, byte[] wanted, String what)
            throws IOException, PackFaultException {
        if (at + wanted.length > size
                || !Arrays.equals(read(channel, at, wanted.length).array(), wanted)) {
            throw fault(at, what + " as its members make it", "other bytes");
        }
        return at + wanted.length;
    }

    private static PackFaultException fault(long at, String expected, String observed) {
        return new PackFaultException(WHOLE + ", byte " + at, expected, observed);
    }

    private static ByteBuffer read(FileChannel channel, long at, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, at + buffer.position()) < 0) {
                throw new IOException("the pack became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    /** Names of all members in order. */
    public Set<String> names() {
        return members.keySet();
    }

    /** Names of the members below a folder, in order. */
    public List<String> below(String folder) {
        return members.keySet().stream().filter(name -> name.startsWith(folder + "/")).toList();
    }

    public boolean has(String name) {
        return members.containsKey(name);
    }

    /** Size of a member's content in bytes. */
    public long size(String name) throws IOException {
        return member(name).size();
    }

    /** The content of a member; the caller closes the stream. */
    public InputStream open(String name) throws IOException {
        StoredZip.Member member = member(name);
        return new Range(channel, member.contentOffset(), member.end());
    }

    /**
     * The content of a small member.
     *
     * @throws PackFaultException when it is larger than that
     */
    public byte[] read(String name, int most) throws IOException, PackFaultException {
        if (size(name) > most) {
            throw new PackFaultException(name, "at most " + most + " bytes", size(name) + " bytes");
        }
        try (InputStream in = open(name)) {
            return in.readAllBytes();
        }
    }

    /** Takes a member's digest, and compares the sum that the format carries. */
    public Measured measure(String name) throws IOException {
        MessageDigest sha384 = Digest.newSha384();
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = open(name)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                sha384.update(buffer, 0, read);
                crc.update(buffer, 0, read);
            }
        }
        return new Measured(
                size(name),
                Digest.parse("sha384:" + HexFormat.of().formatHex(sha384.digest())),
                (int) crc.getValue() == member(name).crc());
    }

    private StoredZip.Member member(String name) throws IOException {
        StoredZip.Member member = members.get(name);
        if (member == null) {
            throw new FileNotFoundException("no such member: " + name);
        }
        return member;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** A part of the file; closing it leaves the file open. */
    private static final class Range extends InputStream {

        private final FileChannel channel;
        private final long end;
        private long at;

        Range(FileChannel channel, long start, long end) {
            this.channel = channel;
            this.at = start;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (at >= end) {
                return -1;
            }
            int most = (int) Math.min(length, end - at);
            int count = channel.read(ByteBuffer.wrap(bytes, offset, most), at);
            if (count < 0) {
                throw new IOException("the pack became shorter while it was read");
            }
            at += count;
            return count;
        }

        @Override
        public long skip(long count) {
            long skipped = Math.max(0, Math.min(count, end - at));
            at += skipped;
            return skipped;
        }
    }
}

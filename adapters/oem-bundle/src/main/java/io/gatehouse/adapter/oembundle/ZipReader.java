package io.gatehouse.adapter.oembundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * Reads a zip file whose directory and entries tell the same story: each entry follows the one
 * before without a gap, and its own header repeats the directory's row. Unpackers that go by the
 * one or by the other then see the same files.
 */
final class ZipReader implements ArchiveReader {

    private static final int LOCAL = 30;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int STORED = 0;
    private static final int DEFLATED = 8;

    /**
     * UTF-8 names and the two hints of deflate; neither encryption nor sizes behind the content.
     */
    private static final int ADMITTED_FLAGS = 0x806;

    private final Path file;
    private final BundleLimits limits;

    ZipReader(Path file, BundleLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    @Override
    public boolean fits(Platform platform) {
        return platform == Platform.WINDOWS;
    }

    @Override
    public Packed read(Visitor visitor) throws IOException {
        ZipDirectory directory;
        try (FileChannel channel =
                FileChannel.open(
                        file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            directory = ZipDirectory.of(channel, limits);
        }
        try (HashingInput hashing = new HashingInput(FileSource.open(file));
                InputStream in = new BufferedInputStream(hashing, 64 * 1024)) {
            long at = 0;
            for (ZipDirectory.Row row : directory.rows()) {
                if (row.offset() != at || at + LOCAL + row.packed() > directory.offset()) {
                    throw malformed(row.name(), "entries one behind the other", "a gap");
                }
                at += header(in, row) + row.packed();
                entry(in, row, visitor);
            }
            if (at != directory.offset()) {
                throw malformed("archive", "entries one behind the other", "a gap");
            }
            if (!directory.isAt(in)) {
                throw malformed("archive", "one directory", "it changed while it was read");
            }
            return hashing.finish();
        }
    }

    /** Checks an entry's own header; the number of bytes that it takes. */
    private static int header(InputStream in, ZipDirectory.Row row) throws IOException {
        ByteBuffer head = ByteBuffer.wrap(in.readNBytes(LOCAL)).order(ByteOrder.LITTLE_ENDIAN);
        if (head.capacity() < LOCAL) {
            throw ArchiveFaultException.truncated();
        }
        int name = head.getShort(26) & 0xffff;
        int extra = head.getShort(28) & 0xffff;
        byte[] raw = in.readNBytes(name);
        byte[] extras = in.readNBytes(extra);
        ZipExtras.check(extras);
        boolean same =
                head.getInt(0) == LOCAL_SIGNATURE
                        && (head.getShort(6) & 0xffff) == row.flags()
                        && (head.getShort(8) & 0xffff) == row.method()
                        && (head.getInt(14) & 0xffff_ffffL) == row.crc()
                        && (head.getInt(18) & 0xffff_ffffL) == row.packed()
                        && (head.getInt(22) & 0xffff_ffffL) == row.size()
                        && Arrays.equals(raw, row.rawName().bytes());
        if (!same) {
            throw malformed(row.name(), "a header that repeats the directory", "another");
        }
        return LOCAL + name + extras.length;
    }

    private void entry(InputStream in, ZipDirectory.Row row, Visitor visitor) throws IOException {
        boolean stored = row.method() == STORED && row.packed() == row.size();
        if ((row.flags() & ~ADMITTED_FLAGS) != 0 || (!stored && row.method() != DEFLATED)) {
            throw malformed(row.name(), "stored or deflated, not encrypted", "another form");
        }
        ArchiveEntry entry = entry(row);
        if (entry.kind() == ArchiveEntry.Kind.FOLDER && row.size() != 0) {
            throw malformed(row.name(), "content in files alone", "elsewhere");
        }
        LimitedInput packed = new LimitedInput(in, row.packed());
        if (stored) {
            content(entry, row, packed, visitor);
        } else {
            try (DeflateInput inflating = new DeflateInput(packed, limits.ratio())) {
                content(entry, row, inflating, visitor);
                if (inflating.readBehind() >= 0) {
                    throw malformed(row.name(), "nothing behind the content", "more bytes");
                }
            }
        }
    }

    private static void content(
            ArchiveEntry entry, ZipDirectory.Row row, InputStream source, Visitor visitor)
            throws IOException {
        CheckedInput content = new CheckedInput(source, row.size());
        visitor.entry(entry, content);
        content.finish();
        if (content.crc.getValue() != row.crc() || content.size != row.size()) {
            throw malformed(row.name(), "its checksum and size", "others");
        }
    }

    private static ArchiveEntry entry(ZipDirectory.Row row) {
        int unix = row.attributes() >>> 16;
        boolean slash = row.name().endsWith("/");
        ArchiveEntry.Kind kind =
                switch (unix & 0170000) {
                    case 0, 0100000 -> slash ? ArchiveEntry.Kind.FOLDER : ArchiveEntry.Kind.FILE;
                    case 0040000 -> slash ? ArchiveEntry.Kind.FOLDER : ArchiveEntry.Kind.OTHER;
                    case 0120000 -> ArchiveEntry.Kind.SYMLINK;
                    case 0010000, 0020000, 0060000, 0140000 -> ArchiveEntry.Kind.DEVICE;
                    default -> ArchiveEntry.Kind.OTHER;
                };
        String name = row.name();
        return new ArchiveEntry(
                slash ? name.substring(0, name.length() - 1) : name,
                kind,
                row.size(),
                unix & 07777);
    }

    private static ArchiveFaultException malformed(
            String subject, String expected, String observed) {
        return ArchiveFaultException.malformed(subject, expected, observed);
    }

    /** Sums what passes, and stops where more comes than was stated. */
    private static final class CheckedInput extends InputStream {

        private final InputStream source;
        private final long stated;
        private final CRC32 crc = new CRC32();
        private long size;

        CheckedInput(InputStream source, long stated) {
            this.source = source;
            this.stated = stated;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = source.read(target, offset, length);
            if (count > 0) {
                crc.update(target, offset, count);
                size += count;
                if (size > stated) {
                    throw malformed("archive", "content of the stated size", "more");
                }
            }
            return count;
        }

        void finish() throws IOException {
            byte[] buffer = new byte[8 * 1024];
            int count;
            do {
                count = read(buffer, 0, buffer.length);
            } while (count >= 0);
        }
    }
}

package io.gatehouse.adapter.oembundle;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a gzipped tar archive. Links, devices and unknown kinds are handed on as such; global and
 * GNU extensions end the reading, since they change what other entries mean.
 */
final class TarGzipReader implements ArchiveReader {

    private static final int FILE_BUFFER = 64 * 1024;

    /** Zero blocks that fill the last record; Python's tools write up to 20 blocks. */
    private static final int MOST_FILLING = 1 << 20;

    private final Path file;
    private final BundleLimits limits;

    TarGzipReader(Path file, BundleLimits limits) {
        this.file = file;
        this.limits = limits;
    }

    @Override
    public boolean fits(Platform platform) {
        return platform != Platform.WINDOWS;
    }

    @Override
    public Packed read(Visitor visitor) throws IOException {
        try (HashingInput hashing = new HashingInput(FileSource.open(file));
                InputStream raw = new BufferedInputStream(hashing, FILE_BUFFER);
                InputStream in = new GzipInput(raw, limits.ratio())) {
            Optional<PaxRecords> extended = Optional.empty();
            int entries = 0;
            for (byte[] block = block(in); !isZero(block, block.length); block = block(in)) {
                TarHeader header = new TarHeader(block);
                if (++entries > 2 * limits.entries()) {
                    throw Budget.tooMany(limits);
                }
                if (header.type() == 'x') {
                    if (extended.isPresent()) {
                        throw ArchiveFaultException.malformed(
                                "tar extended header", "one before an entry", "two");
                    }
                    extended = Optional.of(extended(in, header));
                } else {
                    entry(in, header, extended, visitor);
                    extended = Optional.empty();
                }
            }
            if (extended.isPresent()) {
                throw ArchiveFaultException.malformed(
                        "tar extended header", "an entry behind it", "the end");
            }
            end(in);
            return hashing.finish();
        }
    }

    private static void entry(
            InputStream in, TarHeader header, Optional<PaxRecords> extended, Visitor visitor)
            throws IOException {
        long size = header.size();
        String name = header.name();
        if (extended.isPresent()) {
            size = extended.get().size().orElse(size);
            name = extended.get().path().orElse(name);
        }
        ArchiveEntry.Kind kind = kind(header.type());
        if (kind != ArchiveEntry.Kind.FILE && size != 0) {
            // some unpackers skip such content, others take it for the next header
            throw ArchiveFaultException.malformed(name, "content in files alone", "elsewhere");
        }
        if (kind == ArchiveEntry.Kind.FOLDER && name.endsWith("/")) {
            name = name.substring(0, name.length() - 1);
        }
        LimitedInput content = new LimitedInput(in, size);
        visitor.entry(new ArchiveEntry(name, kind, size, header.mode()), content);
        content.skipRest();
        fill(in, size);
    }

    private static ArchiveEntry.Kind kind(char type) throws IOException {
        return switch (type) {
            case '0', '\0' -> ArchiveEntry.Kind.FILE;
            case '5' -> ArchiveEntry.Kind.FOLDER;
            case '2' -> ArchiveEntry.Kind.SYMLINK;
            case '1' -> ArchiveEntry.Kind.HARDLINK;
            case '3', '4', '6' -> ArchiveEntry.Kind.DEVICE;
            case 'g', 'L', 'K', 'S', 'M', 'V', 'X' ->
                    throw ArchiveFaultException.malformed(
                            "tar header", "POSIX entries without extensions", "type " + type);
            default -> ArchiveEntry.Kind.OTHER;
        };
    }

    private static PaxRecords extended(InputStream in, TarHeader header) throws IOException {
        long size = header.size();
        if (size > PaxRecords.LONGEST) {
            throw ArchiveFaultException.malformed("tar extended header", "a short one", "long");
        }
        byte[] bytes = in.readNBytes((int) size);
        if (bytes.length < size) {
            throw ArchiveFaultException.truncated();
        }
        fill(in, size);
        return new PaxRecords(bytes);
    }

    private static void fill(InputStream in, long size) throws IOException {
        int rest = (int) ((TarHeader.BLOCK - size % TarHeader.BLOCK) % TarHeader.BLOCK);
        byte[] filling = in.readNBytes(rest);
        if (filling.length < rest) {
            throw ArchiveFaultException.truncated();
        }
        if (!isZero(filling, rest)) {
            throw ArchiveFaultException.malformed("tar filling", "zero bytes", "others");
        }
    }

    private static void end(InputStream in) throws IOException {
        if (!isZero(block(in), TarHeader.BLOCK)) {
            throw trailing();
        }
        byte[] buffer = new byte[8 * 1024];
        long all = 0;
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            all += count;
            if (all > MOST_FILLING || !isZero(buffer, count)) {
                throw trailing();
            }
        }
    }

    private static ArchiveFaultException trailing() {
        return new ArchiveFaultException(
                BundleCode.ARCHIVE_TRAILING_DATA,
                "archive",
                "nothing behind the last entry",
                "more bytes");
    }

    private static byte[] block(InputStream in) throws IOException {
        byte[] block = in.readNBytes(TarHeader.BLOCK);
        if (block.length < TarHeader.BLOCK) {
            throw ArchiveFaultException.truncated();
        }
        return block;
    }

    private static boolean isZero(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] != 0) {
                return false;
            }
        }
        return true;
    }
}

package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.digest.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A file that goes into a bundle, measured.
 *
 * @param source the file, or empty when {@code made} has the bytes
 */
record BundlePart(
        String path,
        int mode,
        long size,
        String sha384,
        long crc,
        Optional<Path> source,
        Optional<byte[]> made) {

    static BundlePart made(String path, byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return new BundlePart(
                path,
                BundleFile.PLAIN,
                bytes.length,
                Digest.sha384(bytes).hex(),
                crc.getValue(),
                Optional.empty(),
                Optional.of(bytes));
    }

    static BundlePart measured(String path, int mode, Path file) throws IOException {
        MessageDigest digest = Digest.newSha384();
        CRC32 crc = new CRC32();
        long size = 0;
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = FileSource.open(file)) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                crc.update(buffer, 0, count);
                size += count;
            }
        }
        return new BundlePart(
                path,
                mode,
                size,
                HexFormat.of().formatHex(digest.digest()),
                crc.getValue(),
                Optional.of(file),
                Optional.empty());
    }

    InputStream open() throws IOException {
        return made.isPresent()
                ? new ByteArrayInputStream(made.get())
                : FileSource.open(source.orElseThrow());
    }

    BundleFile row() {
        return BundleFile.of(path, sha384, size, mode);
    }
}

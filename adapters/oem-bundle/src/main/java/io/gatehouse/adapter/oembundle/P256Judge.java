package io.gatehouse.adapter.oembundle;

import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.interfaces.ECPublicKey;

/** Judges the {@link P256} signature beside an archive that somebody demands. Stateless. */
final class P256Judge {

    private P256Judge() {}

    /**
     * Adds a finding unless the key signed the archive.
     *
     * @param digest of the bytes that were judged, in the same reading
     */
    static void judge(Path archive, Digest digest, ECPublicKey key, FindingList findings) {
        Path file = archive.resolveSibling(archive.getFileName() + P256.EXTENSION);
        String name = String.valueOf(file.getFileName());
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            findings.add(BundleCode.P256_MISSING, name, "a signature of the P-256 key", "none");
        } else if (!P256.verify(digest, key, read(file))) {
            findings.add(
                    BundleCode.P256_INVALID,
                    name,
                    "the key's signature of this very archive, strict DER with the lower s",
                    "no such signature");
        }
    }

    /** A link is no file: it would show what lies somewhere else. */
    private static byte[] read(Path file) {
        try (InputStream in = FileSource.open(file)) {
            return in.readNBytes(BundleLimits.SIGNATURE);
        } catch (IOException e) {
            return new byte[0]; // verifies nothing
        }
    }
}

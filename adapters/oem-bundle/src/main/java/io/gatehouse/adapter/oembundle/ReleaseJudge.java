package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.core.digest.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges the signature file beside an archive. Confined to one thread. */
final class ReleaseJudge {

    /** Clocks of signer and device differ a little. */
    private static final Duration AHEAD = Duration.ofMinutes(2);

    private final ReleaseKeys keys;
    private final Instant asOf;
    private final FindingList findings;

    ReleaseJudge(ReleaseKeys keys, Instant asOf, FindingList findings) {
        this.keys = keys;
        this.asOf = asOf;
        this.findings = findings;
    }

    /**
     * Whether somebody who may release it did.
     *
     * @param digest of the bytes that were judged, in the same reading
     */
    boolean judge(Path archive, Digest digest, long size) {
        Path file = archive.resolveSibling(archive.getFileName() + DetachedSignature.EXTENSION);
        String name = String.valueOf(file.getFileName());
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            if (keys.demanded()) {
                // taking the file away must not be how a forged bundle gets in
                findings.add(
                        BundleCode.RELEASE_MISSING, name, "the signature of a release", "none");
            }
            return false;
        }
        Optional<DetachedSignature> read = read(file);
        if (read.isEmpty() || !read.get().isOf(digest, size)) {
            findings.add(
                    BundleCode.RELEASE_OTHER,
                    name,
                    "a signature of this very archive",
                    read.isEmpty() ? "no such signature" : "one of another archive");
            return false;
        }
        DetachedSignature signature = read.get();
        Optional<Ed25519PublicKey> key =
                signature.at().isAfter(asOf.plus(AHEAD))
                        ? Optional.empty()
                        : keys.find(signature.person(), signature.key(), signature.at(), asOf);
        if (key.isEmpty()) {
            findings.add(
                    BundleCode.RELEASE_UNTRUSTED,
                    name,
                    "a person of role release whose adopted key is in force",
                    signature.person() + ", " + signature.key() + ", " + signature.at());
            return false;
        }
        if (!signature.isBy(key.get())) {
            findings.add(
                    BundleCode.RELEASE_INVALID,
                    name,
                    "the signature of " + signature.person(),
                    "another");
            return false;
        }
        return true;
    }

    /** A link is no file: it would show what lies somewhere else. */
    private static Optional<DetachedSignature> read(Path file) {
        try (InputStream in = FileSource.open(file)) {
            return DetachedSignature.read(in.readNBytes(BundleLimits.SIGNATURE + 1));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}

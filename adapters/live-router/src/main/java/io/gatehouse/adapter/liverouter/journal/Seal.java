package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.core.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * What all bytes of a journal up to the end of some group come to.
 *
 * @param events how many there were at that end
 * @param digest SHA-384 over the digest of the seal before and all bytes of the segments since the
 *     end that it sealed, as {@link Digest} writes it
 */
record Seal(long events, String digest) {

    static final Seal START = new Seal(0, Digest.ZERO.value());

    /** A hash that has taken in this seal and waits for the bytes after the end that it seals. */
    MessageDigest next() {
        MessageDigest hash = Digest.newSha384();
        hash.update(digest.getBytes(StandardCharsets.US_ASCII));
        return hash;
    }

    static Seal of(long events, MessageDigest hash) {
        return new Seal(events, "sha384:" + HexFormat.of().formatHex(hash.digest()));
    }

    /** The line that stands between two groups; canonical JSON. */
    byte[] line() {
        return PlainLine.ascii("{\"chain\":\"" + digest + "\",\"seal\":" + events + "}\n");
    }
}

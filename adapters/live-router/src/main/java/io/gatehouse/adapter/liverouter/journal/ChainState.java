package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.core.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;

/**
 * How far a journal of version 1 is whole: the number of events, and a digest over all of them.
 * Such a journal is read, and written no more.
 *
 * @param events how many were committed
 * @param digest SHA-384 over the digest before and the bytes of the last group's event lines, as
 *     {@link Digest} writes it
 */
record ChainState(long events, String digest) {

    static final ChainState START = new ChainState(0, Digest.ZERO.value());

    private static final String SCHEMA = "gatehouse.order-journal/v1";

    /** A hash that has taken in this state and waits for the lines of the next group. */
    MessageDigest next() {
        MessageDigest hash = Digest.newSha384();
        hash.update(digest.getBytes(StandardCharsets.US_ASCII));
        return hash;
    }

    ChainState after(int count, MessageDigest hash) {
        return new ChainState(events + count, "sha384:" + HexFormat.of().formatHex(hash.digest()));
    }

    /** First line of a segment that begins after this state; canonical JSON. */
    byte[] header() {
        return PlainLine.ascii(
                "{\"chain\":\""
                        + digest
                        + "\",\"first\":"
                        + (events + 1)
                        + ",\"schema\":\""
                        + SCHEMA
                        + "\"}\n");
    }

    /** Last line of a group that led to this state; canonical JSON. */
    byte[] commit() {
        return PlainLine.ascii("{\"chain\":\"" + digest + "\",\"commit\":" + events + "}\n");
    }

    static String segment(long first) {
        return String.format(Locale.ROOT, "orders-%012d.jsonl", first);
    }
}

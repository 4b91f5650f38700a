package io.gatehouse.adapter.liverouter.journal;

import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * How far the journal is whole: the number of events, and a digest over all of them.
 *
 * @param events how many were committed
 * @param digest SHA-384 over the digest before and the bytes of the last group's event lines
 */
record ChainState(long events, Digest digest) {

    static final ChainState START = new ChainState(0, Digest.ZERO);

    private static final String SCHEMA = "gatehouse.order-journal/v1";

    /** A hash that has taken in this state and waits for the lines of the next group. */
    MessageDigest next() {
        MessageDigest hash = Digest.newSha384();
        hash.update(digest.value().getBytes(StandardCharsets.US_ASCII));
        return hash;
    }

    ChainState after(int count, MessageDigest hash) {
        return new ChainState(
                events + count, new Digest("sha384:" + HexFormat.of().formatHex(hash.digest())));
    }

    /** First line of a segment that begins after this state. */
    byte[] header() {
        return line(
                JsonObject.builder()
                        .put("schema", SCHEMA)
                        .put("first", events + 1)
                        .put("chain", digest.value())
                        .build());
    }

    /** Last line of a group that led to this state. */
    byte[] commit() {
        return line(
                JsonObject.builder().put("commit", events).put("chain", digest.value()).build());
    }

    private static byte[] line(JsonObject object) {
        return (CanonicalJson.text(object) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static String segment(long first) {
        return String.format("orders-%012d.jsonl", first);
    }
}

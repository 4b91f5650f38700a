package io.gatehouse.audit.journal;

import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * The line that ends a group of events: {@code {"commit":{...}}}.
 *
 * <p>The code is HMAC-SHA384 over {@code gatehouse/commit/v1\n} and the canonical bytes of the
 * inner object without {@code hmac}. The digest covers all events before it; {@code prev} covers
 * all commit records, so that none can be taken out or moved; {@code first} says which bytes were
 * one write, so that after a power failure the rest of that write is recognised as such.
 *
 * @param first number of the first event of the write that this record was part of
 * @param seq number of the group's last event
 * @param digest of that event
 * @param root the installation's digest after the group
 * @param prev SHA-384 of the commit record before, as a line without LF; ZERO for the first
 * @param time when the group was written
 * @param key id of the journal key
 * @param hmac base64url
 */
public record CommitRecord(
        long first,
        long seq,
        Digest digest,
        Digest root,
        Digest prev,
        Instant time,
        KeyId key,
        String hmac) {

    private static final byte[] DOMAIN = "gatehouse/commit/v1\n".getBytes(StandardCharsets.UTF_8);
    private static final Set<String> NAMES =
            Set.of("digest", "first", "hmac", "key", "prev", "root", "seq", "time");

    /** A record with its code. */
    static CommitRecord signed(
            long first,
            long seq,
            Digest digest,
            Digest root,
            Digest prev,
            Instant time,
            CommitKeys keys) {
        KeyId key = keys.signingKey(time);
        CommitRecord bare = new CommitRecord(first, seq, digest, root, prev, time, key, "");
        String code = Base64Text.encodeUrl(keys.sign(key, DOMAIN, bare.covered()));
        return new CommitRecord(first, seq, digest, root, prev, time, key, code);
    }

    /** The bytes of the line, without LF. */
    public byte[] bytes() {
        return CanonicalJson.bytes(JsonObject.of("commit", inner().with("hmac", hmac)));
    }

    /** Whether the code is right, as far as that can be told with these keys. */
    CommitKeys.Answer check(CommitKeys keys) {
        Optional<byte[]> code = Base64Text.decodeUrl(hmac);
        return code.isPresent()
                ? keys.verify(key, time, code.get(), DOMAIN, covered())
                : CommitKeys.Answer.WRONG;
    }

    static boolean isCommit(JsonObject line) {
        return line.has("commit");
    }

    static CommitRecord decode(JsonObject value) {
        Members outer =
                new Members(value, "a commit record").requireExactly(Set.of("commit"), Set.of());
        Members line =
                new Members(outer.object("commit"), "a commit record")
                        .requireExactly(NAMES, Set.of());
        return new CommitRecord(
                line.number("first", 1),
                line.number("seq", 1),
                line.sha384("digest"),
                line.sha384("root"),
                line.sha384("prev"),
                line.time("time"),
                key(line),
                line.text("hmac"));
    }

    static KeyId key(Members line) {
        try {
            return new KeyId(line.text("key"));
        } catch (IllegalArgumentException e) {
            throw line.shape("a key id");
        }
    }

    private byte[] covered() {
        return CanonicalJson.bytes(inner());
    }

    private JsonObject inner() {
        return JsonObject.builder()
                .put("digest", digest.value())
                .put("first", first)
                .put("key", key.value())
                .put("prev", prev.value())
                .put("root", root.value())
                .put("seq", seq)
                .put("time", time.toString())
                .build();
    }
}

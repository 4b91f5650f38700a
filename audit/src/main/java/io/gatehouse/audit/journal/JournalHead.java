package io.gatehouse.audit.journal;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.evidence.JournalPosition;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The last commit record's place, kept beside the segments: who cuts the segments must also forge
 * this.
 *
 * <p>The file {@code head.json} is canonical JSON filled up with spaces to {@link #SIZE} bytes, the
 * last of which is LF. It is overwritten in place by one write of one disk sector, which a disk
 * writes whole or not at all; so a crash leaves an old head or a new one, never a mixture. The code
 * is HMAC-SHA384 over {@code gatehouse/head/v1\n} and the canonical bytes without {@code hmac}.
 *
 * @param seq number of the last event; 0 for an empty journal
 * @param digest of that event; ZERO for an empty journal
 * @param root of the last commit record; ZERO for an empty journal
 * @param time of the last commit record; of the making, for an empty journal
 */
public record JournalHead(
        long seq, Digest digest, Digest root, Instant time, KeyId key, String hmac) {

    /** Name of the file. */
    public static final String FILE = "head.json";

    /** Bytes of the file: the smallest sector of a disk. */
    public static final int SIZE = 512;

    private static final byte[] DOMAIN = "gatehouse/head/v1\n".getBytes(StandardCharsets.UTF_8);
    private static final Set<String> NAMES = Set.of("digest", "hmac", "key", "root", "seq", "time");

    static JournalHead signed(long seq, Digest digest, Digest root, Instant time, CommitKeys keys) {
        KeyId key = keys.signingKey(time);
        JournalHead bare = new JournalHead(seq, digest, root, time, key, "");
        String code = Base64Text.encodeUrl(keys.sign(key, DOMAIN, bare.covered()));
        return new JournalHead(seq, digest, root, time, key, code);
    }

    /** The position that the head vouches for. */
    public JournalPosition position() {
        return new JournalPosition(seq, digest);
    }

    /** Whether the head agrees with the commit record of its number. */
    boolean agreesWith(CommitRecord commit) {
        return seq == commit.seq()
                && digest.equals(commit.digest())
                && root.equals(commit.root())
                && time.equals(commit.time());
    }

    /** The bytes of the file. */
    byte[] fileBytes() {
        byte[] canonical = CanonicalJson.bytes(inner().with("hmac", hmac));
        if (canonical.length >= SIZE) {
            throw new IllegalStateException("a head longer than a sector");
        }
        byte[] file = new byte[SIZE];
        Arrays.fill(file, (byte) ' ');
        System.arraycopy(canonical, 0, file, 0, canonical.length);
        file[SIZE - 1] = '\n';
        return file;
    }

    /**
     * Reads a directory's head; empty when there is none.
     *
     * @throws JournalFaultException when it is not a head to the last byte, or its code is wrong
     */
    public static Optional<JournalHead> read(JournalFiles files, CommitKeys keys)
            throws IOException {
        if (!files.list().contains(FILE)) {
            return Optional.empty();
        }
        byte[] bytes;
        try (InputStream in = files.read(FILE, 0)) {
            bytes = in.readNBytes(SIZE + 1);
        }
        JournalHead head = parse(bytes);
        switch (head.check(keys)) {
            case RIGHT, UNCHECKED -> {
                return Optional.of(head);
            }
            case WRONG -> throw invalid("a right HMAC", "a wrong one");
            case NOT_ADMITTED ->
                    throw invalid("a journal key that was usable then", "key " + head.key());
        }
        throw new IllegalStateException("unknown answer");
    }

    static JournalHead parse(byte[] bytes) {
        if (bytes.length != SIZE || bytes[SIZE - 1] != '\n') {
            throw invalid(SIZE + " bytes with LF as the last", "another length or end");
        }
        if (!(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed)
                || !(parsed.value() instanceof JsonObject object)) {
            throw invalid("a JSON object", "something else");
        }
        try {
            Members line = new Members(object, "a head").requireExactly(NAMES, Set.of());
            JournalHead head =
                    new JournalHead(
                            line.number("seq", 0),
                            line.sha384("digest"),
                            line.sha384("root"),
                            line.time("time"),
                            CommitRecord.key(line),
                            line.text("hmac"));
            if (!Arrays.equals(bytes, head.fileBytes())) {
                throw invalid("the canonical bytes of its value", "others");
            }
            return head;
        } catch (LineRefusal e) {
            throw invalid("the members of a head", "others");
        }
    }

    CommitKeys.Answer check(CommitKeys keys) {
        Optional<byte[]> code = Base64Text.decodeUrl(hmac);
        return code.isPresent()
                ? keys.verify(key, time, code.get(), DOMAIN, covered())
                : CommitKeys.Answer.WRONG;
    }

    private byte[] covered() {
        return CanonicalJson.bytes(inner());
    }

    private JsonObject inner() {
        return JsonObject.builder()
                .put("digest", digest.value())
                .put("key", key.value())
                .put("root", root.value())
                .put("seq", seq)
                .put("time", time.toString())
                .build();
    }

    private static JournalFaultException invalid(String expected, String observed) {
        return JournalFault.of(JournalFault.Kind.HEAD_INVALID, FILE, 1, 0, 0, expected, observed)
                .exception();
    }
}

package io.gatehouse.audit.log;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.LogName;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Set;

/**
 * How far a decision log reached when its writer last spoke, under the journal key. A log that is
 * shorter was cut; a log that is longer was being written when the writer died.
 *
 * @param lines how many lines
 * @param length of the file in bytes
 * @param last digest of the last line without LF; ZERO for an empty log
 * @param signature over {@code gatehouse/log-head/v1}, LF and the canonical head without it
 */
public record LogHead(
        LogName name, long lines, long length, Digest last, Instant time, RoleSignature signature) {

    private static final byte[] DOMAIN =
            "gatehouse/log-head/v1\n".getBytes(StandardCharsets.US_ASCII);
    private static final Set<String> MEMBERS =
            Set.of("schema", "name", "lines", "length", "last", "time", "signature");
    private static final String SCHEMA = "gatehouse-log-head/1";

    /** Signs a head; the time is cut to milliseconds. */
    public static LogHead sign(
            LogName name, long lines, long length, Digest last, Instant now, HmacKey key) {
        Instant time = now.truncatedTo(ChronoUnit.MILLIS);
        RoleSignature signature =
                RoleSignature.sign(key, message(unsigned(name, lines, length, last, time)));
        return new LogHead(name, lines, length, last, time, signature);
    }

    /** The head file of a log: its name and {@code .head}. */
    public static Path fileOf(Path log) {
        return log.resolveSibling(log.getFileName() + ".head");
    }

    /**
     * Reads a head file, byte for byte as {@link #fileBytes} writes it.
     *
     * @throws IllegalArgumentException when it is not one
     */
    public static LogHead parse(byte[] file) {
        try {
            JsonObject head = StrictJson.readSigned(file).objectOrThrow();
            if (!head.names().equals(MEMBERS) || !head.requireText("schema").equals(SCHEMA)) {
                throw new IllegalArgumentException("members missing or unknown");
            }
            LogHead read =
                    new LogHead(
                            new LogName(head.requireText("name")),
                            count(head, "lines"),
                            count(head, "length"),
                            Digest.parse(head.requireText("last")),
                            Timestamps.parse(head.requireText("time"))
                                    .orElseThrow(() -> new IllegalArgumentException("no time")),
                            RoleSignature.parse(head.requireText("signature"))
                                    .orElseThrow(
                                            () -> new IllegalArgumentException("no signature")));
            if (!Arrays.equals(read.fileBytes(), file)) {
                throw new IllegalArgumentException("not in canonical form");
            }
            return read;
        } catch (JsonFaultException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    public JsonObject toJson() {
        return unsigned(name, lines, length, last, time).with("signature", signature.text());
    }

    /** The bytes of the file: canonical, with one LF at the end. */
    public byte[] fileBytes() {
        byte[] canonical = CanonicalJson.bytes(toJson());
        byte[] file = Arrays.copyOf(canonical, canonical.length + 1);
        file[canonical.length] = '\n';
        return file;
    }

    /** Whether the signature is the key's. */
    public boolean verify(HmacKey key) {
        return signature.key().equals(key.id())
                && signature.verify(key, message(unsigned(name, lines, length, last, time)));
    }

    private static JsonObject unsigned(
            LogName name, long lines, long length, Digest last, Instant time) {
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("name", name.value())
                .put("lines", lines)
                .put("length", length)
                .put("last", last.value())
                .put("time", Timestamps.format(time))
                .build();
    }

    private static byte[] message(JsonObject unsigned) {
        byte[] canonical = CanonicalJson.bytes(unsigned);
        byte[] message = Arrays.copyOf(DOMAIN, DOMAIN.length + canonical.length);
        System.arraycopy(canonical, 0, message, DOMAIN.length, canonical.length);
        return message;
    }

    private static long count(JsonObject head, String name) {
        return head.integer(name)
                .filter(value -> value >= 0)
                .orElseThrow(() -> new IllegalArgumentException("no count '" + name + "'"));
    }
}

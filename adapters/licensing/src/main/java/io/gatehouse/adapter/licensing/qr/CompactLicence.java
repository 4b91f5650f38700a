package io.gatehouse.adapter.licensing.qr;

import io.gatehouse.adapter.licensing.Area;
import io.gatehouse.adapter.licensing.Judged;
import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.licensing.ToolKeys;
import io.gatehouse.adapter.licensing.licence.Licence;
import io.gatehouse.adapter.licensing.licence.LicenceIssuer;
import io.gatehouse.adapter.licensing.licence.LicenceRequest;
import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * What a QR code carries of a licence: who it is and until when, the licence's own code and one
 * over these. A rich licence as it is fills a code of version 39, which nothing reads from paper.
 *
 * <p>The device that asked has the request still: from both {@link #restore} makes the licence
 * again, byte for byte. Text: {@code GHL1:} and Base45 (RFC 9285), for the alphabet that QR codes
 * hold closest.
 *
 * @param code of the licence's signature, in base64
 * @param issued seconds since 1970
 * @param expires seconds since 1970
 */
public record CompactLicence(
        String id, String profile, long issued, long expires, String code, String keyId) {

    private static final String PREFIX = "GHL1:";
    private static final byte[] DOMAIN =
            "gatehouse compact licence 1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CODE_BYTES = 48;
    private static final int LONGEST = 700;
    private static final Set<String> MEMBERS = Set.of("i", "p", "t", "e", "s", "k");

    /** The compact form of a licence. */
    public static CompactLicence of(Licence licence) {
        return new CompactLicence(
                licence.id(),
                licence.profile(),
                licence.issued().getEpochSecond(),
                licence.expires().getEpochSecond(),
                licence.json().object("signature").orElseThrow().requireText("value"),
                licence.keyId());
    }

    /**
     * The text for a QR code.
     *
     * @param key the one that signed the licence
     */
    public String text(ToolKey key) {
        if (!key.id().equals(keyId)) {
            throw new IllegalArgumentException("not the key of the licence");
        }
        byte[] json = CanonicalJson.bytes(json());
        byte[] whole = Arrays.copyOf(json, json.length + CODE_BYTES);
        System.arraycopy(key.code(DOMAIN, json), 0, whole, json.length, CODE_BYTES);
        return PREFIX + Base45.encode(whole);
    }

    private JsonObject json() {
        return JsonObject.builder()
                .put("i", id)
                .put("p", profile)
                .put("t", issued)
                .put("e", expires)
                .put("s", code)
                .put("k", keyId)
                .build();
    }

    /** Reads and verifies; {@code malformed}, {@code key-unknown}, {@code code-differs}. */
    public static Judged<CompactLicence> read(String text, ToolKeys keys) {
        Optional<byte[]> whole =
                text.length() <= LONGEST && text.startsWith(PREFIX)
                        ? Base45.decode(text.substring(PREFIX.length()))
                        : Optional.empty();
        if (whole.isEmpty() || whole.get().length <= CODE_BYTES) {
            return refused("malformed", "text that starts with " + PREFIX);
        }
        int length = whole.get().length - CODE_BYTES;
        byte[] json = Arrays.copyOf(whole.get(), length);
        byte[] code = Arrays.copyOfRange(whole.get(), length, whole.get().length);
        Optional<CompactLicence> read = of(json);
        if (read.isEmpty()) {
            return refused("malformed", "a compact licence");
        }
        Optional<ToolKey> key = keys.find(read.get().keyId());
        if (key.isEmpty()) {
            return refused("key-unknown", "a key that is at hand");
        }
        return key.get().fits(code, DOMAIN, json)
                ? Judged.accepted(read.get())
                : refused("code-differs", "the code of key " + read.get().keyId());
    }

    private static Optional<CompactLicence> of(byte[] bytes) {
        if (!(StrictJson.readSigned(bytes) instanceof JsonReading.Parsed parsed
                && parsed.value() instanceof JsonObject json
                && json.names().equals(MEMBERS)
                && Arrays.equals(CanonicalJson.bytes(json), bytes))) {
            return Optional.empty();
        }
        boolean typed =
                json.text("i").isPresent()
                        && json.text("p").isPresent()
                        && json.integer("t").isPresent()
                        && json.integer("e").isPresent()
                        && json.text("s").isPresent()
                        && json.text("k").isPresent();
        return typed
                ? Optional.of(
                        new CompactLicence(
                                json.requireText("i"),
                                json.requireText("p"),
                                json.integer("t").orElseThrow(),
                                json.integer("e").orElseThrow(),
                                json.requireText("s"),
                                json.requireText("k")))
                : Optional.empty();
    }

    /** Whether it stands for this very licence. */
    public boolean isOf(Licence licence) {
        return equals(of(licence));
    }

    /** The licence, made again from the request that it was issued for, and verified. */
    public Judged<Licence> restore(
            LicenceRequest request, ToolKeys licenceKeys, ToolKeys fingerprintKeys) {
        if (!request.licenceId().equals(id)) {
            return refused("other-request", "the request of licence " + id);
        }
        JsonObject signature =
                JsonObject.builder()
                        .put("algorithm", ToolKey.ALGORITHM)
                        .put("key_id", keyId)
                        .put("value", code)
                        .build();
        return LicenceIssuer.rebuild(
                request, Instant.ofEpochSecond(issued), signature, licenceKeys, fingerprintKeys);
    }

    private static <T> Judged<T> refused(String code, String expected) {
        return Judged.refused(
                Area.CARRIER.finding(
                        code, "QR code", expected, "another", "read it again, or take the file"));
    }
}

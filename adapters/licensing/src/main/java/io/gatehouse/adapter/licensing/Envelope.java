package io.gatehouse.adapter.licensing;

import io.gatehouse.audit.json.JsonReading;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.core.evidence.Content;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import io.gatehouse.core.json.JsonValue;
import io.gatehouse.core.rule.Finding;
import java.util.Optional;
import java.util.Set;

/**
 * {@code {"payload":...,"signature":{algorithm,key_id,value}}}: the form of licences, fingerprint
 * documents and revocation lists, coded over the canonical bytes of the payload.
 *
 * @param json the whole of it, as read
 * @param code of the signature, 48 bytes when it is genuine
 */
public record Envelope(JsonObject json, JsonValue payload, String keyId, Content code) {

    /** No document that is read has more bytes. */
    public static final int LARGEST = 256 * 1024;

    private static final Set<String> MEMBERS = Set.of("payload", "signature");
    private static final Set<String> SIGNATURE = Set.of("algorithm", "key_id", "value");

    /**
     * Reads and verifies: the form, the algorithm, the key and the code. Codes: {@code too-large},
     * {@code malformed}, {@code other-algorithm}, {@code key-missing}, {@code key-unknown}, {@code
     * code-differs}.
     */
    public static Judged<Envelope> open(Area area, String subject, byte[] bytes, ToolKeys keys) {
        return verified(area, subject, read(area, subject, bytes), keys);
    }

    /** As {@link #open}, from a value that was read in the signed profile. */
    public static Judged<Envelope> open(Area area, String subject, JsonObject json, ToolKeys keys) {
        return verified(area, subject, of(area, subject, json), keys);
    }

    private static Judged<Envelope> read(Area area, String subject, byte[] bytes) {
        if (bytes.length > LARGEST) {
            return Judged.refused(
                    area.finding(
                            "too-large",
                            subject,
                            "at most " + LARGEST + " bytes",
                            bytes.length + " bytes",
                            "hand in the document itself"));
        }
        JsonReading reading = StrictJson.readSigned(bytes);
        if (reading instanceof JsonReading.Refused refused) {
            return Judged.refused(malformed(area, subject, refused.fault().message()));
        }
        return reading.orThrow() instanceof JsonObject object
                ? of(area, subject, object)
                : Judged.refused(malformed(area, subject, "another kind of value"));
    }

    private static Judged<Envelope> of(Area area, String subject, JsonObject json) {
        Optional<JsonObject> signature = json.object("signature");
        // what stands beside the payload is not coded, and somebody might read it
        if (!json.names().equals(MEMBERS) || signature.isEmpty()) {
            return Judged.refused(malformed(area, subject, "other members"));
        }
        Optional<byte[]> code = signature.get().text("value").flatMap(Base64Text::decodeStandard);
        if (!SIGNATURE.containsAll(signature.get().names()) || code.isEmpty()) {
            return Judged.refused(malformed(area, subject, "a signature of another form"));
        }
        if (!signature.get().text("algorithm").equals(Optional.of(ToolKey.ALGORITHM))) {
            // a weaker algorithm that the file asks for is how a downgrade begins
            return Judged.refused(
                    area.finding(
                            "other-algorithm",
                            subject,
                            ToolKey.ALGORITHM,
                            signature.get().text("algorithm").orElse("none"),
                            "have it signed with " + ToolKey.ALGORITHM));
        }
        Optional<String> keyId = signature.get().text("key_id");
        if (keyId.isEmpty()) {
            return Judged.refused(
                    area.finding(
                            "key-missing",
                            subject,
                            "a key_id that names the key",
                            "none",
                            "have it signed again with a key id"));
        }
        return Judged.accepted(
                new Envelope(
                        json,
                        json.find("payload").orElseThrow(),
                        keyId.get(),
                        Content.of(code.get())));
    }

    private static Judged<Envelope> verified(
            Area area, String subject, Judged<Envelope> read, ToolKeys keys) {
        if (read.value().isEmpty()) {
            return read;
        }
        Envelope envelope = read.value().get();
        Optional<ToolKey> key = keys.find(envelope.keyId());
        if (key.isEmpty()) {
            // without keys the existing check is left out with a warning; here nothing passes
            return Judged.refused(
                    area.finding(
                            "key-unknown",
                            subject,
                            "a key that is at hand: " + keys.ids(),
                            envelope.keyId(),
                            "bring the key, or a document signed with one that is known"));
        }
        return key.get().fits(envelope.code().bytes(), CanonicalJson.bytes(envelope.payload()))
                ? read
                : Judged.refused(
                        area.finding(
                                "code-differs",
                                subject,
                                "the code of key " + envelope.keyId(),
                                "another",
                                "it was changed or forged: have it issued again"));
    }

    /** The payload as an object; empty when it is something else. */
    public Optional<JsonObject> object() {
        return json.object("payload");
    }

    private static Finding malformed(Area area, String subject, String observed) {
        return area.finding(
                "malformed",
                subject,
                "strict JSON of exactly 'payload' and 'signature'",
                observed,
                "have it made again by the tool that makes it");
    }
}

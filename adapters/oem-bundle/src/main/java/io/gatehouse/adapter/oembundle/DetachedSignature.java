package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.json.Timestamps;
import io.gatehouse.audit.key.DomainSignature;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.PersonSigner;
import io.gatehouse.audit.key.SignatureDomain;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * A person's Ed25519 signature (RFC 8032) in a file beside an archive: unlike the codes inside, it
 * cannot be made by those who can check it, such as every device that the bundle goes to.
 *
 * <p>It names no installation, since it is made once and checked on many; a statement of this
 * schema authorises nothing else, for all others name one.
 *
 * @param at the signer's word, in whole seconds
 */
public record DetachedSignature(
        PersonId person, KeyId key, Instant at, JsonObject statement, String signature) {

    /** Appended to the archive's name. */
    public static final String EXTENSION = ".release.json";

    private static final String SCHEMA = "gatehouse.bundle-release/1";
    private static final Set<String> MEMBERS = Set.of("statement", "signature");

    /** The bytes of the signature file of an archive. */
    public static byte[] sign(Digest archive, long size, PersonSigner signer, Instant at) {
        JsonObject statement = statement(archive, size, signer.person(), signer.key(), at);
        return IndentedJson.line(
                JsonObject.builder()
                        .put("statement", statement)
                        .put("signature", signer.sign(SignatureDomain.FILE, statement))
                        .build());
    }

    /** Reads the form, not whether it is true; empty for anything else. */
    static Optional<DetachedSignature> read(byte[] file) {
        if (file.length > BundleLimits.SIGNATURE) {
            return Optional.empty();
        }
        try {
            JsonObject document = StrictJson.readSigned(file).objectOrThrow();
            JsonObject statement = document.object("statement").orElse(JsonObject.EMPTY);
            Optional<Instant> at = statement.text("at").flatMap(Timestamps::parse);
            if (!document.names().equals(MEMBERS)
                    || document.text("signature").isEmpty()
                    || at.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new DetachedSignature(
                            new PersonId(statement.text("person").orElse("")),
                            new KeyId(statement.text("key").orElse("")),
                            at.get(),
                            statement,
                            document.requireText("signature")));
        } catch (JsonFaultException | IllegalArgumentException e) {
            return Optional.empty(); // names that no person or key can have
        }
    }

    /** Whether it speaks of that very archive, and of nothing else. */
    boolean isOf(Digest archive, long size) {
        return statement.equals(statement(archive, size, person, key, at));
    }

    /** Whether the key made it. */
    boolean isBy(Ed25519PublicKey publicKey) {
        return DomainSignature.verify(publicKey, SignatureDomain.FILE, statement, signature);
    }

    private static JsonObject statement(
            Digest archive, long size, PersonId person, KeyId key, Instant at) {
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("bundle", BundleManifest.BUNDLE)
                .put("sha384", archive.hex())
                .put("size", size)
                .put("person", person.value())
                .put("key", key.value())
                .put("at", Timestamps.format(at.truncatedTo(ChronoUnit.SECONDS)))
                .build();
    }
}

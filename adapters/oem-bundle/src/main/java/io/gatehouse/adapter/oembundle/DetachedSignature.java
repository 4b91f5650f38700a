package io.gatehouse.adapter.oembundle;

import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.audit.key.Base64Text;
import io.gatehouse.audit.key.Ed25519PublicKey;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.Ed25519Verifier;
import io.gatehouse.core.digest.Digest;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * An Ed25519 signature (RFC 8032) in a file beside an archive: unlike the codes inside, it cannot
 * be made by those who can check it. Stateless and thread-safe.
 */
public final class DetachedSignature {

    /** Appended to the archive's name. */
    public static final String EXTENSION = ".ed25519";

    /** Keeps a signature made here from meaning anything elsewhere, and the other way round. */
    private static final byte[] DOMAIN =
            "gatehouse.bundle-archive/1\n".getBytes(StandardCharsets.US_ASCII);

    private static final Set<String> MEMBERS = Set.of("payload", "signature");
    private static final Set<String> SIGNATURE = Set.of("algorithm", "key", "value");
    private static final String ALGORITHM = "Ed25519";

    private DetachedSignature() {}

    /** The bytes of the signature file of an archive. */
    public static byte[] sign(Digest archive, long size, Ed25519Signer signer) {
        JsonObject payload = payload(archive, size);
        return IndentedJson.line(
                JsonObject.builder()
                        .put("payload", payload)
                        .put(
                                "signature",
                                JsonObject.builder()
                                        .put("algorithm", ALGORITHM)
                                        .put("key", signer.publicKey().text())
                                        .put(
                                                "value",
                                                Base64Text.encodeUrl(signer.sign(message(payload))))
                                        .build())
                        .build());
    }

    /** Whether the file is a signature of that very archive by one of the trusted keys. */
    public static boolean verify(
            byte[] file, Digest archive, long size, Collection<Ed25519PublicKey> trusted) {
        if (file.length > BundleLimits.SIGNATURE) {
            return false;
        }
        JsonObject document;
        try {
            document = StrictJson.readSigned(file).objectOrThrow();
        } catch (JsonFaultException e) {
            return false;
        }
        JsonObject signature = document.object("signature").orElse(JsonObject.EMPTY);
        JsonObject payload = payload(archive, size);
        // the key is looked up among the trusted ones: a file must not bring its own
        Optional<Ed25519PublicKey> key =
                trusted.stream()
                        .filter(k -> signature.text("key").equals(Optional.of(k.text())))
                        .findFirst();
        return document.names().equals(MEMBERS)
                && signature.names().equals(SIGNATURE)
                && signature.text("algorithm").equals(Optional.of(ALGORITHM))
                && document.object("payload").equals(Optional.of(payload))
                && key.isPresent()
                && signature
                        .text("value")
                        .flatMap(Base64Text::decodeUrl)
                        .filter(v -> Ed25519Verifier.verify(key.get(), message(payload), v))
                        .isPresent();
    }

    private static JsonObject payload(Digest archive, long size) {
        return JsonObject.builder()
                .put("bundle", BundleManifest.BUNDLE)
                .put("sha384", archive.hex())
                .put("size", size)
                .build();
    }

    private static byte[] message(JsonObject payload) {
        byte[] canonical = CanonicalJson.bytes(payload);
        byte[] message = Arrays.copyOf(DOMAIN, DOMAIN.length + canonical.length);
        System.arraycopy(canonical, 0, message, DOMAIN.length, canonical.length);
        return message;
    }
}

package io.gatehouse.demo.standin;

import io.gatehouse.adapter.licensing.ToolKey;
import io.gatehouse.adapter.oembundle.BundleKey;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;

/**
 * The keys of the outside world that the demo plays: the vendor's bundle key and licence key, the
 * keys of the acceptance, of the live dry run and of the router's log, made at random when first
 * needed, in owner-only files of the workspace. None is a key of Gatehouse; what checks with them
 * has to import and adopt them.
 */
public enum DemoSecrets {
    ACCEPTANCE("demo-acceptance", KeyAlgorithm.HMAC_SHA384),
    BUNDLE("demo-bundle", KeyAlgorithm.HMAC_SHA384),
    LICENCE("demo-licence", KeyAlgorithm.HMAC_SHA384),
    FINGERPRINT("demo-fingerprint", KeyAlgorithm.HMAC_SHA384),
    REVOCATION("demo-revocation", KeyAlgorithm.HMAC_SHA384),
    DRY_RUN("demo-dry-run", KeyAlgorithm.HMAC_SHA256),
    ROUTER_LOG("demo-router-log", KeyAlgorithm.HMAC_SHA384);

    private static final String FOLDER = "secrets/demo";

    private final String id;
    private final KeyAlgorithm algorithm;

    DemoSecrets(String id, KeyAlgorithm algorithm) {
        this.id = id;
        this.algorithm = algorithm;
    }

    /** What the tool computes with it. */
    public KeyAlgorithm algorithm() {
        return algorithm;
    }

    /** The id under which the tool's files name it. */
    public KeyId id() {
        return new KeyId(id);
    }

    /** The tool's key file: the bytes as they are. */
    public Path file(Path workspace) throws IOException {
        Arrays.fill(secret(workspace), (byte) 0);
        return workspace.resolve(FOLDER).resolve(id + ".key");
    }

    /** As the key of the vendor's tools; the caller closes it. */
    ToolKey toolKey(Path workspace) throws IOException {
        byte[] secret = secret(workspace);
        try {
            return new ToolKey(id, SecretBytes.copyOf(secret));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** As the key of the vendor's builder, in force at that time. */
    BundleKey bundleKey(Path workspace, Instant at) throws IOException {
        byte[] secret = secret(workspace);
        try {
            return new BundleKey(
                    id,
                    KeyValidity.between(
                            at.minus(Duration.ofDays(1)), at.plus(Duration.ofDays(365))),
                    SecretBytes.copyOf(secret));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    /** {@code {"payload": ..., "signature": {algorithm, key_id, value}}}. */
    Map<String, Object> envelope(Path workspace, JsonObject payload) throws IOException {
        return ReportText.object(
                "payload", ReportText.plain(payload), "signature", signature(workspace, payload));
    }

    /** {@code {algorithm, key_id, value}} over the canonical bytes of a value. */
    Map<String, Object> signature(Path workspace, JsonObject signed) throws IOException {
        return ReportText.object(
                "algorithm", algorithm.text(), "key_id", id, "value", code(workspace, signed));
    }

    /** Whether the value of an envelope's signature fits its payload. */
    boolean fits(Path workspace, JsonObject payload, String value) throws IOException {
        return code(workspace, payload).equals(value);
    }

    private String code(Path workspace, JsonObject payload) throws IOException {
        byte[] secret = secret(workspace);
        try (HmacKey key = new HmacKey(new KeyId(id), algorithm, SecretBytes.copyOf(secret))) {
            return Base64.getEncoder().encodeToString(key.sign(CanonicalJson.bytes(payload)));
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private byte[] secret(Path workspace) throws IOException {
        Path file = workspace.resolve(FOLDER).resolve(id + ".key");
        Files.createDirectories(file.getParent());
        byte[] fresh = new byte[HmacKey.MIN_SECRET_BYTES];
        new SecureRandom().nextBytes(fresh);
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                Files.newByteChannel(
                        file,
                        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly)) {
            channel.write(ByteBuffer.wrap(fresh));
            return fresh;
        } catch (FileAlreadyExistsException e) {
            Arrays.fill(fresh, (byte) 0);
            return Files.readAllBytes(file);
        }
    }
}

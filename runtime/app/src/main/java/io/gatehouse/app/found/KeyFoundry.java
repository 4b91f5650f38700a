package io.gatehouse.app.found;

import io.gatehouse.app.workspace.Workspace;
import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.key.Ed25519Signer;
import io.gatehouse.audit.key.HmacKey;
import io.gatehouse.audit.key.KeyAlgorithm;
import io.gatehouse.audit.key.KeyEntry;
import io.gatehouse.audit.key.KeyFault;
import io.gatehouse.audit.key.KeyFaultException;
import io.gatehouse.audit.key.KeyPurpose;
import io.gatehouse.audit.key.KeyRing;
import io.gatehouse.audit.key.KeyValidity;
import io.gatehouse.audit.key.LocalKeySecrets;
import io.gatehouse.audit.key.SecretBytes;
import io.gatehouse.audit.key.SecretLocation;
import io.gatehouse.audit.key.ToolKeyFile;
import io.gatehouse.core.definition.Role;
import io.gatehouse.core.id.KeyId;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Makes the engine's own keys and takes over those of existing tools. Secret halves go to {@code
 * secrets/}, each in a file of its own with mode 0600; the public list is what is adopted.
 */
public final class KeyFoundry {

    /** How long a new key of the engine may sign. */
    public static final Duration VALIDITY = Duration.ofDays(730);

    private final Workspace workspace;
    private final SecureRandom random;

    public KeyFoundry(Workspace workspace, SecureRandom random) {
        this.workspace = workspace;
        this.random = random;
    }

    /**
     * A ring with one key for each purpose: outer, journal, engine (HMAC and Ed25519), each role.
     */
    public KeyRing newRing(Collection<Role> roles, Instant now) throws IOException {
        List<KeyEntry> keys = new ArrayList<>();
        keys.add(hmac("outer", KeyPurpose.OUTER, now));
        keys.add(hmac("journal", KeyPurpose.JOURNAL, now));
        keys.add(hmac("engine-line", KeyPurpose.ENGINE, now));
        keys.add(engine("engine", now));
        for (Role role : roles) {
            keys.add(hmac("role-" + role.code(), KeyPurpose.role(role.code()), now));
        }
        return KeyRing.of(keys);
    }

    /** One more key for a purpose; it signs as soon as it is adopted, being the youngest. */
    public KeyEntry rotate(KeyPurpose purpose, boolean ed25519, Instant now) throws IOException {
        String name = purpose.value().replace(':', '-');
        return ed25519 ? engine(name, now) : hmac(name, purpose, now);
    }

    /**
     * An existing tool's key, from the file in which that tool keeps it. Its id is the one that the
     * tool's files name. It counts for times before it came, since the tool used it then.
     *
     * @throws KeyFaultException when the file is not its owner's alone, holds no key, or one that
     *     is too short
     * @throws java.nio.file.FileAlreadyExistsException when a secret of that id is there already
     */
    public KeyEntry importEvidence(
            KeyPurpose purpose, KeyAlgorithm algorithm, KeyId id, Path from, Instant now)
            throws IOException {
        KeyValidity validity = KeyValidity.between(Instant.EPOCH, validity(now).notAfter());
        KeyEntry entry = KeyEntry.evidence(id, purpose, algorithm, validity, location(id));
        try (SecretBytes secret = ToolKeyFile.read(from)) {
            if (secret.length() < purpose.minSecretBytes()) {
                throw new KeyFault(
                                KeyFault.Kind.SECRET_TOO_SHORT,
                                id.value(),
                                "the secret has fewer than " + purpose.minSecretBytes() + " bytes")
                        .exception();
            }
            store(id, secret);
        }
        return entry;
    }

    private KeyEntry hmac(String name, KeyPurpose purpose, Instant now) throws IOException {
        byte[] secret = new byte[HmacKey.MIN_SECRET_BYTES];
        random.nextBytes(secret);
        KeyId id = id(name, now);
        store(id, secret);
        return KeyEntry.hmac(id, purpose, validity(now), location(id));
    }

    private KeyEntry engine(String name, Instant now) throws IOException {
        byte[] seed = new byte[Ed25519Signer.SEED_LENGTH];
        random.nextBytes(seed);
        KeyId id = id(name, now);
        try (Ed25519Signer signer = Ed25519Signer.ofSeed(seed)) {
            KeyEntry entry = KeyEntry.engine(id, validity(now), signer.publicKey(), location(id));
            store(id, seed);
            return entry;
        }
    }

    /** Wipes its argument: from here on the secret is in its file only. */
    private void store(KeyId id, byte[] secret) throws IOException {
        try (SecretBytes bytes = SecretBytes.copyOf(secret)) {
            store(id, bytes);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private void store(KeyId id, SecretBytes secret) throws IOException {
        byte[] text = LocalKeySecrets.fileText(secret);
        try {
            DurableFiles.create(file(id), text);
        } finally {
            Arrays.fill(text, (byte) 0);
        }
    }

    private Path file(KeyId id) {
        return workspace.secrets().resolve(id + ".key");
    }

    /** Relative to the directory of the key ring, so that a workspace can be moved. */
    private static SecretLocation location(KeyId id) {
        return new SecretLocation.File("../secrets/" + id + ".key");
    }

    private static KeyId id(String name, Instant now) {
        return new KeyId(
                name
                        + "-"
                        + now.truncatedTo(ChronoUnit.SECONDS).toString().replaceAll("[^0-9]", ""));
    }

    private static KeyValidity validity(Instant now) {
        Instant from = now.truncatedTo(ChronoUnit.SECONDS);
        return KeyValidity.between(from, from.plus(VALIDITY));
    }
}

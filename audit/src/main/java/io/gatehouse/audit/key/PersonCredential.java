package io.gatehouse.audit.key;

import io.gatehouse.audit.file.DurableFiles;
import io.gatehouse.audit.file.OwnerOnly;
import io.gatehouse.audit.json.JsonFaultException;
import io.gatehouse.audit.json.StrictJson;
import io.gatehouse.core.id.KeyId;
import io.gatehouse.core.id.PersonId;
import io.gatehouse.core.json.CanonicalJson;
import io.gatehouse.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * A person's key file: the Ed25519 seed under a passphrase, the rest in the open.
 *
 * <p>Everything but the ciphertext is authenticated with it, so neither name, public half nor cost
 * can be exchanged. Opened only in the person's own process. Immutable and thread-safe.
 */
public final class PersonCredential {

    /** Fewest characters of a passphrase (NIST SP 800-63B, section 5.1.1.1). */
    public static final int MIN_PASSPHRASE = 8;

    private static final String SCHEMA = "gatehouse-credential/1";
    private static final int LONGEST_FILE = 16 * 1024;
    private static final Set<String> MEMBERS =
            Set.of("schema", "person", "key", "public", "kdf", "cipher", "ciphertext");
    private static final Set<String> KDF_MEMBERS =
            Set.of("name", "version", "memory_kib", "iterations", "parallelism", "salt");
    private static final Set<String> CIPHER_MEMBERS = Set.of("name", "nonce");

    private final JsonObject document;
    private final PersonId person;
    private final KeyId key;
    private final Ed25519PublicKey publicKey;
    private final Argon2Cost cost;

    private PersonCredential(JsonObject document) {
        requireMembers(document, MEMBERS);
        requireText(document, "schema", SCHEMA);
        JsonObject kdf = document.object("kdf").orElse(JsonObject.EMPTY);
        requireMembers(kdf, KDF_MEMBERS);
        requireText(kdf, "name", "argon2id");
        requireText(kdf, "version", "1.3");
        JsonObject cipher = document.object("cipher").orElse(JsonObject.EMPTY);
        requireMembers(cipher, CIPHER_MEMBERS);
        requireText(cipher, "name", "aes-256-gcm");
        this.document = document;
        this.person = new PersonId(document.requireText("person"));
        this.key = new KeyId(document.requireText("key"));
        KeyEntry.requireForm(key);
        this.publicKey = new Ed25519PublicKey(document.requireText("public"));
        this.cost =
                new Argon2Cost(
                        number(kdf, "memory_kib"),
                        number(kdf, "iterations"),
                        number(kdf, "parallelism"));
        bytes(kdf, "salt", CredentialCipher.SALT_LENGTH);
        bytes(cipher, "nonce", CredentialCipher.NONCE_LENGTH);
        bytes(document, "ciphertext", Ed25519Signer.SEED_LENGTH + 16);
    }

    /** A new key of a person at the default cost; the caller wipes its passphrase. */
    public static PersonCredential create(
            PersonId person, KeyId key, char[] passphrase, SecureRandom random) {
        return create(person, key, passphrase, random, Argon2Cost.DEFAULT);
    }

    /**
     * A new key of a person at a chosen cost.
     *
     * @throws KeyFaultException of kind WEAK_PASSPHRASE below {@link #MIN_PASSPHRASE} characters
     */
    public static PersonCredential create(
            PersonId person, KeyId key, char[] passphrase, SecureRandom random, Argon2Cost cost) {
        if (passphrase.length < MIN_PASSPHRASE) {
            throw KeyFault.of(
                    KeyFault.Kind.WEAK_PASSPHRASE,
                    person.value(),
                    "a passphrase has at least " + MIN_PASSPHRASE + " characters");
        }
        byte[] salt = new byte[CredentialCipher.SALT_LENGTH];
        byte[] nonce = new byte[CredentialCipher.NONCE_LENGTH];
        random.nextBytes(salt);
        random.nextBytes(nonce);
        try (Ed25519Signer signer = Ed25519Signer.generate(random)) {
            JsonObject open = open(person, key, signer.publicKey(), cost, salt, nonce);
            byte[] ciphertext =
                    signer.seed()
                            .use(
                                    seed ->
                                            CredentialCipher.encrypt(
                                                    passphrase,
                                                    cost,
                                                    salt,
                                                    nonce,
                                                    CanonicalJson.bytes(open),
                                                    seed));
            return new PersonCredential(open.with("ciphertext", Base64Text.encodeUrl(ciphertext)));
        }
    }

    private static JsonObject open(
            PersonId person,
            KeyId key,
            Ed25519PublicKey publicKey,
            Argon2Cost cost,
            byte[] salt,
            byte[] nonce) {
        JsonObject kdf =
                JsonObject.builder()
                        .put("name", "argon2id")
                        .put("version", "1.3")
                        .put("memory_kib", cost.memoryKib())
                        .put("iterations", cost.iterations())
                        .put("parallelism", cost.parallelism())
                        .put("salt", Base64Text.encodeUrl(salt))
                        .build();
        JsonObject cipher =
                JsonObject.builder()
                        .put("name", "aes-256-gcm")
                        .put("nonce", Base64Text.encodeUrl(nonce))
                        .build();
        return JsonObject.builder()
                .put("schema", SCHEMA)
                .put("person", person.value())
                .put("key", key.value())
                .put("public", publicKey.text())
                .put("kdf", kdf)
                .put("cipher", cipher)
                .build();
    }

    /**
     * Reads a credential file's bytes.
     *
     * @throws KeyFaultException of kind MALFORMED when it is not one, to the last member
     */
    public static PersonCredential parse(byte[] bytes) {
        try {
            return new PersonCredential(StrictJson.readSigned(bytes).objectOrThrow());
        } catch (JsonFaultException | IllegalArgumentException e) {
            throw KeyFault.of(KeyFault.Kind.MALFORMED, "credential", e.getMessage());
        }
    }

    /**
     * Reads a credential file.
     *
     * @throws KeyFaultException of kind INSECURE_FILE when others may read it: it could be copied
     *     and its passphrase guessed at leisure
     */
    public static PersonCredential load(Path file) {
        try {
            Optional<String> objection = OwnerOnly.objection(file);
            if (objection.isPresent()) {
                throw KeyFault.of(
                        KeyFault.Kind.INSECURE_FILE,
                        "credential",
                        "the file is refused: " + objection.get());
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return parse(in.readNBytes(LONGEST_FILE));
            }
        } catch (IOException e) {
            throw KeyFault.of(
                    KeyFault.Kind.UNREADABLE, "credential", "the file is missing or unreadable");
        }
    }

    /** Writes a new file with mode 0600; an existing file is never replaced. */
    public void save(Path file) {
        try {
            DurableFiles.create(file, fileBytes());
        } catch (IOException e) {
            throw KeyFault.of(
                    KeyFault.Kind.UNREADABLE,
                    "credential",
                    "the file exists already or cannot be written");
        }
    }

    /** The bytes of the file: canonical, with one LF at the end. */
    public byte[] fileBytes() {
        byte[] canonical = CanonicalJson.bytes(document);
        byte[] file = Arrays.copyOf(canonical, canonical.length + 1);
        file[canonical.length] = '\n';
        return file;
    }

    public PersonId person() {
        return person;
    }

    public KeyId key() {
        return key;
    }

    public Ed25519PublicKey publicKey() {
        return publicKey;
    }

    public Argon2Cost cost() {
        return cost;
    }

    /**
     * Opens the credential; the caller closes the signer and wipes its passphrase.
     *
     * @throws KeyFaultException of kind WRONG_PASSPHRASE when it does not open: whether the
     *     passphrase is wrong or the file was changed cannot be told apart
     */
    public PersonSigner open(char[] passphrase) {
        JsonObject kdf = document.object("kdf").orElseThrow();
        JsonObject cipher = document.object("cipher").orElseThrow();
        byte[] seed =
                CredentialCipher.decrypt(
                                passphrase,
                                cost,
                                bytes(kdf, "salt", CredentialCipher.SALT_LENGTH),
                                bytes(cipher, "nonce", CredentialCipher.NONCE_LENGTH),
                                CanonicalJson.bytes(document.without("ciphertext")),
                                bytes(document, "ciphertext", Ed25519Signer.SEED_LENGTH + 16))
                        .orElseThrow(
                                () ->
                                        KeyFault.of(
                                                KeyFault.Kind.WRONG_PASSPHRASE,
                                                person.value(),
                                                "the passphrase is wrong or the file was changed"));
        try {
            Ed25519Signer signer = Ed25519Signer.ofSeed(seed);
            if (!signer.publicKey().equals(publicKey)) {
                signer.close();
                throw KeyFault.of(
                        KeyFault.Kind.HALVES_DIFFER,
                        person.value(),
                        "the secret half does not belong to the public half in the file");
            }
            return new PersonSigner(person, key, signer);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static void requireMembers(JsonObject object, Set<String> exact) {
        if (!object.names().equals(exact)) {
            throw new IllegalArgumentException("members missing or unknown");
        }
    }

    private static void requireText(JsonObject object, String name, String expected) {
        if (!object.requireText(name).equals(expected)) {
            throw new IllegalArgumentException("'" + name + "' is not " + expected);
        }
    }

    private static int number(JsonObject object, String name) {
        long value =
                object.integer(name)
                        .orElseThrow(
                                () -> new IllegalArgumentException("no number '" + name + "'"));
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, value));
    }

    private static byte[] bytes(JsonObject object, String name, int length) {
        byte[] bytes =
                Base64Text.decodeUrl(object.requireText(name))
                        .orElseThrow(() -> new IllegalArgumentException("bad base64 in " + name));
        if (bytes.length != length) {
            throw new IllegalArgumentException("'" + name + "' has not " + length + " bytes");
        }
        return bytes;
    }

    @Override
    public String toString() {
        return "PersonCredential[" + person + ", " + key + "]";
    }
}

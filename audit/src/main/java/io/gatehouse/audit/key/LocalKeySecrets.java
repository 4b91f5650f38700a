package io.gatehouse.audit.key;

import io.gatehouse.audit.file.OwnerOnly;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * Secrets of this machine: environment variables, owner-only files, systemd credentials.
 *
 * <p>A secret is base64url text without padding, in files with at most one LF after it. Raw bytes
 * are not accepted: the existing tools strip white space from them, some more and some less.
 */
public final class LocalKeySecrets implements KeySecrets {

    /** No secret is longer; reading stops here instead of filling memory. */
    private static final int LONGEST_TEXT = 1024;

    private static final String CREDENTIALS_DIRECTORY = "CREDENTIALS_DIRECTORY";

    private final Path directory;
    private final Function<String, Optional<String>> environment;

    /**
     * Secrets relative to a directory.
     *
     * @param directory the key ring's directory: relative {@code file:} paths start there
     * @param environment the variables of this process
     */
    public LocalKeySecrets(Path directory, Function<String, Optional<String>> environment) {
        this.directory = directory;
        this.environment = environment;
    }

    /** With the environment of this process. */
    public static LocalKeySecrets of(Path directory) {
        return new LocalKeySecrets(directory, name -> Optional.ofNullable(System.getenv(name)));
    }

    @Override
    public SecretBytes load(KeyEntry entry) {
        String id = entry.id().value();
        SecretLocation location =
                entry.secret()
                        .orElseThrow(
                                () ->
                                        KeyFault.of(
                                                KeyFault.Kind.SECRET_ABSENT,
                                                id,
                                                "the ring does not say where the secret is"));
        if (location instanceof SecretLocation.Variable variable) {
            String text =
                    environment
                            .apply(variable.name())
                            .orElseThrow(
                                    () ->
                                            KeyFault.of(
                                                    KeyFault.Kind.SECRET_ABSENT,
                                                    id,
                                                    "variable " + variable.name() + " is not set"));
            return decode(id, text.getBytes(StandardCharsets.UTF_8));
        }
        if (location instanceof SecretLocation.File file) {
            return decode(id, readFile(id, resolve(id, directory, file.path()), true));
        }
        if (location instanceof SecretLocation.Credential credential) {
            return decode(id, readFile(id, credentialFile(id, credential.name()), false));
        }
        throw KeyFault.of(
                KeyFault.Kind.LOCATION_UNSUPPORTED,
                id,
                "secrets in a vault are not supported by this build; use env:, file: or credential:");
    }

    private Path credentialFile(String id, String name) {
        String root =
                environment
                        .apply(CREDENTIALS_DIRECTORY)
                        .orElseThrow(
                                () ->
                                        KeyFault.of(
                                                KeyFault.Kind.SECRET_ABSENT,
                                                id,
                                                CREDENTIALS_DIRECTORY
                                                        + " is not set: not started by systemd with"
                                                        + " LoadCredential="));
        return resolve(id, resolve(id, directory, root), name);
    }

    /**
     * Reads a secret's text. systemd guards a credential by its directory and an access list that
     * shows as group permission, so only our own files are held to the owner-only mode.
     */
    private static byte[] readFile(String id, Path file, boolean ownerOnly) {
        try {
            if (ownerOnly) {
                Optional<String> objection = OwnerOnly.objection(file);
                if (objection.isPresent()) {
                    throw KeyFault.of(
                            KeyFault.Kind.INSECURE_FILE,
                            id,
                            "the secret's file is refused: " + objection.get());
                }
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                return in.readNBytes(LONGEST_TEXT + 1);
            }
        } catch (IOException e) {
            throw KeyFault.of(
                    KeyFault.Kind.UNREADABLE, id, "the secret's file is missing or cannot be read");
        }
    }

    private static Path resolve(String id, Path base, String path) {
        try {
            return base.resolve(path);
        } catch (InvalidPathException e) {
            throw KeyFault.of(KeyFault.Kind.UNREADABLE, id, "the secret's path is not a path");
        }
    }

    /** Wipes the text; the decoded bytes are wiped by their owner. */
    private static SecretBytes decode(String id, byte[] text) {
        byte[] body = new byte[0];
        byte[] bytes = new byte[0];
        byte[] again = new byte[0];
        try {
            int length = text.length;
            if (length > 0 && text[length - 1] == '\n') {
                length--;
            }
            body = Arrays.copyOf(text, length);
            bytes = Base64.getUrlDecoder().decode(body);
            again = Base64.getUrlEncoder().withoutPadding().encode(bytes);
            if (length > LONGEST_TEXT || !MessageDigest.isEqual(body, again)) {
                throw notBase64(id);
            }
            return SecretBytes.copyOf(bytes);
        } catch (IllegalArgumentException e) {
            throw notBase64(id);
        } finally {
            Arrays.fill(text, (byte) 0);
            Arrays.fill(body, (byte) 0);
            Arrays.fill(bytes, (byte) 0);
            Arrays.fill(again, (byte) 0);
        }
    }

    private static KeyFaultException notBase64(String id) {
        return KeyFault.of(
                KeyFault.Kind.MALFORMED,
                id,
                "the secret is not base64url without padding, with at most one line end");
    }

    /** The text of a secret file for new secret bytes, for the verb that makes keys. */
    public static byte[] fileText(SecretBytes secret) {
        return secret.use(
                bytes -> {
                    byte[] body = Base64.getUrlEncoder().withoutPadding().encode(bytes);
                    byte[] text = Arrays.copyOf(body, body.length + 1);
                    text[body.length] = '\n';
                    Arrays.fill(body, (byte) 0);
                    return text;
                });
    }
}

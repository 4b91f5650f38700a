package io.gatehouse.audit.key;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the secret half of a key is: never the secret itself. */
public sealed interface SecretLocation {

    Pattern FORM = Pattern.compile("(env|file|credential|vault):([\\x21-\\x7e]{1,1024})");
    Pattern VARIABLE = Pattern.compile("[A-Z][A-Z0-9_]{0,127}");
    Pattern CREDENTIAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,127}");

    /** An environment variable of this process. */
    record Variable(String name) implements SecretLocation {}

    /** A file, absolute or relative to the key ring's directory. */
    record File(String path) implements SecretLocation {}

    /** A systemd credential: a file in the directory that {@code CREDENTIALS_DIRECTORY} names. */
    record Credential(String name) implements SecretLocation {}

    /** A vault; recognised so that the refusal is clear, not supported by this build. */
    record Vault(String path) implements SecretLocation {}

    /** Reads {@code env:NAME}, {@code file:path}, {@code credential:name} or {@code vault:path}. */
    static SecretLocation parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "a secret is at env:NAME, file:path, credential:name or vault:path");
        }
        String rest = matcher.group(2);
        return switch (matcher.group(1)) {
            case "env" -> new Variable(require(VARIABLE, rest, "variable"));
            case "credential" -> new Credential(require(CREDENTIAL, rest, "credential"));
            case "file" -> new File(rest);
            default -> new Vault(rest);
        };
    }

    private static String require(Pattern form, String text, String what) {
        if (!form.matcher(text).matches()) {
            throw new IllegalArgumentException("not the name of a " + what);
        }
        return text;
    }

    /** The form that {@link #parse} reads. */
    default String text() {
        if (this instanceof Variable variable) {
            return "env:" + variable.name();
        }
        if (this instanceof File file) {
            return "file:" + file.path();
        }
        if (this instanceof Credential credential) {
            return "credential:" + credential.name();
        }
        return "vault:" + ((Vault) this).path();
    }
}

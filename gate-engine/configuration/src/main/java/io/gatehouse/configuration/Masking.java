package io.gatehouse.configuration;

import io.gatehouse.core.rule.Printable;
import java.util.regex.Pattern;

/**
 * What of a value a person may be shown. Better one value too many hidden than one secret printed.
 */
public final class Masking {

    static final String MASK = "***";

    private static final Pattern SECRET_PATH =
            Pattern.compile(
                    "(?i).*(secret|passw|passphrase|pwd|token|credential|private|api[_-]?key|access[_-]?key|hmac|webhook|dsn|otp|seed|mnemonic|\\bkey\\b).*",
                    Pattern.DOTALL);
    private static final Pattern SECRET_TEXT =
            Pattern.compile(
                    "(?i).*(-----BEGIN|[a-z][a-z0-9+.-]*://[^/\\s]*@|bearer ).*", Pattern.DOTALL);

    private Masking() {}

    /** The value fit for a terminal, or the mask when its path or its text looks secret. */
    static String shown(String path, ConfigValue value) {
        if (SECRET_PATH.matcher(path).matches() || SECRET_TEXT.matcher(value.text()).matches()) {
            return MASK;
        }
        String text = printable(value.text());
        return value.kind() == ConfigValue.Kind.TEXT ? '"' + text + '"' : text;
    }

    /** Control and format characters replaced: a diff must not repaint the reviewer's terminal. */
    public static String printable(String text) {
        return Printable.text(text);
    }
}

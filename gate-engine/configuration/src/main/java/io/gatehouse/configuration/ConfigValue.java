package io.gatehouse.configuration;

import java.util.regex.Pattern;

/**
 * A leaf of a configuration.
 *
 * <p>The trading system's reader follows YAML 1.1, where {@code yes}, {@code 012} and {@code 1:30}
 * are no texts. So a plain scalar counts as text only when both versions of YAML read it so; else
 * {@code yes} and {@code "yes"} are different values here, as they are there. Numbers are compared
 * by their spelling: {@code 1.0} and {@code 1.00} differ.
 *
 * @param kind what it is
 * @param text the scalar's text; {@code []} and <code>{}</code> for empty collections
 * @param line where it stands, from 1; not part of equality
 */
public record ConfigValue(Kind kind, String text, int line) {

    /** What a leaf is. */
    public enum Kind {
        /** Text to every reader. */
        TEXT,
        /** Number, truth value, null or date, as the reader's version of YAML has it. */
        TYPED,
        EMPTY_LIST,
        EMPTY_MAPPING
    }

    private static final Pattern SURELY_TEXT =
            Pattern.compile("[A-Za-z/]([A-Za-z0-9_./: -]*[A-Za-z0-9_./])?");
    private static final Pattern WORDS =
            Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null|nan|inf|infinity");

    static ConfigValue scalar(String text, boolean plain, int line) {
        boolean typed =
                plain && (!SURELY_TEXT.matcher(text).matches() || WORDS.matcher(text).matches());
        return new ConfigValue(typed ? Kind.TYPED : Kind.TEXT, text, line);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConfigValue value && kind == value.kind && text.equals(value.text);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + text.hashCode();
    }
}

package io.gatehouse.core.id;

/**
 * A name that is a type of its own, so that a person cannot be passed where a key is meant.
 *
 * <p>Identifiers become file names, log fields and member names; the form admits nothing that would
 * need escaping in any of them.
 */
public interface Identifier {

    int LONGEST = 64;

    String value();

    /** Refuses everything but lower-case letters, digits, '_', '-', '.', at most 64 of them. */
    static void requireForm(String kind, String value) {
        if (value == null || !isIdentifier(value)) {
            throw new IllegalArgumentException(
                    kind
                            + " must be 1 to 64 of a-z, 0-9, '_', '-', '.', and start with a letter or digit");
        }
    }

    /** Whether it has that form; a loop, since ids are made by millions. */
    static boolean isIdentifier(String value) {
        char before = '.';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
            boolean mark = c == '_' || c == '-' || (c == '.' && before != '.');
            if (!word && (i == 0 || !mark)) {
                return false;
            }
            before = c;
        }
        return !value.isEmpty() && value.length() <= LONGEST;
    }
}

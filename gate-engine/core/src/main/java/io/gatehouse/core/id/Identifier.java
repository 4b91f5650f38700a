package io.gatehouse.core.id;

import java.util.regex.Pattern;

/**
 * A name that is a type of its own, so that a person cannot be passed where a key is meant.
 *
 * <p>Identifiers become file names, log fields and member names; the form admits nothing that would
 * need escaping in any of them.
 */
public interface Identifier {

    Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9_.-]{0,63}");

    String value();

    /** Refuses everything but lower-case letters, digits, '_', '-', '.', at most 64 of them. */
    static void requireForm(String kind, String value) {
        if (value == null || !FORM.matcher(value).matches() || value.contains("..")) {
            throw new IllegalArgumentException(
                    kind
                            + " must be 1 to 64 of a-z, 0-9, '_', '-', '.', and start with a letter or digit");
        }
    }
}

package io.gatehouse.core.rule;

import java.util.Locale;

/**
 * A fault that a module can find, with what mends it; an enum has one constant for each.
 *
 * <p>The constant's name is the code, so that neither is written twice: {@code INPUT_MISSING} is
 * the code {@code input-missing}.
 */
public interface FindingCode {

    /** The rule under which the module reports. */
    String rule();

    /** The constant's name. */
    String name();

    /** What to do about it, in a few words. */
    String remedy();

    /** The stable code: lower case with hyphens. */
    default String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** A finding of this fault; texts from outside are made printable and cut. */
    default Finding at(String subject, String expected, String observed) {
        return Finding.of(
                rule(),
                code(),
                Printable.text(subject),
                Printable.text(expected),
                Printable.text(observed),
                remedy());
    }
}

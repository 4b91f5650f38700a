package io.gatehouse.adapter.risklabs.report;

import java.util.List;

/**
 * A sentence for a person, with the name under which the report's message bundles may translate it.
 *
 * @param code stable name; a bundle's {@code note.<code>} replaces the text where it exists
 * @param arguments what the translated sentence inserts as {@code {0}}, {@code {1}}, ...; at most 9
 * @param text the sentence in English; what JSON carries, and the fall-back
 */
public record Note(String code, List<String> arguments, String text) {

    public Note {
        Checks.code(code, "note code");
        arguments = Checks.list(arguments, 9, "note arguments");
        arguments.forEach(a -> Checks.text(a, Checks.SENTENCE, "note argument"));
        Checks.text(text, Checks.SENTENCE, "note text");
    }

    public static Note of(String code, String text, String... arguments) {
        return new Note(code, List.of(arguments), text);
    }
}

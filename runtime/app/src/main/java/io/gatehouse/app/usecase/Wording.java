package io.gatehouse.app.usecase;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is to be said to a person, in no language yet: the key of a text, and what stands in it.
 *
 * <p>A shell has the texts, under {@code said.} and the key; what has no texts shows key and
 * arguments, as {@link #toString()} does.
 *
 * @param key words in small letters, joined by hyphens
 * @param arguments in the order of the text's places
 */
public record Wording(String key, List<String> arguments) {

    public Wording {
        if (!key.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("no key of a text: " + key);
        }
        arguments = List.copyOf(arguments);
    }

    /** The key with its arguments, each as {@link Object#toString()} shows it. */
    public static Wording of(String key, Object... arguments) {
        return new Wording(key, Stream.of(arguments).map(Objects::toString).toList());
    }

    @Override
    public String toString() {
        return arguments.isEmpty() ? key : key + " " + arguments;
    }
}

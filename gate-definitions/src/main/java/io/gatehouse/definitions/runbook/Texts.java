package io.gatehouse.definitions.runbook;

import io.gatehouse.core.definition.Role;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The words of the runbooks in one language. Immutable and thread-safe. */
final class Texts {

    /** The languages of the pages, in the order in which they are made. */
    static final List<String> LANGUAGES = List.of("pl", "en");

    private static final Texts PL = new Texts("pl");
    private static final Texts EN = new Texts("en");

    private final String language;
    private final Properties words = new Properties();

    private Texts(String language) {
        this.language = language;
        try (InputStream in = Texts.class.getResourceAsStream("texts_" + language + ".properties");
                InputStreamReader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            words.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Polish for {@code pl}, English for every other language. */
    static Texts in(String language) {
        return "pl".equals(language) ? PL : EN;
    }

    String language() {
        return language;
    }

    /** All keys, sorted. */
    SortedSet<String> keys() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(words.stringPropertyNames()));
    }

    /** A text that need not exist. */
    Optional<String> find(String key) {
        return Optional.ofNullable(words.getProperty(key));
    }

    /**
     * The text of a key, {@code {0}} and so on replaced by the values.
     *
     * @throws IllegalStateException when there is none; a page without words would be guessed at
     */
    String text(String key, Object... values) {
        String text =
                find(key)
                        .orElseThrow(() -> new IllegalStateException("no words for '" + key + "'"));
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + i + "}", String.valueOf(values[i]));
        }
        return text;
    }

    String role(Role role) {
        return text("role." + role.code());
    }

    /** Several roles, joined by a word such as "or". */
    String roles(List<Role> roles, String joint) {
        return roles.stream().map(this::role).collect(Collectors.joining(joint));
    }

    /** A length of time in the greatest unit that fits it wholly. */
    String time(Duration time) {
        long seconds = time.toSeconds();
        if (seconds % 86_400 == 0) {
            long days = seconds / 86_400;
            return days == 1 ? text("time.day") : text("time.days", days);
        }
        if (seconds % 3_600 == 0) {
            return text("time.hours", seconds / 3_600);
        }
        return seconds % 60 == 0
                ? text("time.minutes", seconds / 60)
                : text("time.seconds", seconds);
    }
}

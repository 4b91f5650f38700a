package io.gatehouse.configuration.alerts;

import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An alert as a file states it.
 *
 * @param place within the file, such as {@code groups[0].rules[2]}
 * @param name empty when it has none
 * @param text of the expression; empty when it has none
 * @param holding how long it must hold, as written; empty when not stated
 */
public record AlertRule(
        String place,
        String name,
        String text,
        Optional<String> holding,
        SortedMap<String, String> labels,
        SortedMap<String, String> annotations) {

    public AlertRule {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
        annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
    }

    public PromParsing expression() {
        return PromParser.parse(text);
    }

    /** How long it must hold before it fires; zero when not stated or not a duration. */
    public Duration holds() {
        return holding.flatMap(PromDuration::parse).orElse(Duration.ZERO);
    }

    public String severity() {
        return labels.getOrDefault("severity", "");
    }

    /** For findings: its name, or else its place. */
    String subject() {
        return name.isBlank() ? place : name;
    }
}

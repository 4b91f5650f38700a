package io.gatehouse.configuration.check;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a configuration is validated for.
 *
 * <p>As in the existing tool, a profile narrows the checks of environments and nothing else, and
 * one that is no kind of environment (such as {@code demo}) narrows nothing.
 *
 * @param name trimmed and in lower case; empty for none
 */
public record ConfigProfile(String name) {

    public static final ConfigProfile NONE = new ConfigProfile("");
    public static final ConfigProfile DEMO = new ConfigProfile("demo");
    public static final ConfigProfile PAPER = new ConfigProfile("paper");
    public static final ConfigProfile LIVE = new ConfigProfile("live");

    /** The profiles that a gate knows. */
    public static final List<ConfigProfile> KNOWN = List.of(DEMO, PAPER, LIVE);

    public ConfigProfile {
        name = name.strip().toLowerCase(Locale.ROOT);
    }

    /** One of the profiles that a gate knows. */
    public static Optional<ConfigProfile> known(String text) {
        ConfigProfile profile = new ConfigProfile(text);
        return KNOWN.stream().filter(profile::equals).findFirst();
    }

    boolean isBlank() {
        return name.isEmpty();
    }
}

package io.gatehouse.adapter.oembundle;

import java.util.Locale;
import java.util.Optional;

/** What a bundle runs on, and so how it is packed. */
public enum Platform {
    LINUX,
    MACOS,
    WINDOWS;

    /** The name in manifests and archive names. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code tar.gz} or, for windows, {@code zip}. */
    public String extension() {
        return this == WINDOWS ? "zip" : "tar.gz";
    }

    /** The platform of that exact name. */
    public static Optional<Platform> known(String text) {
        for (Platform platform : values()) {
            if (platform.text().equals(text)) {
                return Optional.of(platform);
            }
        }
        return Optional.empty();
    }
}

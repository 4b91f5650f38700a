package io.gatehouse.adapter.oembundle;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A row of a manifest.
 *
 * @param path relative to the bundle's root
 * @param sha384 96 lower-case hex digits
 * @param size in bytes; absent in manifests of the existing builder
 * @param mode permission bits, 0644 or 0755; absent in manifests of the existing builder
 */
public record BundleFile(String path, String sha384, OptionalLong size, OptionalInt mode) {

    static final int PLAIN = 0644;
    static final int PROGRAM = 0755;

    /** A row as this builder writes it. */
    static BundleFile of(String path, String sha384, long size, int mode) {
        return new BundleFile(path, sha384, OptionalLong.of(size), OptionalInt.of(mode));
    }

    /** {@code 0644}: four octal digits. */
    public Optional<String> modeText() {
        return mode.isPresent() ? Optional.of(modeText(mode.getAsInt())) : Optional.empty();
    }

    static String modeText(int mode) {
        return String.format("%04o", mode);
    }
}

package io.gatehouse.configuration.check;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A fault that a check can find: its stable name and what a person must know of it.
 *
 * @param id of lower-case letters, digits and '_'; never given to another fault
 * @param origin whether the existing tool says it too
 * @param waivable whether owner and compliance together may let it stand for a time (ADR 0033)
 * @param meaning what is wrong, for people, in English
 * @param remedy what to do, for people, in English
 */
public record ConfigCode(
        String id,
        Severity severity,
        Origin origin,
        boolean waivable,
        String meaning,
        String remedy) {

    /** Whether it keeps the file from being used. */
    public enum Severity {
        ERROR,
        WARNING;

        /** As reports spell it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who says so. */
    public enum Origin {
        /** The existing tool calls the file invalid, warns or breaks off for it too. */
        EXISTING,
        /** Only this tool does: it is stricter here. */
        OURS;

        /** As reports spell it. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_]{2,60}");

    public ConfigCode {
        Objects.requireNonNull(severity);
        Objects.requireNonNull(origin);
        if (!FORM.matcher(id).matches() || meaning.isBlank() || remedy.isBlank()) {
            throw new IllegalArgumentException("a code has a name, a meaning and a remedy: " + id);
        }
    }

    static ConfigCode existing(String id, String meaning, String remedy) {
        return new ConfigCode(id, Severity.ERROR, Origin.EXISTING, false, meaning, remedy);
    }

    static ConfigCode ours(String id, String meaning, String remedy) {
        return new ConfigCode(id, Severity.ERROR, Origin.OURS, false, meaning, remedy);
    }

    ConfigCode asWarning() {
        return new ConfigCode(id, Severity.WARNING, origin, waivable, meaning, remedy);
    }

    ConfigCode orWaived() {
        return new ConfigCode(id, severity, origin, true, meaning, remedy);
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}

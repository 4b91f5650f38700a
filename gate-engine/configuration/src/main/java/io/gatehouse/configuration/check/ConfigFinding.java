package io.gatehouse.configuration.check;

import java.util.Comparator;
import java.util.Objects;

/**
 * One fault in one place.
 *
 * @param path as {@code ConfigPath} writes it; empty for the whole file
 * @param line from 1; 0 when the fault has no place
 * @param column from 1; 0 when the fault has no place
 * @param subject the name that the fault is about: an environment, a profile, a key; no secret
 * @param observed what was there, for people, in English; no secret
 */
public record ConfigFinding(
        ConfigCode code, String path, int line, int column, String subject, String observed)
        implements Comparable<ConfigFinding> {

    private static final Comparator<ConfigFinding> ORDER =
            Comparator.comparingInt(ConfigFinding::line)
                    .thenComparingInt(ConfigFinding::column)
                    .thenComparing(finding -> finding.code().id())
                    .thenComparing(ConfigFinding::path)
                    .thenComparing(ConfigFinding::subject)
                    .thenComparing(ConfigFinding::observed);

    public ConfigFinding {
        Objects.requireNonNull(code);
        Objects.requireNonNull(path);
        Objects.requireNonNull(subject);
        Objects.requireNonNull(observed);
    }

    /** By place in the file, then by code. */
    @Override
    public int compareTo(ConfigFinding other) {
        return ORDER.compare(this, other);
    }

    /** Where it is, for people: path and line. */
    public String place() {
        String where = path.isEmpty() ? "(whole file)" : path;
        return line > 0 ? where + " (line " + line + ", column " + column + ")" : where;
    }
}

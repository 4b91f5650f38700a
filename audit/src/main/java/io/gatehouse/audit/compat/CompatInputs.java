package io.gatehouse.audit.compat;

import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * What a compat verification finds around it.
 *
 * @param environment variables; those whose name begins with {@code BOT_CORE_VERIFY_DECISION_LOG_}
 *     count
 * @param standardInput read when the log or the summary is {@code -}; not closed
 * @param directory to which relative paths belong
 * @param home for paths that begin with {@code ~/}
 * @param now the time that a report says it was made
 */
public record CompatInputs(
        Map<String, String> environment,
        InputStream standardInput,
        Path directory,
        Path home,
        Instant now) {

    public CompatInputs {
        environment = Map.copyOf(environment);
    }

    /** Never the environment: it may hold a key. */
    @Override
    public String toString() {
        return "CompatInputs[" + directory + "]";
    }

    /** A path as a person wrote it. */
    Path path(String written, boolean expandHome) {
        if (expandHome && (written.equals("~") || written.startsWith("~/"))) {
            return home.resolve(written.substring(Math.min(2, written.length())));
        }
        return directory.resolve(written);
    }
}

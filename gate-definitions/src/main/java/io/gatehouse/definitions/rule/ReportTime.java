package io.gatehouse.definitions.rule;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Times as other tools write them: RFC 3339 with any offset and up to nine decimals. What is signed
 * here has the one narrow form of {@link io.gatehouse.audit.json.Timestamps} instead.
 */
final class ReportTime {

    private static final Pattern FORM =
            Pattern.compile(
                    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?"
                            + "(?:Z|[+-][0-9]{2}:[0-9]{2})");

    private ReportTime() {}

    /** The instant; empty for a time without offset, which means something else on each machine. */
    static Optional<Instant> parse(String text) {
        if (!FORM.matcher(text).matches() || text.startsWith("24", 11)) {
            return Optional.empty();
        }
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}

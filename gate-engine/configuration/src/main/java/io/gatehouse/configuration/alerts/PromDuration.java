package io.gatehouse.configuration.alerts;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as Prometheus writes them: {@code 90s}, {@code 1h30m}; units fall, each once. */
public final class PromDuration {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?:([0-9]{1,4})y)?(?:([0-9]{1,5})w)?(?:([0-9]{1,6})d)?(?:([0-9]{1,6})h)?"
                            + "(?:([0-9]{1,7})m)?(?:([0-9]{1,8})s)?(?:([0-9]{1,9})ms)?");
    private static final long[] MILLIS = {
        31_536_000_000L, 604_800_000L, 86_400_000L, 3_600_000L, 60_000L, 1_000L, 1L
    };

    private PromDuration() {}

    /** The duration; empty when it is none. {@code 0} is one, an empty text is not. */
    public static Optional<Duration> parse(String text) {
        if (text.equals("0")) {
            return Optional.of(Duration.ZERO);
        }
        Matcher matcher = FORM.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            return Optional.empty();
        }
        long millis = 0;
        for (int i = 0; i < MILLIS.length; i++) {
            String part = matcher.group(i + 1);
            millis += part == null ? 0 : Long.parseLong(part) * MILLIS[i];
        }
        return Optional.of(Duration.ofMillis(millis));
    }
}

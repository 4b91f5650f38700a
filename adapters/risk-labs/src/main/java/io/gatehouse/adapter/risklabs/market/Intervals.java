package io.gatehouse.adapter.risklabs.market;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of bars and their names in paths: {@code 1m}, {@code 4h}, {@code 1d}, {@code 1w}. */
public final class Intervals {

    private static final Pattern NAME = Pattern.compile("([1-9][0-9]{0,2})([smhdw])");

    private Intervals() {}

    /** The length; empty where the text is no name of one. */
    public static Optional<Duration> parse(String name) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(matcher.group(1));
        return Optional.of(
                switch (matcher.group(2)) {
                    case "s" -> Duration.ofSeconds(count);
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    case "d" -> Duration.ofDays(count);
                    default -> Duration.ofDays(7 * count);
                });
    }

    /**
     * The name, with the largest unit that divides the length.
     *
     * @throws IllegalArgumentException if it is no whole number of seconds, or needs four digits
     */
    public static String name(Duration interval) {
        long seconds = interval.toSeconds();
        long[] units = {7 * 86_400, 86_400, 3_600, 60, 1};
        String letters = "wdhms";
        for (int i = 0; i < units.length; i++) {
            if (interval.equals(Duration.ofSeconds(seconds))
                    && seconds > 0
                    && seconds % units[i] == 0) {
                String name = seconds / units[i] + letters.substring(i, i + 1);
                if (parse(name).isPresent()) {
                    return name;
                }
            }
        }
        throw new IllegalArgumentException("no name for bars of " + interval);
    }
}

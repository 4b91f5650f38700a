package io.gatehouse.configuration.check;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bar intervals such as {@code 15m}; the trading system knows m, h, d, w and M, and no seconds. */
final class Intervals {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,6})([mhdwM])");
    private static final Map<String, Long> SECONDS =
            Map.of("m", 60L, "h", 3_600L, "d", 86_400L, "w", 604_800L, "M", 2_592_000L);

    private Intervals() {}

    /** The length in seconds (a month counts as 30 days), or empty when it is no interval. */
    static Optional<BigDecimal> seconds(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches() || Long.parseLong(matcher.group(1)) == 0) {
            return Optional.empty();
        }
        return Optional.of(
                BigDecimal.valueOf(
                        Long.parseLong(matcher.group(1)) * SECONDS.get(matcher.group(2))));
    }
}

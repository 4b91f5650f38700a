package io.gatehouse.adapter.risklabs.market;

import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The months (UTC) by which series are split into files. */
final class Months {

    private static final Pattern FOLDERS =
            Pattern.compile("year=([0-9]{4})/month=(0[1-9]|1[0-2])/[^/]+$");

    private Months() {}

    /** The folders of a month below those of the series. */
    static Path folder(Path series, YearMonth month) {
        return series.resolve(String.format(Locale.ROOT, "year=%04d", month.getYear()))
                .resolve(String.format(Locale.ROOT, "month=%02d", month.getMonthValue()));
    }

    static YearMonth of(long millis) {
        return YearMonth.from(Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC));
    }

    /** Whether a file can hold rows of the request's period, by the month in its path. */
    static boolean mayHold(Path file, MarketRequest request) {
        Matcher matcher = FOLDERS.matcher(file.toString().replace('\\', '/'));
        if (!matcher.find()) {
            return true;
        }
        YearMonth month =
                YearMonth.of(
                        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
        Instant first = month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = month.plusMonths(1).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return request.to().map(first::isBefore).orElse(true)
                && request.from().map(end::isAfter).orElse(true);
    }
}

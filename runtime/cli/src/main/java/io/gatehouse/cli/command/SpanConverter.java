package io.gatehouse.cli.command;

import java.time.DateTimeException;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Spans of time such as {@code P7D} or {@code PT12H} (ISO 8601), from nothing to ten years: a
 * negative one would hide what is about to end, a longer one leads out of the calendar.
 */
public final class SpanConverter implements ITypeConverter<Duration> {

    private static final Duration LONGEST = Duration.ofDays(3_653);

    @Override
    public Duration convert(String text) {
        try {
            Duration span = Duration.parse(text);
            if (!span.isNegative() && span.compareTo(LONGEST) <= 0) {
                return span;
            }
        } catch (DateTimeException | ArithmeticException e) {
            // said below, without the name of a class
        }
        throw new TypeConversionException(
                "no span of time from PT0S to P3653D, such as P7D or PT12H");
    }
}

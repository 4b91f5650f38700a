package io.gatehouse.cli.command;

import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times in UTC such as {@code 2026-01-31T12:00:00Z} (RFC 3339). */
public final class TimeConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("no time in UTC such as 2026-01-31T12:00:00Z");
        }
    }
}

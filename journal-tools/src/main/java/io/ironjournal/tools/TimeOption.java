package io.ironjournal.tools;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time: {@code 2026-03-01T08:00:00Z}, or how long ago, such as {@code 90m}, {@code 36h} or {@code 7d}. */
final class TimeOption implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String value) {
        String text = value.toUpperCase(Locale.ROOT);
        try {
            if (text.contains("T") && !text.startsWith("P")) {
                return Instant.parse(text);
            }
            String duration = text.startsWith("P") ? text : text.endsWith("D") ? "P" + text : "PT" + text;
            return Clock.systemUTC().instant().minus(Duration.parse(duration));
        } catch (DateTimeException | ArithmeticException e) {
            throw new TypeConversionException(
                    "'" + value + "' is no time. Write 2026-03-01T08:00:00Z, or how long ago: 90m, 36h, 7d");
        }
    }
}

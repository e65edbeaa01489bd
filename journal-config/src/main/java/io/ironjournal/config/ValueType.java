package io.ironjournal.config;

import io.ironjournal.text.Printable;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Parses values that users write.
 *
 * @param <T> the Java type of the values
 * @since 0.1.0
 */
public final class ValueType<T> {

    private static final Pattern SIZE_FORM = Pattern.compile("(\\d{1,18}) ?([KMGT]iB)?");
    private static final Pattern TIME_FORM = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h)");
    private static final Pattern NUMBER_FORM = Pattern.compile("\\d+");
    private static final Map<String, Integer> UNIT_SHIFTS = Map.of("KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);

    /** A number of bytes. A value that does not fit into {@code long} becomes {@code Long.MAX_VALUE}, which no key allows. */
    static final ValueType<Long> SIZE = new ValueType<>("size", Long.class, ValueType::bytes);

    /**
     * A time, as a number of ms, s, m or h.
     *
     * @since 0.1.0
     */
    public static final ValueType<Duration> TIME = new ValueType<>("time", Duration.class, ValueType::time);

    /**
     * A whole number that is not negative.
     *
     * @since 0.1.0
     */
    public static final ValueType<Long> NUMBER = new ValueType<>("number", Long.class, ValueType::number);

    /** Access of owner, group and others, as {@code ls -l} shows it. */
    static final ValueType<Set<PosixFilePermission>> PERMISSIONS =
            new ValueType<>("permissions", Set.class, ValueType::permissions);

    /**
     * {@code true} or {@code false}.
     *
     * @since 0.1.0
     */
    public static final ValueType<Boolean> BOOLEAN = new ValueType<>("boolean", Boolean.class, ValueType::bool);

    static final ValueType<String> TEXT = new ValueType<>("text", String.class, Function.identity());

    static final ValueType<Path> PATH = new ValueType<>("path", Path.class, ValueType::path);

    /** Names of journals, separated by commas. */
    static final ValueType<List<String>> NAMES = new ValueType<>("names", List.class, JournalNames::parse);

    private final String name;
    private final Class<?> javaType;
    private final Function<String, T> parser;

    private ValueType(String name, Class<?> javaType, Function<String, T> parser) {
        this.name = name;
        this.javaType = javaType;
        this.parser = parser;
    }

    /** Creates a type for the constants of an enum. Users may also write them in lower case and with hyphens. */
    static <E extends Enum<E>> ValueType<E> choice(Class<E> choices) {
        return new ValueType<>("choice", choices, value -> chosen(choices, value));
    }

    /**
     * Returns the name of the type in the documentation.
     *
     * @return {@code size}, {@code time}, {@code number}, {@code choice}, {@code boolean}, {@code path}, {@code text},
     *     {@code permissions} or {@code names}
     * @since 0.1.0
     */
    public String name() {
        return name;
    }

    /**
     * Returns the Java class of the values.
     *
     * @return the class; for a choice, the enum
     * @since 0.1.0
     */
    public Class<?> javaType() {
        return javaType;
    }

    /**
     * Parses a value.
     *
     * @param value the value as users write it
     * @return the parsed value
     * @throws IllegalArgumentException when the text is not of this type; the message says which values are allowed
     * @since 0.1.0
     */
    public T parse(String value) {
        return parser.apply(value);
    }

    private static long bytes(String value) {
        Matcher size = SIZE_FORM.matcher(value);
        if (!size.matches()) {
            throw new IllegalArgumentException("a size is a number of bytes, or of KiB, MiB, GiB or TiB as in 64MiB");
        }
        int shift = size.group(2) == null ? 0 : UNIT_SHIFTS.getOrDefault(size.group(2), 0);
        long number = Long.parseLong(size.group(1));
        return number > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : number << shift;
    }

    private static Duration time(String value) {
        Matcher time = TIME_FORM.matcher(value);
        if (!time.matches()) {
            throw new IllegalArgumentException("a time is a number of ms, s, m or h as in 100ms");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            default -> Duration.ofHours(number);
        };
    }

    private static long number(String value) {
        if (!NUMBER_FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a number is written in digits as in 128");
        }
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException beyondLong) {
            throw new IllegalArgumentException("a number is at most " + Long.MAX_VALUE, beyondLong);
        }
    }

    private static boolean bool(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("it must be true or false");
        };
    }

    private static Set<PosixFilePermission> permissions(String value) {
        try {
            return PosixFilePermissions.fromString(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("permissions are written as in rw-r-----", e);
        }
    }

    private static Path path(String value) {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(Printable.text(String.valueOf(e.getMessage())), e);
        }
    }

    private static <E extends Enum<E>> E chosen(Class<E> choices, String value) {
        try {
            return Enum.valueOf(choices, value.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it must be one of " + Arrays.toString(choices.getEnumConstants()), e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

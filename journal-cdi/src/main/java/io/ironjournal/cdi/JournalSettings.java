package io.ironjournal.cdi;

import io.ironjournal.Compression;
import io.ironjournal.JournalOptions;
import io.ironjournal.ReadStrategy;
import io.ironjournal.SyncMode;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The configuration of a journal: {@code journal.dir}, and the setters of {@link JournalOptions} in kebab-case. Sizes
 * are written as {@code 67108864}, {@code 64KiB}, {@code 64MiB} or {@code 1GiB}. An error names the key and the value.
 */
final class JournalSettings {

    private static final Pattern SIZE = Pattern.compile("(\\d{1,18}) ?([KMGT]iB)?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,9}) ?(ms|s|m|h)");
    private static final Map<String, Integer> UNIT_SHIFTS = Map.of("KiB", 10, "MiB", 20, "GiB", 30, "TiB", 40);

    private final ConfiguredValues values;
    private final String prefix;

    JournalSettings(ConfiguredValues values, String prefix) {
        this.values = values;
        this.prefix = prefix;
    }

    /** The default journal's settings, from wherever this application is configured. */
    static JournalSettings fromSurroundings() {
        return new JournalSettings(ConfiguredValues.ofSurroundings(), "journal.");
    }

    JournalOptions options() {
        JournalOptions.Builder builder = JournalOptions.builder(directory());
        choice("sync-mode", SyncMode.class, builder::syncMode);
        duration("sync-interval", builder::syncInterval);
        size("max-segment-size", builder::maxSegmentSize);
        longCount("max-entries-per-segment", builder::maxEntriesPerSegment);
        count("max-open-segments", builder::maxOpenSegments);
        choice("read-strategy", ReadStrategy.class, builder::readStrategy);
        size("block-cache-size", builder::blockCacheSize);
        choice("compression", Compression.class, builder::compression);
        intSize("min-compression-size", builder::minCompressionSize);
        intSize("max-entry-size", builder::maxEntrySize);
        intSize("max-transaction-size", builder::maxTransactionSize);
        size("max-tail-memory", builder::maxTailMemory);
        intSize("log-segment-size", builder::logSegmentSize);
        size("log-budget", builder::logBudget);
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new DeploymentException("The settings " + prefix + "* do not fit together: " + e.getMessage(), e);
        }
    }

    private Path directory() {
        String key = prefix + "dir";
        String dir = values.find(key)
                .orElseThrow(() -> new DeploymentException("The journal has no directory: set " + key + " to one, "
                        + values.howToSet(key) + ", or produce a JournalOptions bean"));
        try {
            return Path.of(dir);
        } catch (InvalidPathException e) {
            throw new DeploymentException(key + " is no path: " + e.getMessage(), e);
        }
    }

    private void size(String option, LongConsumer setter) {
        set(option, value -> setter.accept(bytes(value)));
    }

    private void intSize(String option, IntConsumer setter) {
        // A size beyond int is beyond every limit too: the setter says which.
        size(option, bytes -> setter.accept((int) Math.min(bytes, Integer.MAX_VALUE)));
    }

    private void count(String option, IntConsumer setter) {
        set(option, value -> setter.accept(Integer.parseInt(value)));
    }

    private void longCount(String option, LongConsumer setter) {
        set(option, value -> setter.accept(Long.parseLong(value)));
    }

    private <E extends Enum<E>> void choice(String option, Class<E> choices, Consumer<E> setter) {
        set(option, value -> setter.accept(chosen(choices, value)));
    }

    private void duration(String option, Consumer<Duration> setter) {
        set(option, value -> setter.accept(time(value)));
    }

    private void set(String option, Consumer<String> setter) {
        String key = prefix + option;
        values.find(key).ifPresent(value -> {
            try {
                setter.accept(value.strip());
            } catch (IllegalArgumentException e) {
                throw new DeploymentException(key + " cannot be \"" + value + "\": " + e.getMessage(), e);
            }
        });
    }

    private static long bytes(String value) {
        Matcher size = SIZE.matcher(value);
        if (!size.matches()) {
            throw new IllegalArgumentException("a size is a number of bytes, or of KiB, MiB, GiB or TiB as in 64MiB");
        }
        int shift = size.group(2) == null ? 0 : UNIT_SHIFTS.getOrDefault(size.group(2), 0);
        long number = Long.parseLong(size.group(1));
        return number > Long.MAX_VALUE >> shift ? Long.MAX_VALUE : number << shift;
    }

    private static Duration time(String value) {
        Matcher time = TIME.matcher(value);
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

    /** Constants of an enum, written as they are or in lower case with hyphens. */
    private static <E extends Enum<E>> E chosen(Class<E> choices, String value) {
        try {
            return Enum.valueOf(choices, value.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is one of " + Arrays.toString(choices.getEnumConstants()), e);
        }
    }
}

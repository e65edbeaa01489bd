package io.ironjournal.config;

import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.Retention;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The keys that say how long streams keep their entries, and where removed ones go. */
final class RetentionKeys {

    private static final JournalKey<Duration> INTERVAL = new JournalKey<>(
            "retention-interval",
            ValueType.TIME,
            "5m",
            "1ms to 24h",
            "Time between two rounds that remove what retention no longer keeps",
            JournalOptionsBuilder::retentionInterval);

    static final JournalKey<String> RETENTION = new JournalKey<>(
            "retention",
            ValueType.TEXT,
            null,
            "",
            "How long streams keep their entries: rules like orders/*=720h 10GiB; *=8760h. The first rule that matches a stream"
                    + " counts. Without a rule, it keeps all",
            null);

    static final JournalKey<Path> ARCHIVE = new JournalKey<>(
            "archive",
            ValueType.PATH,
            null,
            "",
            "A directory that keeps the segments which truncation and retention remove. It must not be inside dir",
            null);

    static final List<JournalKey<?>> ALL = List.of(INTERVAL, RETENTION, ARCHIVE);

    private static final String FORM = "rules are written as PATTERN=LIMITS with semicolons between them, as in"
            + " orders/*=720h 10GiB; audit=forever. A limit is a time, a size with its unit, consumed, forever, or"
            + " even-past-cursors";

    private static final Pattern LIMIT = Pattern.compile("(\\d+ ?[KMGT]iB)|(\\d+ ?(?:ms|s|m|h))|([a-z-]+)");

    private RetentionKeys() {}

    /**
     * Sets the rules of a value.
     *
     * @throws IllegalArgumentException when the value is not written like rules, two rules have the same pattern, or the
     *     builder refuses a rule
     */
    static void set(JournalOptionsBuilder builder, String value) {
        Set<String> patterns = new HashSet<>();
        for (String rule : value.split(";", -1)) {
            int equals = rule.lastIndexOf('=');
            if (equals < 0) {
                throw new IllegalArgumentException(FORM);
            }
            String pattern = rule.substring(0, equals).trim();
            if (!patterns.add(pattern)) {
                // The builder would replace the rule, so that another rule than the first one would count.
                throw new IllegalArgumentException("two rules have the pattern '" + pattern
                        + "'. Only one rule of a stream counts: write all its limits in one rule");
            }
            builder.retention(pattern, rule(rule.substring(equals + 1).trim()));
        }
    }

    private static Retention rule(String limits) {
        Matcher limit = LIMIT.matcher(limits);
        Retention rule = Retention.forever();
        int end = 0;
        while (limit.find()) {
            if (!limits.substring(end, limit.start()).isBlank()) {
                throw new IllegalArgumentException(FORM);
            }
            rule = with(rule, limit, end == 0);
            end = limit.end();
        }
        if (end == 0 || end < limits.length()) {
            throw new IllegalArgumentException(FORM);
        }
        return rule;
    }

    private static Retention with(Retention rule, Matcher limit, boolean first) {
        if (limit.group(1) != null) {
            return rule.andMaxBytes(ValueType.SIZE.parse(limit.group(1)));
        }
        if (limit.group(2) != null) {
            Duration age = ValueType.TIME.parse(limit.group(2));
            return rule.andMaxAge(age);
        }
        return switch (limit.group(3)) {
            case "even-past-cursors" -> rule.evenPastCursors();
            case "consumed" -> first(Retention.untilConsumed(), first);
            case "forever" -> first(Retention.forever(), first);
            default -> throw new IllegalArgumentException(FORM);
        };
    }

    private static Retention first(Retention rule, boolean first) {
        if (!first) {
            throw new IllegalArgumentException("consumed and forever come first in a rule");
        }
        return rule;
    }
}

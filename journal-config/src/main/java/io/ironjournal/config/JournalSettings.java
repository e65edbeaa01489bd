package io.ironjournal.config;

import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.NamedLog;
import io.ironjournal.text.Printable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the configuration of one journal: the keys of {@link JournalKeys} as a platform spells them. An error message
 * contains the key, the value and the allowed values.
 *
 * @since 0.1.0
 */
public final class JournalSettings {

    /** The value of the key of the log for a log in files. */
    private static final String FILES = "files";

    private final ConfiguredValues values;
    private final KeySpelling spelling;
    private final String journal;

    /**
     * Creates a reader of a journal's configuration.
     *
     * @param values looks up values
     * @param spelling spells the keys
     * @param journal the journal's name, {@link JournalNames#DEFAULT} for the default one
     * @since 0.1.0
     */
    public JournalSettings(ConfiguredValues values, KeySpelling spelling, String journal) {
        this.values = values;
        this.spelling = spelling;
        this.journal = journal;
    }

    String journal() {
        return journal;
    }

    /**
     * Spells a key of this journal.
     *
     * @param key the key
     * @return the key as the user writes it
     * @since 0.1.0
     */
    public String key(JournalKey<?> key) {
        return spelling.of(journal, key);
    }

    /**
     * Returns whether a key is set.
     *
     * @param key the key
     * @return true when it has a value, valid or not
     * @since 0.1.0
     */
    public boolean isSet(JournalKey<?> key) {
        return values.find(key(key)).isPresent();
    }

    /**
     * Reads the value of a key.
     *
     * @param key the key
     * @param <T> the Java type of its values
     * @return the value; empty when the key is not set, even if it has a default value
     * @throws ConfigurationException when the value is not valid
     * @since 0.1.0
     */
    public <T> Optional<T> value(JournalKey<T> key) {
        Optional<String> text = values.find(key(key));
        try {
            return text.map(given -> parse(key, given));
        } catch (IllegalArgumentException e) {
            throw refused(key, text.orElse(""), e);
        }
    }

    /** Strips blanks, except from a path, which may begin or end with a blank. */
    private static <T> T parse(JournalKey<T> key, String text) {
        return key.type().parse(key.type() == ValueType.PATH ? text : text.strip());
    }

    private ConfigurationException refused(JournalKey<?> key, String value, IllegalArgumentException reason) {
        return new ConfigurationException(
                key(key) + " cannot be \"" + Printable.text(value) + "\": " + reason.getMessage(), reason);
    }

    /**
     * Reads the number of shards.
     *
     * @return the number; empty for a journal without shards
     * @throws ConfigurationException when the value is not valid
     * @since 0.1.0
     */
    public OptionalInt shards() {
        Optional<Long> shards = value(JournalKeys.SHARDS);
        if (shards.isEmpty()) {
            return OptionalInt.empty();
        }
        long number = shards.get();
        if (number < 1 || number > ShardedJournal.MAX_SHARDS) {
            throw refused(
                    JournalKeys.SHARDS,
                    values.find(key(JournalKeys.SHARDS)).orElse(""),
                    new IllegalArgumentException("a journal has 1 to " + ShardedJournal.MAX_SHARDS
                            + " shards; the number is set when it is created and never changes"));
        }
        return OptionalInt.of((int) number);
    }

    /**
     * Reads whether a transaction manager must be able to recover the journal.
     *
     * @return the policy, {@link RecoveryPolicy#REQUIRED} by default
     * @throws ConfigurationException when the value is not valid
     * @since 0.1.0
     */
    public RecoveryPolicy recovery() {
        return value(JournalKeys.RECOVERY).orElse(RecoveryPolicy.REQUIRED);
    }

    /**
     * Reads whether the transaction manager keeps its log in the journal.
     *
     * @return false by default
     * @throws ConfigurationException when the value is not valid
     * @since 0.1.0
     */
    public boolean transactionLog() {
        return value(JournalKeys.TRANSACTION_LOG).orElse(false);
    }

    /**
     * Reads the directory of the journal.
     *
     * @return the directory
     * @throws ConfigurationException when the key is not set, or is not a path
     * @since 0.1.0
     */
    public Path directory() {
        return value(JournalKeys.DIR).orElseThrow(() -> new ConfigurationException(missingDirectory()));
    }

    /**
     * Returns a message that the journal has no directory, and which key to set.
     *
     * @return the message without a full stop, so that a platform can add other remedies
     * @since 0.1.0
     */
    public String missingDirectory() {
        String key = key(JournalKeys.DIR);
        return "The journal \"" + Printable.text(journal) + "\" has no directory: set " + key + " to a directory, "
                + values.howToSet(key);
    }

    /**
     * Reads all options of the journal.
     *
     * @return the options, with default values for keys that are not set
     * @throws ConfigurationException when there is no directory, a value is not valid, or values contradict each other
     * @since 0.1.0
     */
    public JournalOptions options() {
        JournalOptionsBuilder builder = JournalOptions.builder(directory());
        for (JournalKey<?> key : JournalKeys.ofJournal()) {
            set(key, builder);
        }
        value(RetentionKeys.RETENTION).ifPresent(rules -> setRules(builder, rules));
        value(RetentionKeys.ARCHIVE).ifPresent(builder::archive);
        log().ifPresent(builder::commitLog);
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The settings " + spelling.prefix(journal) + "* do not fit together: " + e.getMessage(), e);
        }
    }

    private void setRules(JournalOptionsBuilder builder, String rules) {
        try {
            RetentionKeys.set(builder, rules);
        } catch (IllegalArgumentException e) {
            throw refused(RetentionKeys.RETENTION, rules, e);
        }
    }

    /** Creates the commit log, unless it is in files. */
    private Optional<LogProvider> log() {
        String log = value(JournalKeys.LOG).orElse(FILES);
        if (log.equals(FILES)) {
            requireUnused(BookKeeperKeys.ALL);
            return Optional.empty();
        }
        NamedLog found = NamedLogs.find(log)
                .orElseThrow(() -> refused(
                        JournalKeys.LOG,
                        log,
                        new IllegalArgumentException(NamedLogs.missing(log, BookKeeperKeys.LOG))));
        for (JournalKey<?> key : BookKeeperKeys.REQUIRED) {
            if (log.equals(BookKeeperKeys.LOG) && !isSet(key)) {
                throw new ConfigurationException(key(key) + " must be set, because " + key(JournalKeys.LOG) + " is "
                        + log + ". Set it " + values.howToSet(key(key)) + ". " + key.description());
            }
        }
        try {
            return Optional.of(found.create(logValues(log)));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The settings " + spelling.prefix(journal) + "* of the log \"" + log + "\" cannot be used: "
                            + e.getMessage(),
                    e);
        }
    }

    private void requireUnused(List<JournalKey<?>> keys) {
        for (JournalKey<?> key : keys) {
            if (isSet(key)) {
                throw new ConfigurationException(key(key) + " is set, but the commit log is in files. Set "
                        + key(JournalKeys.LOG) + " to " + BookKeeperKeys.LOG + ", or remove " + key(key));
            }
        }
    }

    /** Returns the values of the keys of a log by their names without the log's name. */
    private Map<String, String> logValues(String log) {
        String prefix = log + "-";
        Map<String, String> found = new HashMap<>();
        for (JournalKey<?> key : BookKeeperKeys.ALL) {
            if (key.name().startsWith(prefix)) {
                value(key).ifPresent(value -> found.put(key.name().substring(prefix.length()), value.toString()));
            }
        }
        return found;
    }

    private <T> void set(JournalKey<T> key, JournalOptionsBuilder builder) {
        if (key.isOption()) {
            value(key).ifPresent(value -> {
                try {
                    key.set(builder, value);
                } catch (IllegalArgumentException e) {
                    throw refused(key, values.find(key(key)).orElse(""), e);
                }
            });
        }
    }
}

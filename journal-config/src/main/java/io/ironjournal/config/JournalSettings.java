package io.ironjournal.config;

import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.text.Printable;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the configuration of one journal: the keys of {@link JournalKeys} as a platform spells them. An error names the key,
 * the value and what is allowed.
 *
 * @since 0.1.0
 */
public final class JournalSettings {

    private final ConfiguredValues values;
    private final KeySpelling spelling;
    private final String journal;

    /**
     * Makes a reader of a journal's configuration.
     *
     * @param values where values are looked up
     * @param spelling how keys are spelt there
     * @param journal the journal's name, {@link JournalNames#DEFAULT} for the default one
     * @since 0.1.0
     */
    public JournalSettings(ConfiguredValues values, KeySpelling spelling, String journal) {
        this.values = values;
        this.spelling = spelling;
        this.journal = journal;
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
     * Says whether a key is set.
     *
     * @param key the key
     * @return true when it has a value, which need not be valid
     * @since 0.1.0
     */
    public boolean isSet(JournalKey<?> key) {
        return values.find(key(key)).isPresent();
    }

    /**
     * Reads the value of a key.
     *
     * @param key the key
     * @param <T> what its values mean in Java
     * @return the value; empty when the key is not set, also where it has a default
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

    /** A path may begin or end with a blank. */
    private static <T> T parse(JournalKey<T> key, String text) {
        return key.type().parse(key.type() == ValueType.PATH ? text : text.strip());
    }

    private ConfigurationException refused(JournalKey<?> key, String value, IllegalArgumentException reason) {
        return new ConfigurationException(
                key(key) + " cannot be \"" + Printable.text(value) + "\": " + reason.getMessage(), reason);
    }

    /**
     * Reads how many shards the journal has.
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
                            + " shards, as many as it was created with"));
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
     * Reads where the journal is.
     *
     * @return the directory
     * @throws ConfigurationException when the key is not set, or is not a path
     * @since 0.1.0
     */
    public Path directory() {
        return value(JournalKeys.DIR).orElseThrow(() -> new ConfigurationException(missingDirectory()));
    }

    /**
     * Says that the journal has no directory, and which key to set.
     *
     * @return a message without a full stop, to which a platform can add other ways
     * @since 0.1.0
     */
    public String missingDirectory() {
        String key = key(JournalKeys.DIR);
        return "The journal \"" + Printable.text(journal) + "\" has no directory: set " + key + " to one, "
                + values.howToSet(key);
    }

    /**
     * Reads all options of the journal.
     *
     * @return the options, with defaults for keys that are not set
     * @throws ConfigurationException when there is no directory, a value is not valid, or values do not fit together
     * @since 0.1.0
     */
    public JournalOptions options() {
        JournalOptionsBuilder builder = JournalOptions.builder(directory());
        for (JournalKey<?> key : JournalKeys.ofJournal()) {
            set(key, builder);
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "The settings " + spelling.prefix(journal) + "* do not fit together: " + e.getMessage(), e);
        }
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

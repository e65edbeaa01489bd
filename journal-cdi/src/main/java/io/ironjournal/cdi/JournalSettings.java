package io.ironjournal.cdi;

import io.ironjournal.JournalOptions;
import io.ironjournal.JournalOptionsBuilder;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.text.Printable;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The configuration of a journal: the keys of {@link JournalKey}, after {@code journal.} for the default journal and
 * {@code journal.<name>.} for a named one. An error names the key, the value and what is allowed.
 */
final class JournalSettings {

    private final ConfiguredValues values;
    private final String journal;
    private final String prefix;

    JournalSettings(ConfiguredValues values, String journal) {
        this.values = values;
        this.journal = journal;
        this.prefix = prefix(journal);
    }

    /** What the keys of a journal begin with. */
    static String prefix(String journal) {
        return journal.equals(JournalName.DEFAULT) ? "journal." : "journal." + journal + ".";
    }

    boolean hasDirectory() {
        return values.find(prefix + JournalKey.DIRECTORY).isPresent();
    }

    boolean hasShards() {
        return values.find(prefix + JournalKey.SHARDS).isPresent();
    }

    /** How many shards the journal has; empty when it is a plain one. */
    OptionalInt shards() {
        String key = prefix + JournalKey.SHARDS;
        Optional<String> value = values.find(key);
        if (value.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            long shards = ValueType.NUMBER.parse(value.get().strip());
            if (shards < 1 || shards > ShardedJournal.MAX_SHARDS) {
                throw new IllegalArgumentException(
                        "a journal has 1 to " + ShardedJournal.MAX_SHARDS + " shards, as many as it was created with");
            }
            return OptionalInt.of((int) shards);
        } catch (IllegalArgumentException e) {
            throw new DeploymentException(
                    key + " cannot be \"" + Printable.text(value.get()) + "\": " + e.getMessage(), e);
        }
    }

    /** The key of {@link #recovery()}. */
    String recoveryKey() {
        return prefix + JournalKey.RECOVERY;
    }

    /** Whether the transaction manager must be able to recover the journal. */
    RecoveryPolicy recovery() {
        String key = recoveryKey();
        String value = values.find(key).orElse(RecoveryPolicy.REQUIRED.name());
        try {
            return ValueType.choice(RecoveryPolicy.class).parse(value.strip());
        } catch (IllegalArgumentException e) {
            throw new DeploymentException(key + " cannot be \"" + Printable.text(value) + "\": " + e.getMessage(), e);
        }
    }

    JournalOptions options() {
        JournalOptionsBuilder builder = JournalOptions.builder(directory());
        for (JournalKey<?> key : JournalKey.SETTERS) {
            set(key, builder);
        }
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new DeploymentException("The settings " + prefix + "* do not fit together: " + e.getMessage(), e);
        }
    }

    private Path directory() {
        String key = prefix + JournalKey.DIRECTORY;
        String dir = values.find(key)
                .orElseThrow(
                        () -> new DeploymentException("The journal \"" + journal + "\" has no directory: set " + key
                                + " to one, " + values.howToSet(key) + ", or produce a JournalOptions bean"
                                + ConfiguredOptions.qualifier(journal)));
        try {
            return Path.of(dir);
        } catch (InvalidPathException e) {
            throw new DeploymentException(
                    key + " cannot be \"" + Printable.text(dir) + "\": "
                            + Printable.text(String.valueOf(e.getMessage())),
                    e);
        }
    }

    private void set(JournalKey<?> setting, JournalOptionsBuilder builder) {
        String key = prefix + setting.name();
        values.find(key).ifPresent(value -> {
            try {
                setting.set(builder, value.strip());
            } catch (IllegalArgumentException e) {
                throw new DeploymentException(
                        key + " cannot be \"" + Printable.text(value) + "\": " + e.getMessage(), e);
            }
        });
    }
}

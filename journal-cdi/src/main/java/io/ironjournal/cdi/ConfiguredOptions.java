package io.ironjournal.cdi;

import io.ironjournal.JournalOptions;
import io.ironjournal.config.ConfigurationException;
import io.ironjournal.config.ConfiguredValues;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.config.JournalSettings;
import io.ironjournal.config.KeySpelling;
import io.ironjournal.config.RecoveryPolicy;
import io.ironjournal.config.UnknownKeys;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** The options of each journal: a bean that the application produces, else its configuration. */
final class ConfiguredOptions {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.cdi");

    private final Instance<JournalOptions> produced;
    private final ConfiguredValues values;

    ConfiguredOptions(Instance<JournalOptions> produced, ConfiguredValues values) {
        this.produced = produced;
        this.values = values;
    }

    JournalOptions of(String journal) {
        Instance<JournalOptions> own = producedFor(journal);
        if (own.isAmbiguous()) {
            throw new DeploymentException("The application produces more than one JournalOptions bean"
                    + qualifier(journal) + ": leave one for the journal \"" + journal + "\"");
        }
        if (own.isResolvable()) {
            return own.get();
        }
        JournalSettings settings = settings(journal);
        if (!settings.isSet(JournalKeys.DIR)) {
            throw new DeploymentException(
                    settings.missingDirectory() + ", or produce a JournalOptions bean" + qualifier(journal));
        }
        return valid(settings::options);
    }

    private JournalSettings settings(String journal) {
        return settings(values, journal);
    }

    static JournalSettings settings(ConfiguredValues values, String journal) {
        return new JournalSettings(values, KeySpelling.JOURNAL, journal);
    }

    /** What is read of a configuration. A mistake in it fails the deployment. */
    static <T> T valid(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (ConfigurationException e) {
            throw new DeploymentException(e.getMessage(), e);
        }
    }

    /** How many shards it has, by its key in any case: the options do not say. */
    OptionalInt shardsOf(String journal) {
        return valid(settings(journal)::shards);
    }

    /** Whether it must be recoverable, by its key in any case. */
    RecoveryPolicy recoveryOf(String journal) {
        return valid(settings(journal)::recovery);
    }

    /** How to do without recovery, to end a message. */
    String howToDoWithoutRecovery(String journal) {
        String key = settings(journal).key(JournalKeys.RECOVERY);
        return "Or set " + key + " to \"none\", " + values.howToSet(key)
                + ": branches that a crash leaves in doubt then wait for an operator.";
    }

    boolean isConfigured(String journal) {
        return !producedFor(journal).isUnsatisfied() || settings(journal).isSet(JournalKeys.DIR);
    }

    private Instance<JournalOptions> producedFor(String journal) {
        return journal.equals(JournalName.DEFAULT)
                ? produced.select(Default.Literal.INSTANCE)
                : produced.select(JournalName.Literal.of(journal));
    }

    /** How a bean of that journal is qualified, to follow "bean" in a message. */
    static String qualifier(String journal) {
        return journal.equals(JournalName.DEFAULT) ? "" : " with @JournalName(\"" + journal + "\")";
    }

    void warnOfUnknownKeys(List<String> names) {
        UnknownKeys.among(values.keys(), names, KeySpelling.JOURNAL)
                .forEach(warning -> LOGGER.log(Level.WARNING, warning));
    }
}

package io.ironjournal.cdi;

import io.ironjournal.JournalOptions;
import io.ironjournal.config.JournalKey;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.config.JournalNames;
import io.ironjournal.config.JournalSettings;
import io.ironjournal.config.RecoveryPolicy;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.lang.System.Logger.Level;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Finds the options of each journal: a bean that the application produces, or otherwise the configuration. */
final class ConfiguredOptions {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.cdi");

    private final Instance<JournalOptions> produced;
    private final JournalConfiguration configuration;

    ConfiguredOptions(Instance<JournalOptions> produced, JournalConfiguration configuration) {
        this.produced = produced;
        this.configuration = configuration;
    }

    JournalOptions of(String journal) {
        Instance<JournalOptions> own = producedFor(journal);
        if (own.isAmbiguous()) {
            throw new DeploymentException("The application produces more than one JournalOptions bean"
                    + qualifier(journal) + ". Produce only one for the journal \"" + journal + "\"");
        }
        if (own.isResolvable()) {
            return own.get();
        }
        JournalSettings settings = settings(journal);
        if (!settings.isSet(JournalKeys.DIR)) {
            throw new DeploymentException(
                    settings.missingDirectory() + ", or produce a JournalOptions bean" + qualifier(journal));
        }
        return JournalConfiguration.valid(settings::options);
    }

    private JournalSettings settings(String journal) {
        return configuration.settings(journal);
    }

    /** Returns the name under which a server offers the journal; empty when the container opens it. */
    Optional<String> jndiOf(String journal) {
        JournalSettings settings = settings(journal);
        Optional<String> name = JournalConfiguration.valid(() -> settings.value(JournalKeys.JNDI));
        if (name.isPresent()) {
            checkUnused(settings);
        }
        return name;
    }

    /**
     * Throws an exception when a directory is set too, which would be another journal, or the key of the transaction manager's log,
     * which a server has elsewhere. Logs a warning about each other key.
     */
    private static void checkUnused(JournalSettings settings) {
        for (JournalKey<?> key : JournalKeys.ofJournal()) {
            if (settings.isSet(key)) {
                String message = settings.key(key) + " has no effect with " + settings.key(JournalKeys.JNDI)
                        + ", because a resource adapter has opened that journal. Remove one of the keys, and configure the adapter";
                if (key == JournalKeys.DIR || key == JournalKeys.TRANSACTION_LOG) {
                    throw new DeploymentException(message);
                }
                LOGGER.log(Level.WARNING, message);
            }
        }
    }

    /** Returns the key that contains the name of {@link #jndiOf}. */
    String jndiKey(String journal) {
        return settings(journal).key(JournalKeys.JNDI);
    }

    /** Returns the configured number of shards, also if options are produced, because options have no number of shards. */
    OptionalInt shardsOf(String journal) {
        return JournalConfiguration.valid(settings(journal)::shards);
    }

    /** Returns the configured recovery policy, also if options are produced, because options have no policy. */
    RecoveryPolicy recoveryOf(String journal) {
        return JournalConfiguration.valid(settings(journal)::recovery);
    }

    /** Returns which of the journals has the transaction manager's log. */
    Optional<String> withTransactionLog(Collection<String> journals) {
        return JournalConfiguration.valid(
                () -> JournalNames.withTransactionLog(configuration.values(), configuration.spelling(), journals));
    }

    /** Returns the key of the transaction manager's log. */
    String transactionLogKey(String journal) {
        return settings(journal).key(JournalKeys.TRANSACTION_LOG);
    }

    /** Returns the end of a message: how to run without recovery. */
    String howToDoWithoutRecovery(String journal) {
        String key = settings(journal).key(JournalKeys.RECOVERY);
        return "Or set " + key + " to \"none\", " + configuration.values().howToSet(key)
                + ". Branches that are in doubt after a crash then wait for an operator.";
    }

    boolean isConfigured(String journal) {
        return !producedFor(journal).isUnsatisfied()
                || settings(journal).isSet(JournalKeys.TRANSACTION_LOG)
                || settings(journal).isSet(JournalKeys.DIR)
                || settings(journal).isSet(JournalKeys.JNDI);
    }

    private Instance<JournalOptions> producedFor(String journal) {
        return journal.equals(JournalName.DEFAULT)
                ? produced.select(Default.Literal.INSTANCE)
                : produced.select(JournalName.Literal.of(journal));
    }

    /** Returns the qualifier of a journal's beans, as text that follows "bean" in a message. */
    static String qualifier(String journal) {
        return journal.equals(JournalName.DEFAULT) ? "" : " with @JournalName(\"" + journal + "\")";
    }

    void warnOfUnknownKeys(List<String> names) {
        configuration.unknownKeys(names).forEach(warning -> LOGGER.log(Level.WARNING, warning));
    }
}

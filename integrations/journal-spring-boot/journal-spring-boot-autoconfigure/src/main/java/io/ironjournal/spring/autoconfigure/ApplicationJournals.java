package io.ironjournal.spring.autoconfigure;

import io.ironjournal.JournalOptions;
import io.ironjournal.config.JournalKeys;
import io.ironjournal.config.JournalNames;
import io.ironjournal.config.JournalSettings;
import io.ironjournal.config.KeySpelling;
import io.ironjournal.config.UnknownKeys;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.context.ApplicationEventPublisher;

/** All journals that the auto-configuration opens. They are open as long as this bean exists. */
final class ApplicationJournals implements AutoCloseable {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.spring");

    private final Map<String, ApplicationJournal> journals = new LinkedHashMap<>();

    /** Opens them all, or none. */
    ApplicationJournals(
            ConfiguredJournals configured,
            EnvironmentValues values,
            Function<String, Optional<JournalOptions>> optionBeans,
            JournalTransactions transactions,
            ApplicationEventPublisher publisher) {
        UnknownKeys.among(values.keys(), configured.declared(), KeySpelling.JOURNAL)
                .forEach(warning -> LOGGER.log(Level.WARNING, warning));
        try {
            for (String name : logFirst(configured, values)) {
                JournalSettings settings = new JournalSettings(values, KeySpelling.JOURNAL, name);
                JournalOptions options = optionBeans.apply(name).orElseGet(settings::options);
                journals.put(
                        name,
                        ApplicationJournal.open(
                                name, options, settings, transactions, new JournalEvents(name, publisher)));
            }
        } catch (RuntimeException | Error e) {
            closeAfter(e);
            throw e;
        }
    }

    /** The journal with the transaction manager's log is opened first, and closed last. */
    private static List<String> logFirst(ConfiguredJournals configured, EnvironmentValues values) {
        List<String> all = new ArrayList<>(configured.declared());
        all.add(0, JournalNames.DEFAULT);
        List<String> ordered = new ArrayList<>(configured.opened());
        JournalNames.withTransactionLog(values, KeySpelling.JOURNAL, all).ifPresent(log -> {
            if (!ordered.remove(log)) {
                throw new JournalStartException(
                        KeySpelling.JOURNAL.of(log, JournalKeys.TRANSACTION_LOG)
                                + " has no effect, because the starter does not open that journal. Remove the key, and the Journal"
                                + " bean of the application, if it has one",
                        null);
            }
            ordered.add(0, log);
        });
        return ordered;
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    /** One that was configured. */
    ApplicationJournal get(String name) {
        ApplicationJournal journal = journals.get(name);
        if (journal == null) {
            throw new IllegalStateException("There is no journal \"" + name + "\": there are " + journals.keySet());
        }
        return journal;
    }

    Collection<ApplicationJournal> all() {
        return journals.values();
    }

    /** Closes them, the last one first. */
    @Override
    public void close() {
        RuntimeException failure = null;
        for (ApplicationJournal journal : backwards()) {
            try {
                journal.close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    List<ApplicationJournal> backwards() {
        List<ApplicationJournal> backwards = new ArrayList<>(journals.values());
        Collections.reverse(backwards);
        return backwards;
    }

    @Override
    public String toString() {
        return journals.values().toString();
    }
}

package io.ironjournal.cdi;

import io.ironjournal.JournalOptions;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** All journals of a container, from its start to its end. */
final class ContainerJournals implements AutoCloseable {

    private final Map<String, ContainerJournal> journals = new LinkedHashMap<>();

    ContainerJournals(
            Instance<JournalNames> names,
            Instance<JournalOptions> producedOptions,
            ContainerTransactions transactions,
            Event<Object> events) {
        JournalNames known = names.isResolvable() ? names.get() : JournalNames.NONE;
        ConfiguredOptions options = new ConfiguredOptions(producedOptions, ConfiguredValues.ofSurroundings());
        options.warnOfUnknownKeys(known.declared());
        // An application may do with named journals alone.
        if (known.declared().isEmpty() || known.defaultInjected() || options.isConfigured(JournalName.DEFAULT)) {
            add(JournalName.DEFAULT, options, transactions, events);
        }
        for (String name : known.declared()) {
            add(name, options, transactions, events);
        }
    }

    private void add(String name, ConfiguredOptions options, ContainerTransactions transactions, Event<Object> events) {
        journals.put(
                name,
                new ContainerJournal(name, () -> options.of(name), transactions, new JournalEvents(name, events)));
    }

    /** One that was declared. */
    ContainerJournal get(String name) {
        ContainerJournal journal = journals.get(name);
        if (journal == null) {
            throw new IllegalStateException("There is no journal \"" + name + "\": there are " + journals.keySet());
        }
        return journal;
    }

    /** Opens them all, or none. */
    void open() {
        try {
            journals.values().forEach(ContainerJournal::open);
        } catch (RuntimeException | Error e) {
            closeAfter(e);
            throw e;
        }
    }

    private void closeAfter(Throwable failure) {
        try {
            close();
        } catch (RuntimeException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        Deque<ContainerJournal> lastFirst = new ArrayDeque<>();
        journals.values().forEach(lastFirst::push);
        closeAll(lastFirst);
    }

    private static void closeAll(Deque<ContainerJournal> journals) {
        ContainerJournal next = journals.poll();
        if (next != null) {
            try {
                next.close();
            } finally {
                closeAll(journals);
            }
        }
    }
}

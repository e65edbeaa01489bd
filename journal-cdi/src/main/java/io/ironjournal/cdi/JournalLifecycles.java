package io.ironjournal.cdi;

import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalHealth;
import io.ironjournal.JournalOptions;
import io.ironjournal.cdi.spi.ManagedJournals;
import io.ironjournal.jta.RecoveryUnavailableException;
import io.ironjournal.text.Printable;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** Opens and closes all journals of a container. */
final class JournalLifecycles implements ManagedJournals, AutoCloseable {

    private final Map<String, JournalLifecycle> journals = new LinkedHashMap<>();

    JournalLifecycles(
            DeclaredJournals names,
            ConfiguredOptions options,
            Optional<Supplier<Journal>> replacement,
            ContainerTransactions transactions,
            Event<Object> events) {
        // An application may use only named journals.
        boolean withDefault =
                names.declared().isEmpty() || names.defaultInjected() || options.isConfigured(JournalName.DEFAULT);
        if (replacement.isPresent()) {
            add(
                    JournalName.DEFAULT,
                    own -> new ExternalJournal(replacement.get().get(), transactions.registry()),
                    events);
        } else if (withDefault) {
            add(JournalName.DEFAULT, own -> open(JournalName.DEFAULT, options, transactions, own), events);
        }
        for (String name : names.declared()) {
            add(name, own -> open(name, options, transactions, own), events);
        }
    }

    private void add(String name, Function<JournalEvents, ManagedJournal> opening, Event<Object> events) {
        JournalEvents own = new JournalEvents(name, events);
        journals.put(name, new JournalLifecycle(name, () -> opening.apply(own), own));
    }

    private static ManagedJournal open(
            String name, ConfiguredOptions options, ContainerTransactions transactions, JournalEvents events) {
        Optional<String> jndi = options.jndiOf(name);
        if (jndi.isPresent()) {
            return ServerJournal.lookUp(options.jndiKey(name), jndi.get());
        }
        JournalOptions where = options.of(name);
        try {
            return OwnedJournal.open(where, options.shardsOf(name), options.recoveryOf(name), transactions, events);
        } catch (RecoveryUnavailableException e) {
            throw new DeploymentException(
                    "The journal \"" + name + "\" in " + Printable.path(where.root())
                            + " was not opened, because it could not be recovered after a crash: " + e.getMessage()
                            + " "
                            + options.howToDoWithoutRecovery(name),
                    e);
        } catch (JournalException e) {
            throw new DeploymentException(
                    "The journal \"" + name + "\" in " + Printable.path(where.root()) + " cannot be opened: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Returns a declared journal. Throws an exception when there is none with this name. */
    JournalLifecycle get(String name) {
        JournalLifecycle journal = journals.get(name);
        if (journal == null) {
            throw new IllegalStateException(
                    "There is no journal \"" + Printable.text(name) + "\". The journals are " + journals.keySet());
        }
        return journal;
    }

    /** Opens all journals that are not open yet, and announces them. If one cannot be opened, closes all. */
    void start() {
        all(JournalLifecycle::start);
    }

    @Override
    public void openEarly() {
        all(JournalLifecycle::openEarly);
    }

    @Override
    public Map<String, Journal> journals() {
        Map<String, Journal> byName = new LinkedHashMap<>();
        journals.forEach((name, journal) -> byName.put(name, new InjectedJournal(journal)));
        return byName;
    }

    @Override
    public Map<String, JournalHealth> health() {
        Map<String, JournalHealth> byName = new LinkedHashMap<>();
        journals.forEach((name, journal) -> byName.put(name, journal.health()));
        return byName;
    }

    private void all(Consumer<JournalLifecycle> opening) {
        try {
            journals.values().forEach(opening);
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
        Deque<JournalLifecycle> lastFirst = new ArrayDeque<>();
        journals.values().forEach(lastFirst::push);
        closeAll(lastFirst);
    }

    private static void closeAll(Deque<JournalLifecycle> journals) {
        JournalLifecycle next = journals.poll();
        if (next != null) {
            try {
                next.close();
            } finally {
                closeAll(journals);
            }
        }
    }
}

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
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens and closes all journals of a container. */
final class JournalLifecycles implements ManagedJournals, AutoCloseable {

    private final Map<String, JournalLifecycle> journals = new LinkedHashMap<>();

    JournalLifecycles(
            DeclaredJournals names,
            ConfiguredOptions options,
            Optional<Supplier<Journal>> replacement,
            ContainerTransactions transactions,
            Event<Object> events) {
        Set<String> opened = opened(names, options, replacement.isPresent());
        Optional<String> withLog = options.withTransactionLog(opened);
        // Opened first, and so closed last.
        withLog.ifPresent(name -> {
            requireOwn(name, options, replacement.isPresent());
            addOwned(name, true, options, transactions, events, null);
        });
        JournalLifecycle log = withLog.map(journals::get).orElse(null);
        for (String name : opened) {
            if (replacement.isPresent() && name.equals(JournalName.DEFAULT)) {
                add(name, own -> new ExternalJournal(replacement.get().get(), transactions.registry()), events, log);
            } else if (!journals.containsKey(name)) {
                addOwned(name, false, options, transactions, events, log);
            }
        }
    }

    /** Returns the names of all journals. An application may use only named ones. */
    private static Set<String> opened(DeclaredJournals names, ConfiguredOptions options, boolean replaced) {
        Set<String> opened = new LinkedHashSet<>();
        if (replaced
                || names.declared().isEmpty()
                || names.defaultInjected()
                || options.isConfigured(JournalName.DEFAULT)) {
            opened.add(JournalName.DEFAULT);
        }
        opened.addAll(names.declared());
        return opened;
    }

    private static void requireOwn(String name, ConfiguredOptions options, boolean replaced) {
        if (replaced && name.equals(JournalName.DEFAULT)) {
            throw new DeploymentException(options.transactionLogKey(name)
                    + " has no effect, because the application has a Journal bean of its own. Remove the key, and give that"
                    + " journal to NarayanaSetup.logIn before Narayana starts");
        }
    }

    private void addOwned(
            String name,
            boolean transactionLog,
            ConfiguredOptions options,
            ContainerTransactions transactions,
            Event<Object> events,
            @Nullable JournalLifecycle first) {
        add(name, own -> open(name, transactionLog, options, transactions, own), events, first);
    }

    private void add(
            String name,
            Function<JournalEvents, ManagedJournal> opening,
            Event<Object> events,
            @Nullable JournalLifecycle first) {
        JournalEvents own = new JournalEvents(name, events);
        journals.put(name, new JournalLifecycle(name, () -> opening.apply(own), own, first));
    }

    private static ManagedJournal open(
            String name,
            boolean transactionLog,
            ConfiguredOptions options,
            ContainerTransactions transactions,
            JournalEvents events) {
        Optional<String> jndi = options.jndiOf(name);
        if (jndi.isPresent()) {
            return ServerJournal.lookUp(options.jndiKey(name), jndi.get());
        }
        JournalOptions where = options.of(name);
        try {
            OwnedJournal.Roles roles = new OwnedJournal.Roles(options.recoveryOf(name), transactionLog);
            return OwnedJournal.open(where, options.shardsOf(name), roles, transactions, events);
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

package io.ironjournal.cdi;

import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The life of a journal in a container: opened once, by whoever comes first, and never again after it was closed. */
final class ContainerJournal implements AutoCloseable {

    private final String name;
    private final Supplier<JournalOptions> options;
    private final ContainerTransactions transactions;
    private final JournalEvents events;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable RecoverableJournal open;
    private boolean closed;

    ContainerJournal(
            String name, Supplier<JournalOptions> options, ContainerTransactions transactions, JournalEvents events) {
        this.name = name;
        this.options = options;
        this.transactions = transactions;
        this.events = events;
    }

    /** The journal, opened if nobody did so yet. */
    RecoverableJournal open() {
        RecoverableJournal current = open;
        return current != null ? current : openFirst();
    }

    private RecoverableJournal openFirst() {
        lock.lock();
        try {
            if (closed) {
                throw new JournalClosedException("The journal \"" + name + "\" was closed with its container");
            }
            RecoverableJournal current = open;
            if (current == null) {
                current = openOrFail();
                // Those who hear of it may use it.
                open = current;
                events.recovered(current.journal().recoveryReport());
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private RecoverableJournal openOrFail() {
        JournalOptions where = options.get();
        try {
            return RecoverableJournal.open(where, transactions, events);
        } catch (JournalException e) {
            throw new DeploymentException(
                    "The journal \"" + name + "\" in " + where.root() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            RecoverableJournal current = open;
            open = null;
            if (current != null) {
                current.close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        RecoverableJournal current = open;
        return name + (current != null ? " in " + current : ", not open");
    }
}

package io.ironjournal.cdi;

import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.DeploymentException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The life of the journal in a container: opened once, by whoever comes first, and never again after it was closed. */
final class ContainerJournal implements AutoCloseable {

    private final Instance<JournalOptions> producedOptions;
    private final ContainerTransactions transactions;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable RecoverableJournal open;
    private boolean closed;

    ContainerJournal(Instance<JournalOptions> producedOptions, ContainerTransactions transactions) {
        this.producedOptions = producedOptions;
        this.transactions = transactions;
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
                throw new JournalClosedException("The journal was closed with its container");
            }
            RecoverableJournal current = open;
            if (current == null) {
                current = openOrFail();
                open = current;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private RecoverableJournal openOrFail() {
        JournalOptions options = options();
        try {
            return RecoverableJournal.open(options, transactions);
        } catch (JournalException e) {
            throw new DeploymentException(
                    "The journal in " + options.root() + " cannot be opened: " + e.getMessage(), e);
        }
    }

    private JournalOptions options() {
        if (producedOptions.isAmbiguous()) {
            throw new DeploymentException(
                    "The application produces more than one JournalOptions bean: leave one for the default journal");
        }
        return producedOptions.isResolvable()
                ? producedOptions.get()
                : JournalSettings.fromSurroundings().options();
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
        return current != null ? current.toString() : "not open";
    }
}

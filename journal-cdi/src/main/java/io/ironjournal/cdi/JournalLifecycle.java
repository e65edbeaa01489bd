package io.ironjournal.cdi;

import io.ironjournal.JournalClosedException;
import io.ironjournal.JournalHealth;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Opens one journal of a container once, announces it, and closes it. It is not opened again after it is closed. */
final class JournalLifecycle implements AutoCloseable {

    private final String name;
    private final Supplier<ManagedJournal> opening;
    private final JournalEvents events;
    private final @Nullable JournalLifecycle first;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable ManagedJournal open;
    private volatile boolean closing;

    /** Whether the journal is open, but not announced yet. Guarded by the lock. */
    private boolean unannounced;

    JournalLifecycle(String name, Supplier<ManagedJournal> opening, JournalEvents events) {
        this(name, opening, events, null);
    }

    /**
     * Creates the lifecycle of a journal.
     *
     * @param first a journal that must be open before this one; null if there is none
     */
    JournalLifecycle(
            String name, Supplier<ManagedJournal> opening, JournalEvents events, @Nullable JournalLifecycle first) {
        this.name = name;
        this.opening = opening;
        this.events = events;
        this.first = first;
    }

    String name() {
        return name;
    }

    /** Returns the journal, and opens it if necessary. For reads, and for transactions that already use it. */
    ManagedJournal open() {
        ManagedJournal current = open;
        return current != null ? current : start();
    }

    /** Returns the journal for a new write. Throws an exception while it is closing. */
    ManagedJournal openForWriting() {
        if (closing) {
            throw closed();
        }
        return open();
    }

    /**
     * Opens the journal before the application starts. It is announced later, because beans cannot receive events yet.
     */
    void openEarly() {
        openFirst();
        lock.lock();
        try {
            openUnannounced();
        } finally {
            lock.unlock();
        }
    }

    /** Opens the journal if necessary, and announces it if that was not done yet. */
    ManagedJournal start() {
        openFirst();
        lock.lock();
        try {
            ManagedJournal current = openUnannounced();
            if (unannounced) {
                unannounced = false;
                // Observers of the event may use the journal.
                current.announce(events);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** Does not hold the lock, because an observer of that journal may be waiting for this one. */
    private void openFirst() {
        if (first != null && open == null && !closing) {
            first.openEarly();
        }
    }

    private ManagedJournal openUnannounced() {
        if (closing) {
            throw closed();
        }
        ManagedJournal current = open;
        if (current == null) {
            current = opening.get();
            open = current;
            unannounced = true;
        }
        return current;
    }

    /** Returns the health without opening the journal and without waiting for its opening. */
    JournalHealth health() {
        ManagedJournal current = open;
        if (current == null || closing) {
            return JournalHealth.notOpen();
        }
        try {
            return JournalHealth.of(current.journal());
        } catch (IllegalStateException serverStops) {
            return JournalHealth.notOpen();
        }
    }

    private JournalClosedException closed() {
        return new JournalClosedException("The journal \"" + name + "\" is closed, because its container has stopped");
    }

    /** Rejects new writes, waits for running calls, and closes the journal. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            ManagedJournal current = open;
            if (current != null) {
                current.close();
            }
            open = null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        ManagedJournal current = open;
        return name + (current != null ? " in " + current : ", not open");
    }
}

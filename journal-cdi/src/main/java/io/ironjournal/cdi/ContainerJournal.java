package io.ironjournal.cdi;

import io.ironjournal.JournalClosedException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The life of a journal in a container: opened once, by whoever comes first, and never again after it was closed. */
final class ContainerJournal implements AutoCloseable {

    private final String name;
    private final Supplier<OpenedJournal> opening;
    private final JournalEvents events;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile @Nullable OpenedJournal open;
    private volatile boolean closing;

    /** Open, and not announced yet. Guarded by the lock. */
    private boolean unannounced;

    ContainerJournal(String name, Supplier<OpenedJournal> opening, JournalEvents events) {
        this.name = name;
        this.opening = opening;
        this.events = events;
    }

    String name() {
        return name;
    }

    /** The journal, opened if nobody did so yet; for reading, and for transactions that are in it already. */
    OpenedJournal open() {
        OpenedJournal current = open;
        return current != null ? current : start();
    }

    /** The journal for something new, which is too late while it is closing. */
    OpenedJournal openForWriting() {
        if (closing) {
            throw closed();
        }
        return open();
    }

    /** Opens the journal before the application starts, whose beans are not ready for events yet. */
    void openEarly() {
        lock.lock();
        try {
            openUnannounced();
        } finally {
            lock.unlock();
        }
    }

    /** Opens the journal if nobody did so yet, and announces it if it was opened early. */
    OpenedJournal start() {
        lock.lock();
        try {
            OpenedJournal current = openUnannounced();
            if (unannounced) {
                unannounced = false;
                // Those who hear of it may use it.
                current.announce(events);
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    private OpenedJournal openUnannounced() {
        if (closing) {
            throw closed();
        }
        OpenedJournal current = open;
        if (current == null) {
            current = opening.get();
            open = current;
            unannounced = true;
        }
        return current;
    }

    private JournalClosedException closed() {
        return new JournalClosedException("The journal \"" + name + "\" is closed with its container");
    }

    /** Nothing new begins any more; what is under way in the journal ends; then it is not open any more. */
    @Override
    public void close() {
        lock.lock();
        try {
            closing = true;
            OpenedJournal current = open;
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
        OpenedJournal current = open;
        return name + (current != null ? " in " + current : ", not open");
    }
}

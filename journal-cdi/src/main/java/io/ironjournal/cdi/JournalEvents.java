package io.ironjournal.cdi;

import io.ironjournal.RecoveryReport;
import io.ironjournal.transaction.InDoubtBranch;
import jakarta.enterprise.event.Event;
import java.lang.System.Logger.Level;
import java.util.List;

/** Tells the application what happens to a journal. */
final class JournalEvents {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.cdi");

    private final String journal;
    private final Event<Object> events;
    private final ClassLoader application;

    /** Remembers the class loader of the application, which starts its container. */
    JournalEvents(String journal, Event<Object> events) {
        this.journal = journal;
        this.events = events;
        this.application = Thread.currentThread().getContextClassLoader();
    }

    /** What an observer throws is thrown here. */
    void recovered(RecoveryReport report) {
        fire(RecoveryFinished.class, new RecoveryFinished(journal, report));
    }

    void failed(Throwable cause) {
        LOGGER.log(
                Level.ERROR,
                "The journal \"" + journal + "\" failed and accepts no write until this application starts again",
                cause);
        fireFromOutside(JournalFailed.class, new JournalFailed(journal, cause));
    }

    void inDoubtTooLong(List<InDoubtBranch> branches) {
        fireFromOutside(InDoubtTooLong.class, new InDoubtTooLong(journal, branches));
    }

    private <T> void fire(Class<T> type, T event) {
        events.select(type, JournalName.Literal.of(journal)).fire(event);
    }

    /** On a thread that knows nothing of the application, and nobody to hear what its observers throw. */
    private <T> void fireFromOutside(Class<T> type, T event) {
        Thread current = Thread.currentThread();
        ClassLoader own = current.getContextClassLoader();
        current.setContextClassLoader(application);
        try {
            fire(type, event);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.WARNING, "An observer of " + type.getSimpleName() + " fails, or the application ends", e);
        } finally {
            current.setContextClassLoader(own);
        }
    }
}

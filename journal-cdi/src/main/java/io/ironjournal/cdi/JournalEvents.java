package io.ironjournal.cdi;

import io.ironjournal.RecoveryReport;
import io.ironjournal.transaction.InDoubtBranch;
import jakarta.enterprise.event.Event;
import java.lang.System.Logger.Level;
import java.util.List;

/** Notifies the application about events of a journal. */
final class JournalEvents {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.cdi");

    private final String journal;
    private final Event<Object> events;
    private final ClassLoader application;

    /** Keeps the class loader of the application, whose thread starts the container. */
    JournalEvents(String journal, Event<Object> events) {
        this.journal = journal;
        this.events = events;
        this.application = Thread.currentThread().getContextClassLoader();
    }

    /** Fires the event. Throws what an observer throws. */
    void recovered(RecoveryReport report) {
        fire(RecoveryFinished.class, new RecoveryFinished(journal, report));
    }

    /** The journal has logged the failure. */
    void failed(Throwable cause) {
        fireFromOutside(JournalFailed.class, new JournalFailed(journal, cause));
    }

    void inDoubtTooLong(List<InDoubtBranch> branches) {
        fireFromOutside(InDoubtTooLong.class, new InDoubtTooLong(journal, branches));
    }

    private <T> void fire(Class<T> type, T event) {
        events.select(type, JournalName.Literal.of(journal)).fire(event);
    }

    /** Fires an event on a thread that does not belong to the application. Exceptions of observers are logged. */
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

package io.ironjournal.spring.autoconfigure;

import io.ironjournal.RecoveryReport;
import io.ironjournal.spring.InDoubtTooLong;
import io.ironjournal.spring.JournalFailed;
import io.ironjournal.spring.RecoveryFinished;
import io.ironjournal.transaction.InDoubtBranch;
import java.lang.System.Logger.Level;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;

/** Publishes to the application what happens to a journal. */
final class JournalEvents {

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.spring");

    private final String journal;
    private final ApplicationEventPublisher publisher;

    JournalEvents(String journal, ApplicationEventPublisher publisher) {
        this.journal = journal;
        this.publisher = publisher;
    }

    /** What a listener throws is thrown here, and keeps the application from starting. */
    void recovered(RecoveryReport report) {
        publisher.publishEvent(new RecoveryFinished(journal, report));
    }

    /** The journal has logged the failure. */
    void failed(Throwable cause) {
        publish(new JournalFailed(journal, cause));
    }

    void inDoubtTooLong(List<InDoubtBranch> branches) {
        publish(new InDoubtTooLong(journal, branches));
    }

    /** Runs on a thread of the journal, where no caller can handle an exception of a listener. */
    private void publish(Object event) {
        try {
            publisher.publishEvent(event);
        } catch (RuntimeException failed) {
            LOGGER.log(Level.WARNING, "A listener failed, or the application is ending: " + event, failed);
        }
    }
}

package io.ironjournal.internal;

import io.ironjournal.JournalFencedException;
import io.ironjournal.figures.JournalEvents;
import io.ironjournal.text.Printable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Notifies listeners that a failure has ended all writing of the journal. */
final class FailureSignal {

    private final Executor callbacks;
    private final String journal;
    private final JournalEvents events;
    private final CompletableFuture<Throwable> failure = new CompletableFuture<>();

    /**
     * Creates a signal without a failure.
     *
     * @param callbacks runs the code of the listeners
     * @param journal the journal's directory, as shown in messages
     */
    FailureSignal(Executor callbacks, String journal, JournalEvents events) {
        this.callbacks = callbacks;
        this.journal = journal;
        this.events = events;
    }

    /** Returns a stage that completes with the cause when writing has ended permanently. */
    CompletionStage<Throwable> failed() {
        return failure.minimalCompletionStage();
    }

    void fail(Throwable cause) {
        events.failure(cause);
        try {
            callbacks.execute(() -> tell(cause));
        } catch (RuntimeException | Error noThread) {
            // The listeners then run in the committer's thread, which has no more work.
            tell(cause);
        }
    }

    /** Tells the listeners also if the application's logger throws an exception. */
    private void tell(Throwable cause) {
        try {
            log(cause);
        } catch (RuntimeException | Error faultyLogger) {
            cause.addSuppressed(faultyLogger);
        }
        failure.complete(cause);
    }

    private void log(Throwable cause) {
        System.Logger logger = System.getLogger("io.ironjournal");
        if (cause instanceof JournalFencedException) {
            // Somebody has moved the application, so nothing is broken. The stack trace would only alarm.
            logger.log(
                    System.Logger.Level.WARNING,
                    "The journal in " + journal + " accepts no more writes, because another process has opened it: "
                            + Printable.text(String.valueOf(cause.getMessage())));
        } else {
            logger.log(
                    System.Logger.Level.ERROR,
                    "The journal in " + journal
                            + " has failed and accepts no writes until it is closed and opened again. What is"
                            + " durable is kept",
                    cause);
        }
    }
}

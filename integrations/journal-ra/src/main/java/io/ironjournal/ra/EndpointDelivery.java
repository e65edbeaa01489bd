package io.ironjournal.ra;

import io.ironjournal.Cursor;
import io.ironjournal.Entry;
import io.ironjournal.jta.JournalConnection;
import io.ironjournal.jta.JournalXAConnection;
import io.ironjournal.text.Printable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** Delivers entries to a message endpoint, one after the other, on one thread. */
final class EndpointDelivery implements AutoCloseable {

    /**
     * What became of a delivery.
     *
     * @param called whether the endpoint was called, so that the delivery counts
     * @param failure why the entry is not consumed; null when it is consumed
     */
    record Attempt(boolean called, @Nullable Throwable failure) {}

    private static final System.Logger LOGGER = System.getLogger("io.ironjournal.ra");
    private static final Method METHOD = method();

    private final AdapterJournal journal;
    private final MessageEndpointFactory factory;
    private final boolean transacted;
    private final JournalXAConnection connection;
    private final JournalConnection branch;
    private @Nullable MessageEndpoint endpoint;

    EndpointDelivery(AdapterJournal journal, MessageEndpointFactory factory) throws ResourceException {
        this.journal = journal;
        this.factory = factory;
        try {
            this.transacted = factory.isDeliveryTransacted(METHOD);
        } catch (NoSuchMethodException e) {
            throw new ResourceException("The message endpoint does not implement JournalEntryListener: " + factory, e);
        }
        this.connection = journal.connect();
        this.branch = connection.getConnection();
    }

    private static Method method() {
        try {
            return JournalEntryListener.class.getMethod("onEntry", String.class, Entry.class);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Delivers the entry at the cursor's position.
     *
     * @param beforeCall runs directly before the endpoint is called
     */
    Attempt deliver(Cursor cursor, Entry entry, Runnable beforeCall) {
        MessageEndpoint current;
        try {
            current = endpoint();
            current.beforeDelivery(METHOD);
        } catch (Exception | LinkageError unavailable) {
            release();
            return new Attempt(false, unavailable);
        }
        return finish(cursor, entry, call(current, cursor, entry, beforeCall), current);
    }

    private MessageEndpoint endpoint() throws ResourceException {
        MessageEndpoint current = endpoint;
        if (current == null) {
            current = factory.createEndpoint(transacted ? journal.endpointResource(connection) : null);
            endpoint = current;
        }
        return current;
    }

    /**
     * Advances the cursor in the transaction and calls the endpoint. The advance comes first, so that a conflict with
     * another consumer is found before the endpoint does work that would be rolled back.
     */
    private Attempt call(MessageEndpoint current, Cursor cursor, Entry entry, Runnable beforeCall) {
        boolean called = false;
        try {
            if (transacted) {
                requireEnlisted();
                branch.advance(cursor, entry.id() + 1);
            }
            beforeCall.run();
            called = true;
            ((JournalEntryListener) current).onEntry(cursor.stream(), entry);
            return new Attempt(true, null);
        } catch (Throwable failed) {
            setRollbackOnly(failed);
            return new Attempt(called, failed);
        }
    }

    private void requireEnlisted() throws ResourceException {
        if (!branch.isInTransaction()) {
            throw new ResourceException("The server says that deliveries are transacted, but it did not enlist "
                    + journal + " in the transaction of this delivery");
        }
    }

    /** Application exceptions do not roll back a transaction of the container. */
    private void setRollbackOnly(Throwable why) {
        TransactionSynchronizationRegistry registry = journal.registry();
        try {
            if (transacted && registry.getTransactionStatus() == Status.STATUS_ACTIVE) {
                registry.setRollbackOnly();
            }
        } catch (RuntimeException e) {
            why.addSuppressed(e);
        }
    }

    /** Has the server end the transaction. The position of the cursor says whether it committed. */
    private Attempt finish(Cursor cursor, Entry entry, Attempt attempt, MessageEndpoint current) {
        Throwable failure = attempt.failure();
        try {
            current.afterDelivery();
        } catch (Exception | LinkageError e) {
            if (failure == null) {
                failure = e;
            } else {
                failure.addSuppressed(e);
            }
        }
        // An endpoint may leave its interrupt on the thread, which would disturb the work of the adapter.
        Thread.interrupted();
        if (failure != null) {
            release();
        }
        return new Attempt(attempt.called(), outcome(cursor, entry, failure));
    }

    private @Nullable Throwable outcome(Cursor cursor, Entry entry, @Nullable Throwable failure) {
        long next = entry.id() + 1;
        if (!transacted && failure == null) {
            cursor.advanceTo(next);
            return null;
        }
        if (journal.core().cursor(cursor.name(), cursor.stream()).position() >= next) {
            if (failure != null) {
                LOGGER.log(
                        Level.WARNING,
                        "Entry " + entry.id() + " of stream '" + Printable.name(cursor.stream())
                                + "' is consumed, although its delivery failed",
                        failure);
            }
            return null;
        }
        return failure == null
                ? new IllegalStateException(
                        "The endpoint's transaction rolled back, because it was marked rollback-only")
                : failure;
    }

    private void release() {
        MessageEndpoint current = endpoint;
        endpoint = null;
        if (current != null) {
            try {
                current.release();
            } catch (RuntimeException e) {
                LOGGER.log(Level.DEBUG, "An endpoint is not released", e);
            }
        }
    }

    @Override
    public void close() {
        release();
        connection.close();
    }
}

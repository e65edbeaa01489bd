package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.Producer;
import io.ironjournal.RetentionReport;
import io.ironjournal.TxnWriter;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A journal whose writers join the JTA transaction of the calling thread. Code that runs on another thread is not in
 * that transaction. The entries of the journal and the changes of the transaction's other resources commit together or
 * not at all. Thread-safe.
 *
 * <p>Inside a transaction, use {@link #writer} to write. All writers of a transaction share one branch of the journal,
 * which keeps the order in which entries are added. The first entry, expected position, move of a producer, checkpoint or
 * move of a cursor enlists the journal; a transaction that only reads does not enlist it. Inside a transaction {@code append}, {@code appendBatch}, {@code appendEntries}, {@code
 * appendAsync}, {@code importEntries}, {@code truncate}, {@code deleteStream}, {@code restoreArchived}, {@code applyRetention}, {@code
 * resetCursor}, {@code deleteCursor}, {@code deleteProducer} and the appends of a {@link Producer} throw {@link IllegalStateException},
 * because they would take effect even if the transaction rolls back. To write independently of the transaction, use
 * {@link #autonomous()}.
 *
 * <p>A transaction does not see its own entries: they get ids and can be read after the commit. Outside a transaction
 * every method works as in the underlying journal.
 *
 * <p>The {@code of} methods do not register the journal for recovery. Register it with {@link JournalRecovery} before
 * the first transaction; otherwise the transaction manager cannot decide branches that are in doubt after a crash.
 *
 * @since 0.1.0
 */
public final class TransactionalJournal extends WritesOutsideTransactions {

    private static final String AUTONOMOUS =
            " the journal that unwrap(TransactionalJournal.class).orElseThrow().autonomous() returns";

    private final Journal journal;
    private final XaJournal open;
    private final TransactionContext context;

    private TransactionalJournal(Journal journal, TransactionContext context) {
        this.journal = journal;
        this.open = XaJournals.register(journal);
        this.context = context;
    }

    /**
     * Makes a journal transactional.
     *
     * @param journal an open journal; not null
     * @param tm the transaction manager; not null
     * @param registry the registry of the same transaction manager; not null
     * @return the transactional journal
     * @throws IllegalStateException when another open journal of this process has the same id, as a journal and its
     *     restored backup have
     * @since 0.1.0
     */
    public static TransactionalJournal of(
            Journal journal, TransactionManager tm, TransactionSynchronizationRegistry registry) {
        Objects.requireNonNull(tm, "tm");
        Objects.requireNonNull(registry, "registry");
        return new TransactionalJournal(
                journal,
                new TransactionContext(registry, new ManagerEnlisting(tm, JournalTransactionIntegration.find())));
    }

    /**
     * Makes a journal transactional in a server that enlists connections of a resource adapter itself.
     *
     * @param journal an open journal
     * @param registry the server's registry
     * @param connections provides connections that the server enlists in the thread's transaction
     * @return the transactional journal
     * @throws IllegalStateException when another open journal of this process has the same id, as a journal and its
     *     restored backup have
     * @since 0.1.0
     */
    public static TransactionalJournal of(
            Journal journal, TransactionSynchronizationRegistry registry, EnlistedConnections connections) {
        Objects.requireNonNull(registry, "registry");
        Objects.requireNonNull(connections, "connections");
        return new TransactionalJournal(journal, new TransactionContext(registry, new ServerEnlisting(connections)));
    }

    /**
     * Makes a journal transactional with the transaction manager of an integration, which enlists the journal. Ignores
     * other integrations.
     *
     * @param journal an open journal
     * @param integration the integration with the transaction manager
     * @return the transactional journal
     * @throws IllegalStateException when another open journal of this process has the same id, as a journal and its
     *     restored backup have
     * @since 0.1.0
     */
    public static TransactionalJournal of(Journal journal, JournalTransactionIntegration integration) {
        return new TransactionalJournal(
                journal,
                new TransactionContext(
                        integration.getTransactionSynchronizationRegistry(),
                        new ManagerEnlisting(integration.getTransactionManager(), Optional.of(integration))));
    }

    /**
     * Makes a journal transactional with the transaction manager that {@link JournalTransactionIntegration#find} finds.
     *
     * @param journal an open journal
     * @return the transactional journal
     * @throws IllegalStateException when there is no integration, or when another open journal of this process has the
     *     same id, as a journal and its restored backup have
     * @since 0.1.0
     */
    public static TransactionalJournal of(Journal journal) {
        JournalTransactionIntegration integration = JournalTransactionIntegration.find()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "No integration with a transaction manager was found. Add journal-narayana to the application, or use of(journal, transactionManager, registry)"));
        return of(journal, integration);
    }

    /**
     * Returns the journal without transactions. Its writes take effect even if the transaction of the thread rolls
     * back, and its writers are local.
     *
     * @return the underlying journal
     * @since 0.1.0
     */
    public Journal autonomous() {
        return journal;
    }

    /**
     * Returns the transaction manager that enlists the journal.
     *
     * @return the transaction manager; empty when a server enlists connections of a resource adapter itself
     * @since 0.1.0
     */
    public Optional<TransactionManager> transactionManager() {
        return context.enlisting() instanceof ManagerEnlisting own ? Optional.of(own.tm()) : Optional.empty();
    }

    /** Also returns this object for its own class, so that an integration finds out that writers join transactions. */
    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return type == TransactionalJournal.class ? Optional.of(type.cast(this)) : super.unwrap(type);
    }

    @Override
    protected Journal delegate() {
        return journal;
    }

    /**
     * Returns a writer that joins the transaction of the thread; without a transaction, a local writer.
     *
     * @param stream the default stream of the writer; not null
     * @return a writer. A writer that joined a transaction can only be used in that transaction. Its {@code add} throws
     *     {@link io.ironjournal.IntegrationException} when the transaction manager does not enlist the journal
     * @throws IllegalStateException when the transaction of the thread is completing or has ended
     */
    @Override
    public TxnWriter writer(String stream) {
        Objects.requireNonNull(stream, "stream");
        return isInTransaction() ? new JoinedWriter(joined(), stream) : journal.writer(stream);
    }

    boolean isInTransaction() {
        return context.isInTransaction();
    }

    /** Returns the work of the thread's transaction in this journal. */
    JoinedTransaction joined() {
        return context.joinActive(open, "Cannot write");
    }

    /**
     * Returns a producer. In a transaction its writes throw {@link IllegalStateException}, because they would take effect
     * even if the transaction rolls back: use {@link TxnWriter#advance} of {@link #writer}.
     *
     * @param name the producer's name
     * @return the producer
     */
    @Override
    public Producer producer(String name) {
        return new TransactionalProducer(this, journal.producer(name));
    }

    @Override
    public boolean deleteProducer(String name) {
        refuseEffectInTransaction("deleteProducer");
        return journal.deleteProducer(name);
    }

    @Override
    public int truncate(String stream, long safeId) {
        refuseEffectInTransaction("truncate");
        return journal.truncate(stream, safeId);
    }

    @Override
    public boolean deleteStream(String stream) {
        refuseEffectInTransaction("deleteStream");
        return journal.deleteStream(stream);
    }

    @Override
    public long restoreArchived(String stream, long fromId) {
        refuseEffectInTransaction("restoreArchived");
        return journal.restoreArchived(stream, fromId);
    }

    @Override
    public RetentionReport applyRetention() {
        refuseEffectInTransaction("applyRetention");
        return journal.applyRetention();
    }

    /**
     * Returns a durable position in a stream. In a transaction it reads and advances as part of the transaction.
     * Outside of a transaction each {@code advanceTo} is a transaction of its own. The object can be used in any number
     * of transactions, one after the other.
     *
     * <p>A transaction starts to read at {@link Cursor#position()}, whatever was read before it. All cursors of the
     * same name and stream share their state in a transaction. A transaction may also advance the cursor without
     * reading; it then advances from the position that this object knows from its last call of {@code next} or {@code
     * position}, or from the last transaction that it committed. If another consumer has moved the cursor since, {@code advanceTo} throws {@link
     * io.ironjournal.CursorConflictException} and the transaction is marked rollback-only. Only {@code advanceTo}
     * enlists the journal.
     *
     * @param name the cursor's name
     * @param stream the name of the stream to read
     * @return the cursor
     */
    @Override
    public Cursor cursor(String name, String stream) {
        return new TransactionalCursor(open, context, name, stream);
    }

    @Override
    public void resetCursor(String name, String stream, long id) {
        refuseEffectInTransaction("resetCursor");
        journal.resetCursor(name, stream, id);
    }

    @Override
    public long resetCursor(String name, String stream, Instant time) {
        refuseEffectInTransaction("resetCursor");
        return journal.resetCursor(name, stream, time);
    }

    @Override
    public boolean deleteCursor(String name, String stream) {
        refuseEffectInTransaction("deleteCursor");
        return journal.deleteCursor(name, stream);
    }

    /**
     * Closes the underlying journal. In transactions that are still active, later calls of writers fail, and the
     * transactions roll back. Close the {@link JournalRecovery} of the journal first.
     */
    @Override
    public void close() {
        try {
            journal.close();
        } finally {
            XaJournals.forgetClosed();
        }
    }

    /** Rejects a call that no transaction can contain. */
    private void refuseEffectInTransaction(String call) {
        if (isInTransaction()) {
            throw new IllegalStateException(
                    call + " would take effect even if this thread's transaction rolls back. Call it outside of a"
                            + " transaction. If it should stay anyway, call it on" + AUTONOMOUS);
        }
    }

    @Override
    void refuseInTransaction(String call, String instead) {
        if (isInTransaction()) {
            throw new IllegalStateException(
                    call + " would take effect even if this thread's transaction rolls back. Use " + instead
                            + ", which joins the transaction. If it should stay anyway, call it on" + AUTONOMOUS);
        }
    }
}

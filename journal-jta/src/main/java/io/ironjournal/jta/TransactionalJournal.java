package io.ironjournal.jta;

import io.ironjournal.Cursor;
import io.ironjournal.ForwardingJournal;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.TxnWriter;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A journal whose writers join the thread's JTA transaction: its entries and those of the transaction's other resources
 * commit together or not at all.
 *
 * <p>Inside a transaction, {@link #writer} is the way to write. Its entries go into one branch for each journal and
 * transaction, whatever the number of writers, in the order in which they were added; the journal is enlisted with the
 * first of them, so a transaction that adds nothing does not touch it. {@code append}, {@code appendBatch} and
 * {@code appendAsync} throw {@link IllegalStateException} there, because an entry that stands when the transaction rolls
 * back is a trap; {@link #autonomous()} is for those who want just that. {@code truncate} and {@code deleteStream} do
 * likewise, for the same reason.
 *
 * <p>Outside a transaction everything is as in the journal itself.
 *
 * @since 0.1.0
 */
public final class TransactionalJournal extends ForwardingJournal {

    private final Journal journal;
    private final OpenJournal open;
    private final TransactionContext context;

    private TransactionalJournal(Journal journal, TransactionContext context) {
        this.journal = journal;
        this.open = OpenJournals.register(journal);
        this.context = context;
    }

    /**
     * Makes a journal transactional.
     *
     * @param journal an open journal
     * @param tm the transaction manager
     * @param registry the registry that belongs to it
     * @return the transactional journal
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
     * Makes a journal transactional in a server that enlists it by itself, as servers do with connections of a resource
     * adapter.
     *
     * @param journal an open journal
     * @param registry the server's registry
     * @param connections gets connections that the server enlists in the thread's transaction
     * @return the transactional journal
     * @since 0.1.0
     */
    public static TransactionalJournal of(
            Journal journal, TransactionSynchronizationRegistry registry, EnlistedConnections connections) {
        Objects.requireNonNull(registry, "registry");
        Objects.requireNonNull(connections, "connections");
        return new TransactionalJournal(journal, new TransactionContext(registry, new ServerEnlisting(connections)));
    }

    /**
     * Makes a journal transactional with the transaction manager of an integration, which enlists the journal. No other
     * integration is looked for.
     *
     * @param journal an open journal
     * @param integration the seam to the transaction manager
     * @return the transactional journal
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
     * @throws IllegalStateException when there is no integration
     * @since 0.1.0
     */
    public static TransactionalJournal of(Journal journal) {
        JournalTransactionIntegration integration = JournalTransactionIntegration.find()
                .orElseThrow(
                        () -> new IllegalStateException(
                                "No integration with a transaction manager was found: add journal-narayana, or use of(journal, transactionManager, registry)"));
        return of(journal, integration);
    }

    /**
     * The same journal without transactions: what is appended to it stands, even when the thread's transaction rolls
     * back, and its writers are local.
     *
     * @return a view of this journal
     * @since 0.1.0
     */
    public Journal autonomous() {
        return journal;
    }

    @Override
    protected Journal delegate() {
        return journal;
    }

    @Override
    public long append(String stream, byte[] entry) {
        refuseInTransaction("append");
        return journal.append(stream, entry);
    }

    @Override
    public long append(String stream, ByteBuffer entry) {
        refuseInTransaction("append");
        return journal.append(stream, entry);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, byte[] entry) {
        refuseInTransaction("appendAsync");
        return journal.appendAsync(stream, entry);
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries) {
        refuseInTransaction("appendBatch");
        return journal.appendBatch(stream, entries);
    }

    /**
     * Starts writing: in the thread's transaction where there is one, else locally.
     *
     * @param stream the writer's own stream
     * @return a writer; one that joined a transaction is for that transaction only
     * @throws IllegalStateException when the thread's transaction is completing or over
     */
    @Override
    public TxnWriter writer(String stream) {
        Objects.requireNonNull(stream, "stream");
        return isInTransaction() ? new JoinedWriter(joined(), stream) : journal.writer(stream);
    }

    boolean isInTransaction() {
        return context.isInTransaction();
    }

    /** What the thread's transaction does with this journal. */
    JoinedTransaction joined() {
        return context.joinActive(open, "Nothing can be written");
    }

    @Override
    public int truncate(String stream, long safeId) {
        refuseInTransaction("truncate");
        return journal.truncate(stream, safeId);
    }

    @Override
    public boolean deleteStream(String stream) {
        refuseInTransaction("deleteStream");
        return journal.deleteStream(stream);
    }

    /**
     * Asks for a durable position in a stream. In a transaction it is read and moved as part of that; outside of one, each
     * {@code advanceTo} stands alone. One object may be used in any number of transactions, one after the other.
     *
     * <p>A transaction begins to read at {@link Cursor#position()}, whatever was read outside of it or in one that rolled
     * back, and all cursors of the same name and stream are one to it. A transaction that moves the cursor without reading
     * with it moves it from where this object last saw it: while reading or asking for its position before, or where the
     * last transaction found it, or left it if it committed. When another consumer has moved the cursor since, however
     * far, {@code advanceTo} throws {@link io.ironjournal.CursorConflictException}, and the transaction is marked
     * rollback-only. Only {@code advanceTo} enlists the journal.
     *
     * @param name the cursor's name
     * @param stream the stream that it follows
     * @return the cursor
     */
    @Override
    public Cursor cursor(String name, String stream) {
        return new TransactionalCursor(open, context, name, stream);
    }

    /** Closes the journal. Writers in transactions that are still active fail, and those transactions roll back. */
    @Override
    public void close() {
        try {
            journal.close();
        } finally {
            OpenJournals.forgetClosed();
        }
    }

    private void refuseInTransaction(String call) {
        refuseInTransaction(call, "writer(stream)");
    }

    /** Refuses what would stand even if the thread's transaction rolled back. */
    void refuseInTransaction(String call, String instead) {
        if (isInTransaction()) {
            throw new IllegalStateException(call + " would stand even if this thread's transaction rolls back: use "
                    + instead + ", which joins the transaction, or autonomous() if that is wanted");
        }
    }
}

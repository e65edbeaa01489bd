package io.ironjournal.jta;

import io.ironjournal.Entry;
import io.ironjournal.NewEntry;
import io.ironjournal.sharded.CompactionStats;
import io.ironjournal.sharded.ForwardingShardedJournal;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.PruneStats;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * A sharded journal whose writers join the JTA transaction of the calling thread. A writer adds entries and at most one
 * checkpoint to the transaction. The checkpoint exists if and only if the transaction commits. Use this for recovery:
 * stop the writers, then write a snapshot to a database and create a checkpoint in one transaction. After a crash, first
 * let the transaction manager decide all branches in doubt, also those of the database. Then load the latest checkpoint
 * and its snapshot, and replay each shard from its offset. Thread-safe.
 *
 * <p>Inside a transaction, use {@link #writer()} to write. It shares one branch with the writers of {@link #journal()}.
 * Inside a transaction {@code append}, {@code appendBatch}, {@code appendBatchForKey}, {@code appendAsync}, {@code
 * importShard}, {@code createCheckpoint}, {@code pruneBeforeCheckpoint} and {@code compactCheckpoints} throw {@link IllegalStateException}, because they would take
 * effect even if the transaction rolls back. To write independently of the transaction, use {@link #autonomous()}.
 * Outside a transaction every method works as in the underlying journal.
 *
 * <p>The {@code of} methods do not register the journal for recovery. Register {@link #autonomous()}{@code .journal()}
 * with {@link JournalRecovery} before the first transaction.
 *
 * @since 0.1.0
 */
public final class TransactionalShardedJournal extends ForwardingShardedJournal {

    private final ShardedJournal sharded;
    private final TransactionalJournal journal;

    private TransactionalShardedJournal(ShardedJournal sharded, TransactionalJournal journal) {
        this.sharded = sharded;
        this.journal = journal;
    }

    /**
     * Makes a sharded journal transactional.
     *
     * @param sharded an open journal
     * @param tm the transaction manager
     * @param registry the registry of the same transaction manager
     * @return the transactional journal
     * @since 0.1.0
     */
    public static TransactionalShardedJournal of(
            ShardedJournal sharded, TransactionManager tm, TransactionSynchronizationRegistry registry) {
        return new TransactionalShardedJournal(sharded, TransactionalJournal.of(sharded.journal(), tm, registry));
    }

    /**
     * Makes a sharded journal transactional with the transaction manager of an integration, which enlists the journal.
     * Ignores other integrations.
     *
     * @param sharded an open journal
     * @param integration the integration with the transaction manager
     * @return the transactional journal
     * @since 0.1.0
     */
    public static TransactionalShardedJournal of(ShardedJournal sharded, JournalTransactionIntegration integration) {
        return new TransactionalShardedJournal(sharded, TransactionalJournal.of(sharded.journal(), integration));
    }

    /**
     * Makes a sharded journal transactional in a server that enlists connections of a resource adapter itself.
     *
     * @param sharded an open journal
     * @param registry the server's registry
     * @param connections provides connections that the server enlists in the thread's transaction
     * @return the transactional journal
     * @since 0.1.0
     */
    public static TransactionalShardedJournal of(
            ShardedJournal sharded, TransactionSynchronizationRegistry registry, EnlistedConnections connections) {
        return new TransactionalShardedJournal(
                sharded, TransactionalJournal.of(sharded.journal(), registry, connections));
    }

    /**
     * Makes a sharded journal transactional with the transaction manager that {@link JournalTransactionIntegration#find}
     * finds.
     *
     * @param sharded an open journal
     * @return the transactional journal
     * @throws IllegalStateException when there is no integration
     * @since 0.1.0
     */
    public static TransactionalShardedJournal of(ShardedJournal sharded) {
        return new TransactionalShardedJournal(sharded, TransactionalJournal.of(sharded.journal()));
    }

    /**
     * Returns the journal without transactions. Its writes take effect even if the transaction of the thread rolls
     * back, and its writers are local.
     *
     * @return the underlying journal
     * @since 0.1.0
     */
    public ShardedJournal autonomous() {
        return sharded;
    }

    @Override
    protected ShardedJournal delegate() {
        return sharded;
    }

    /**
     * Returns the underlying journal as a transactional journal.
     *
     * @return the journal; closing it also closes this one
     */
    @Override
    public TransactionalJournal journal() {
        return journal;
    }

    /**
     * Returns a writer that joins the transaction of the thread; without a transaction, a local writer.
     *
     * @return a writer. A writer that joined a transaction can only be used in that transaction. Its methods that add
     *     content throw {@link io.ironjournal.IntegrationException} when the transaction manager does not enlist the
     *     journal
     * @throws IllegalStateException when the transaction of the thread is completing or has ended
     */
    @Override
    public ShardedTxnWriter writer() {
        return journal.isInTransaction() ? new JoinedShardedWriter(journal.joined(), sharded) : sharded.writer();
    }

    @Override
    public ShardPosition append(byte[] key, byte[] value) {
        refuseInTransaction("append");
        return sharded.append(key, value);
    }

    @Override
    public ShardPosition append(byte[] key, NewEntry entry) {
        refuseInTransaction("append");
        return sharded.append(key, entry);
    }

    @Override
    public List<ShardPosition> appendBatch(List<KeyedEntry> entries) {
        refuseInTransaction("appendBatch");
        return sharded.appendBatch(entries);
    }

    @Override
    public List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values) {
        refuseInTransaction("appendBatchForKey");
        return sharded.appendBatchForKey(key, values);
    }

    @Override
    public ShardPosition append(byte[] key, byte[] value, long expectedNextId) {
        refuseInTransaction("append");
        return sharded.append(key, value, expectedNextId);
    }

    @Override
    public CompletionStage<ShardPosition> appendAsync(byte[] key, byte[] value) {
        refuseInTransaction("appendAsync");
        return sharded.appendAsync(key, value);
    }

    @Override
    public CompletionStage<ShardPosition> appendAsync(byte[] key, NewEntry entry) {
        refuseInTransaction("appendAsync");
        return sharded.appendAsync(key, entry);
    }

    @Override
    public List<ShardPosition> appendBatchForKey(byte[] key, List<byte[]> values, long expectedNextId) {
        refuseInTransaction("appendBatchForKey");
        return sharded.appendBatchForKey(key, values, expectedNextId);
    }

    @Override
    public long importShard(int shard, Iterator<Entry> entries) {
        refuseInTransaction("importShard");
        return sharded.importShard(shard, entries);
    }

    @Override
    public void createCheckpoint(byte[] checkpointId) {
        refuseInTransaction("createCheckpoint");
        sharded.createCheckpoint(checkpointId);
    }

    @Override
    public PruneStats pruneBeforeCheckpoint(byte[] checkpointId) {
        refuseInTransaction("pruneBeforeCheckpoint");
        return sharded.pruneBeforeCheckpoint(checkpointId);
    }

    @Override
    public CompactionStats compactCheckpoints(int keepLatest) {
        refuseInTransaction("compactCheckpoints");
        return sharded.compactCheckpoints(keepLatest);
    }

    private void refuseInTransaction(String call) {
        if (journal.isInTransaction()) {
            throw new IllegalStateException(
                    call + " would take effect even if this thread's transaction rolls back. writer()"
                            + " adds entries and a checkpoint to the transaction. If " + call
                            + " should take effect anyway, call it on TransactionalShardedJournal.autonomous(), or outside of the"
                            + " transaction: in a method of another bean with @Transactional(NOT_SUPPORTED)");
        }
    }

    /**
     * Closes the underlying journal. In transactions that are still active, later calls of writers fail, and the
     * transactions roll back.
     */
    @Override
    public void close() {
        journal.close();
    }
}

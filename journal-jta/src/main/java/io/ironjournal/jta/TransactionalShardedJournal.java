package io.ironjournal.jta;

import io.ironjournal.sharded.CompactionStats;
import io.ironjournal.sharded.ForwardingShardedJournal;
import io.ironjournal.sharded.KeyedEntry;
import io.ironjournal.sharded.PruneStats;
import io.ironjournal.sharded.ShardPosition;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.sharded.ShardedTxnWriter;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;

/**
 * A sharded journal whose writers join the thread's JTA transaction, with their entries and with a checkpoint: it exists if
 * and only if the transaction committed. Write a snapshot to a database, make the checkpoint that it belongs to in the
 * same transaction, and the latest checkpoint is the recovery anchor: load it, load that snapshot, and replay each shard
 * from its offset.
 *
 * <p>In a transaction, {@link #writer()} is the way to write; it shares one branch with the writers of {@link #journal()}.
 * {@code append}, {@code appendBatch}, {@code appendBatchForKey}, {@code createCheckpoint}, {@code pruneBeforeCheckpoint}
 * and {@code compactCheckpoints} throw {@link IllegalStateException} there, since they would stand even if the transaction
 * rolled back; {@link #autonomous()} is for those who want just that. Outside a transaction everything is as in the
 * journal itself.
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
     * @param registry the registry that belongs to it
     * @return the transactional journal
     * @since 0.1.0
     */
    public static TransactionalShardedJournal of(
            ShardedJournal sharded, TransactionManager tm, TransactionSynchronizationRegistry registry) {
        return new TransactionalShardedJournal(sharded, TransactionalJournal.of(sharded.journal(), tm, registry));
    }

    /**
     * Makes a sharded journal transactional with the transaction manager of an integration, which enlists the journal. No
     * other integration is looked for.
     *
     * @param sharded an open journal
     * @param integration the seam to the transaction manager
     * @return the transactional journal
     * @since 0.1.0
     */
    public static TransactionalShardedJournal of(ShardedJournal sharded, JournalTransactionIntegration integration) {
        return new TransactionalShardedJournal(sharded, TransactionalJournal.of(sharded.journal(), integration));
    }

    /**
     * Makes a sharded journal transactional in a server that enlists it by itself, as servers do with connections of a
     * resource adapter.
     *
     * @param sharded an open journal
     * @param registry the server's registry
     * @param connections gets connections that the server enlists in the thread's transaction
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
     * The same journal without transactions: what is done by it stands, even when the thread's transaction rolls back, and
     * its writers are local.
     *
     * @return a view of this journal
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
     * The journal beneath, transactional as well.
     *
     * @return a view of this journal; closing it closes this one
     */
    @Override
    public TransactionalJournal journal() {
        return journal;
    }

    /**
     * Starts writing: in the thread's transaction where there is one, else locally.
     *
     * @return a writer; one that joined a transaction is for that transaction only
     * @throws IllegalStateException when the thread's transaction is completing or over
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
        journal.refuseInTransaction(call, "writer()");
    }

    /** Closes the journal. Writers in transactions that are still active fail, and those transactions roll back. */
    @Override
    public void close() {
        journal.close();
    }
}

package io.ironjournal.narayana;

import com.arjuna.ats.jta.common.jtaPropertyManager;
import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.TxnWriter;
import io.ironjournal.jta.InDoubtBranches;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalJournal;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.nio.file.Path;
import java.util.concurrent.Callable;

/** An application with two journals in transactions of the server. */
public final class RedeployedTransactions implements Callable<Void> {

    private final Path root;

    public RedeployedTransactions(String root) {
        this.root = Path.of(root);
    }

    @Override
    public Void call() throws Exception {
        TransactionManager manager = com.arjuna.ats.jta.TransactionManager.transactionManager();
        TransactionSynchronizationRegistry registry =
                jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry();
        try (Journal orders = Journal.open(root.resolve("orders"));
                ShardedJournal shards = ShardedJournal.open(
                        JournalOptions.builder(root.resolve("shards")).build(), 2);
                JournalRecovery first = JournalRecovery.register(orders);
                JournalRecovery second = JournalRecovery.register(shards.journal())) {
            first.whenInDoubtTooLong(branches -> branches.clear());
            second.whenInDoubtTooLong(branches -> branches.clear());
            TransactionalJournal journal = TransactionalJournal.of(orders, manager, registry);
            TransactionalShardedJournal sharded = TransactionalShardedJournal.of(shards, manager, registry);
            for (boolean commit : new boolean[] {true, false, true}) {
                manager.begin();
                TxnWriter writer = journal.writer("orders");
                writer.add(new byte[10]);
                writer.committed().whenComplete((ids, failure) -> writer.close());
                sharded.writer().add(new byte[1], new byte[10]);
                Cursor cursor = journal.cursor("reader", "orders");
                cursor.next().ifPresent(entry -> cursor.advanceTo(entry.id() + 1));
                if (commit) {
                    manager.commit();
                } else {
                    manager.rollback();
                }
            }
            new InDoubtBranches(orders).list();
        }
        return null;
    }
}

package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;

import io.ironjournal.Cursor;
import io.ironjournal.Entry;
import io.ironjournal.JournalOptions;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.TransactionalShardedJournal;
import io.ironjournal.sharded.ShardedJournal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Consumes a stream by a cursor. One transaction for each entry inserts a row into a database, adds an entry to a shard
 * and creates a checkpoint. As a program, it crashes in the third transaction.
 */
final class AnchoringApplication implements AutoCloseable {

    static final int SHARDS = 4;

    private static final int TRANSACTIONS_BEFORE = 2;

    private final Narayana narayana;
    private final ShardedJournal core;
    private final JournalRecovery recovery;
    private final OrdersDatabase database;
    private final TransactionalShardedJournal journal;
    private final Cursor cursor;

    AnchoringApplication(Narayana narayana, Path directory) throws SQLException {
        this.narayana = narayana;
        this.database = new OrdersDatabase(narayana, directory.resolve("db"));
        this.core = ShardedJournal.open(
                JournalOptions.builder(directory.resolve("journal"))
                        .logSegmentSize(1 << 20)
                        .logBudget(4 << 20)
                        .build(),
                SHARDS);
        this.recovery = JournalRecovery.register(core.journal());
        this.journal =
                TransactionalShardedJournal.of(core, narayana.transactionManager(), narayana.synchronizationRegistry());
        this.cursor = journal.journal().cursor("consumer", "source");
    }

    public static void main(String[] args) throws Exception {
        HaltingStore.install(HaltPoint.AFTER_ROLLBACK);
        try (Narayana narayana = TestNarayana.setup(Path.of(args[1])).start();
                AnchoringApplication application = new AnchoringApplication(narayana, Path.of(args[0]))) {
            for (int i = 0; i < TRANSACTIONS_BEFORE; i++) {
                application.consume();
            }
            HaltingStore.install(HaltPoint.valueOf(args[2]));
            application.consume();
        }
    }

    /** Consumes the next entry, if there is one. */
    boolean consume() throws Exception {
        narayana.transactionManager().begin();
        Entry entry = cursor.next().orElse(null);
        if (entry == null) {
            narayana.transactionManager().rollback();
            return false;
        }
        String name = new String(entry.data(), StandardCharsets.UTF_8);
        journal.writer().add(bytes(name), entry.data()).checkpoint(bytes(name));
        database.insert(name);
        cursor.advanceTo(entry.id() + 1);
        narayana.transactionManager().commit();
        return true;
    }

    void recover() {
        for (int scan = 0; scan < 3; scan++) {
            narayana.scan();
        }
    }

    ShardedJournal core() {
        return core;
    }

    OrdersDatabase database() {
        return database;
    }

    @Override
    public void close() throws SQLException {
        recovery.close();
        core.close();
        database.close();
    }
}

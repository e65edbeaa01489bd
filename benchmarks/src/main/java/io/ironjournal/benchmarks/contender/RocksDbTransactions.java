package io.ironjournal.benchmarks.contender;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.Transaction;
import org.rocksdb.TransactionDB;
import org.rocksdb.TransactionDBOptions;
import org.rocksdb.WriteOptions;

/** RocksDB with transactions in two phases, each of which is forced. */
final class RocksDbTransactions implements Contender {

    static {
        RocksDB.loadLibrary();
    }

    private final Cache cache = new LRUCache(RocksDbStore.CACHE_SIZE);
    private final Options options;
    private final TransactionDBOptions transactions = new TransactionDBOptions();
    private final WriteOptions write = new WriteOptions().setSync(true);
    private final TransactionDB database;
    private final AtomicLong ids = new AtomicLong();

    RocksDbTransactions(Opening opening) throws RocksDBException {
        options = RocksDbStore.options(cache);
        database = TransactionDB.open(options, transactions, opening.directory().toString());
    }

    @Override
    public Session session() {
        return new Session() {
            @Override
            public void append(int stream, byte[] entry) throws RocksDBException {
                database.put(write, RocksDbStore.key(stream, ids.getAndIncrement()), entry);
            }

            @Override
            public void onePhase(List<byte[]> entries) throws RocksDBException {
                commit(entries, false);
            }

            @Override
            public void twoPhase(List<byte[]> entries) throws RocksDBException {
                commit(entries, true);
            }

            private void commit(List<byte[]> entries, boolean prepared) throws RocksDBException {
                try (Transaction transaction = database.beginTransaction(write)) {
                    long first = ids.getAndAdd(entries.size());
                    transaction.setName(Long.toString(first));
                    for (byte[] entry : entries) {
                        transaction.put(RocksDbStore.key(0, first++), entry);
                    }
                    if (prepared) {
                        transaction.prepare();
                    }
                    transaction.commit();
                }
            }
        };
    }

    @Override
    public void close() {
        database.close();
        write.close();
        transactions.close();
        options.close();
        cache.close();
    }
}

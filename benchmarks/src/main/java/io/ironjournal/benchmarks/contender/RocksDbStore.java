package io.ironjournal.benchmarks.contender;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.CompressionType;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB, which forces its log at each write. A key is stream and number, so that keys are in order. */
final class RocksDbStore implements Contender {

    static {
        RocksDB.loadLibrary();
    }

    /** A third of the memory that a contender has, as RocksDB's documentation recommends. The default is 32 MiB. */
    static final long CACHE_SIZE = (256L << 20) / 3;

    /** A cache for each opening, so that what an earlier one read is not in it. */
    private final Cache cache = new LRUCache(CACHE_SIZE);

    private final Options options = options(cache);
    private final RocksDB database;
    private final WriteOptions write;
    private final AtomicLong ids = new AtomicLong();

    RocksDbStore(Opening opening) throws RocksDBException {
        database = RocksDB.open(options, opening.directory().toString());
        write = new WriteOptions().setSync(opening.forced());
    }

    /** A force of a recycled log does not extend the file. */
    static Options options(Cache cache) {
        return new Options()
                .setTableFormatConfig(new BlockBasedTableConfig().setBlockCache(cache))
                .setCreateIfMissing(true)
                .setRecycleLogFileNum(4)
                .setCompressionType(CompressionType.NO_COMPRESSION);
    }

    static byte[] key(int stream, long id) {
        return ByteBuffer.allocate(12).putInt(stream).putLong(id).array();
    }

    @Override
    public Session session() {
        return new RocksDbSession();
    }

    /** Writes to and reads from the database. */
    private final class RocksDbSession implements Session {

        @Override
        public void append(int stream, byte[] entry) throws RocksDBException {
            database.put(write, key(stream, ids.getAndIncrement()), entry);
        }

        @Override
        public void appendBatch(int stream, List<byte[]> entries) throws RocksDBException {
            long first = ids.getAndAdd(entries.size());
            try (WriteBatch batch = new WriteBatch()) {
                for (byte[] entry : entries) {
                    batch.put(key(stream, first++), entry);
                }
                database.write(write, batch);
            }
        }

        @Override
        public byte[] get(long id) throws RocksDBException {
            byte[] found = database.get(key(0, id));
            if (found == null) {
                throw new IllegalStateException("No entry " + id);
            }
            return found;
        }

        @Override
        public Reader reader() {
            ReadOptions read = new ReadOptions().setReadaheadSize(1 << 20);
            RocksIterator iterator = database.newIterator(read);
            iterator.seekToFirst();
            return new Reader() {
                @Override
                public byte @Nullable [] next() {
                    if (!iterator.isValid()) {
                        return null;
                    }
                    byte[] entry = iterator.value();
                    iterator.next();
                    return entry;
                }

                @Override
                public void close() {
                    iterator.close();
                    read.close();
                }
            };
        }
    }

    @Override
    public void close() {
        write.close();
        database.close();
        options.close();
        cache.close();
    }
}

package io.ironjournal.benchmarks.contender;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.bookkeeper.bookie.Journal;
import org.apache.bookkeeper.bookie.LedgerDirsManager;
import org.apache.bookkeeper.conf.ServerConfiguration;
import org.apache.bookkeeper.proto.BookkeeperInternalCallbacks.WriteCallback;
import org.apache.bookkeeper.util.DiskChecker;

/** The journal of a BookKeeper server, without the server. It stores no ledgers: bytes are written once, entries cannot be read, and no file is deleted. Entries begin with the numbers of ledger and entry, as those of the server do. */
final class BookKeeperJournal implements Contender {

    private static final int HEAD = 2 * Long.BYTES;
    private static final int PENDING = Integer.MIN_VALUE;

    private final Journal journal;
    private final AtomicLong ids = new AtomicLong();

    private BookKeeperJournal(Opening opening, boolean eager) throws IOException {
        File entries =
                Files.createDirectories(opening.directory().resolve("journal")).toFile();
        File ledgers = Files.createDirectories(opening.directory().resolve("ledgers/current"))
                .toFile();
        ServerConfiguration configuration = new ServerConfiguration()
                .setJournalDirName(entries.toString())
                .setLedgerDirNames(new String[] {ledgers.toString()})
                .setJournalSyncData(opening.forced())
                .setJournalFlushWhenQueueEmpty(eager);
        DiskChecker neverFull = new DiskChecker(0.99f, 0.98f);
        journal = new Journal(
                0, entries, configuration, new LedgerDirsManager(configuration, new File[] {ledgers}, neverFull));
        journal.start();
    }

    /** Writes and forces as soon as nothing more is queued. */
    static BookKeeperJournal eager(Opening opening) throws IOException {
        return new BookKeeperJournal(opening, true);
    }

    /** The default: waits 2 ms for further writes. */
    static BookKeeperJournal waiting(Opening opening) throws IOException {
        return new BookKeeperJournal(opening, false);
    }

    /** The outcome for which a caller waits. */
    private static final class Pending {
        final Thread caller = Thread.currentThread();
        volatile int result = PENDING;
    }

    private static final WriteCallback WAKE = (result, ledger, entry, address, context) -> {
        Pending pending = (Pending) context;
        pending.result = result;
        LockSupport.unpark(pending.caller);
    };

    @Override
    public Session session() {
        return (stream, entry) -> {
            long id = ids.getAndIncrement();
            ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(HEAD + entry.length);
            Pending pending = new Pending();
            try {
                bytes.writeLong(stream).writeLong(id).writeBytes(entry);
                journal.logAddEntry(stream, id, bytes, false, WAKE, pending);
            } finally {
                bytes.release();
            }
            while (pending.result == PENDING) {
                LockSupport.park(this);
            }
            if (pending.result != 0) {
                throw new IOException("BookKeeper's journal returned " + pending.result);
            }
        };
    }

    @Override
    public void close() {
        journal.shutdown();
    }
}

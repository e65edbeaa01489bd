package io.ironjournal.bookkeeper;

import io.ironjournal.CorruptionException;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of a journal, ledger by ledger. */
final class LedgersReader implements LogReader {

    private final LedgerSource source;
    private final Iterator<LedgerInfo> ledgers;
    private final long from;
    private final Closeable connection;

    private @Nullable LedgerEntryReader ledger;
    private @Nullable ByteBuffer entry;
    private @Nullable LedgerInfo current;
    private boolean trimmed;

    /**
     * Creates a reader.
     *
     * @param all the ledgers of the journal
     * @param from records below this LSN are not read
     * @param connection is closed with the reader
     */
    LedgersReader(LedgerSource source, List<LedgerInfo> all, long from, Closeable connection) {
        this.source = source;
        this.ledgers = from(all, from).iterator();
        this.from = from;
        this.connection = connection;
    }

    /**
     * Returns the ledgers that can have records at or above an LSN. The first LSN of the last ledger may be too low,
     * if its writer ended before it used the ledger. So the one before is included.
     */
    private static List<LedgerInfo> from(List<LedgerInfo> all, long from) {
        int first = 0;
        while (first + 1 < all.size() && all.get(first + 1).firstLsn() <= from) {
            first++;
        }
        return all.subList(Math.max(0, first - 1), all.size());
    }

    @Override
    public @Nullable LogRecord next() throws IOException {
        while (true) {
            ByteBuffer records = entry;
            if (records == null || !records.hasRemaining()) {
                if (!nextEntry()) {
                    return null;
                }
                continue;
            }
            LogRecord record = record(records);
            if (record.lsn() >= from) {
                return record;
            }
        }
    }

    private static LogRecord record(ByteBuffer entry) {
        long lsn = EntryFormat.firstLsn(entry) + entry.position() - EntryFormat.HEAD;
        int type = entry.get();
        int length = entry.getInt();
        ByteBuffer content = entry.slice(entry.position(), length);
        entry.position(entry.position() + length);
        return new LogRecord(type, lsn, content);
    }

    /** Moves to the next entry. Returns false at the end. */
    private boolean nextEntry() throws IOException {
        while (!trimmed) {
            LedgerInfo info = current;
            try {
                if (ledger == null) {
                    if (!ledgers.hasNext()) {
                        return false;
                    }
                    info = ledgers.next();
                    current = info;
                    ledger = source.open(info);
                    ledger.seek(from);
                }
                entry = ledger.next();
            } catch (CorruptionException e) {
                if (info == null || source.lists(info.id())) {
                    throw e;
                }
                trimmed = true;
                return false;
            }
            if (entry != null) {
                return true;
            }
            closeLedger();
        }
        return false;
    }

    private void closeLedger() {
        if (ledger != null) {
            ledger.close();
            ledger = null;
        }
    }

    @Override
    public void close() throws IOException {
        closeLedger();
        connection.close();
    }
}

package io.ironjournal.bookkeeper;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.apache.bookkeeper.client.api.BKException;
import org.apache.bookkeeper.client.api.LedgerEntries;
import org.apache.bookkeeper.client.api.LedgerEntry;
import org.apache.bookkeeper.client.api.ReadHandle;
import org.jspecify.annotations.Nullable;

/** Reads the entries of one ledger in order, and requests the next ones meanwhile. */
final class LedgerEntryReader implements Closeable {

    private static final int BATCH_BYTES = 1 << 20;
    private static final int MAX_BATCH = 1000;
    private static final int FIRST_BATCH = 8;

    private final ReadHandle ledger;
    private final boolean owned;
    private final long last;

    /** Whether entries behind {@link #last} may be durable, too. */
    private final boolean unconfirmed;

    private long next;
    private int batch = FIRST_BATCH;
    private @Nullable CompletableFuture<LedgerEntries> requested;
    private final Deque<ByteBuffer> ready = new ArrayDeque<>();

    /**
     * Creates a reader.
     *
     * @param owned whether to close the ledger with the reader
     * @param last the last entry that is known to be durable
     * @param unconfirmed whether to look for entries behind it
     */
    LedgerEntryReader(ReadHandle ledger, boolean owned, long last, boolean unconfirmed) {
        this.ledger = ledger;
        this.owned = owned;
        this.last = last;
        this.unconfirmed = unconfirmed;
    }

    /** Creates a reader that closes a ledger, which another process may be writing. */
    static LedgerEntryReader of(ReadHandle ledger) throws IOException {
        if (ledger.isClosed()) {
            return new LedgerEntryReader(ledger, true, ledger.getLastAddConfirmed(), false);
        }
        long last = Failures.await(ledger.readLastAddConfirmedAsync(), "Reading the end of ledger " + ledger.getId());
        return new LedgerEntryReader(ledger, true, last, true);
    }

    /** Moves to the first entry that has a record at or above an LSN. */
    void seek(long lsn) throws IOException {
        long low = 0;
        long high = last + 1;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (EntryFormat.endLsn(read(middle)) > lsn) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        next = low;
    }

    /** Returns the LSN after the last entry; -1 when the ledger is empty. */
    long end() throws IOException {
        return last < 0 ? -1 : EntryFormat.endLsn(read(last));
    }

    private ByteBuffer read(long entry) throws IOException {
        try (LedgerEntries entries = Failures.await(ledger.readAsync(entry, entry), place(entry))) {
            return verified(entries.getEntry(entry));
        }
    }

    private ByteBuffer verified(LedgerEntry entry) {
        return EntryFormat.verified(
                entry.getEntryBytes(), "Entry " + entry.getEntryId() + " of ledger " + ledger.getId());
    }

    private String place(long entry) {
        return "Reading entry " + entry + " of ledger " + ledger.getId();
    }

    /** Returns the next entry, with its position at the first record; null at the end. */
    @Nullable
    ByteBuffer next() throws IOException {
        if (ready.isEmpty()) {
            fill();
        }
        ByteBuffer entry = ready.poll();
        return entry == null && unconfirmed ? nextUnconfirmed() : entry;
    }

    private void fill() throws IOException {
        if (requested == null) {
            request();
        }
        CompletableFuture<LedgerEntries> answer = requested;
        if (answer == null) {
            return;
        }
        requested = null;
        long bytes = 0;
        try (LedgerEntries entries = Failures.await(answer, place(next))) {
            for (LedgerEntry entry : entries) {
                ByteBuffer found = verified(entry);
                ready.add(found);
                bytes += found.limit();
                next = entry.getEntryId() + 1;
            }
        }
        long average = bytes / Math.max(1, ready.size());
        batch = (int) Math.max(1, Math.min(MAX_BATCH, BATCH_BYTES / Math.max(1, average)));
        request();
    }

    private void request() {
        if (next <= last) {
            requested = ledger.readAsync(next, Math.min(last, next + batch - 1));
        }
    }

    /** Reads an entry that may be durable although the bookies do not know that yet. */
    private @Nullable ByteBuffer nextUnconfirmed() throws IOException {
        try (LedgerEntries entries = ledger.readUnconfirmed(next, next)) {
            ByteBuffer found = verified(entries.getEntry(next));
            next++;
            return found;
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        } catch (BKException e) {
            return null;
        }
    }

    @Override
    public void close() {
        CompletableFuture<LedgerEntries> unread = requested;
        if (unread != null) {
            CompletableFuture<Void> unused = unread.thenAccept(LedgerEntries::close);
            requested = null;
        }
        if (owned) {
            CompletableFuture<Void> unused = ledger.closeAsync();
        }
    }
}

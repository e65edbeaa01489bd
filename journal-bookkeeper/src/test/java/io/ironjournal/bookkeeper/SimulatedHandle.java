package io.ironjournal.bookkeeper;

import io.ironjournal.bookkeeper.ClusterChanges.Outcome;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.bookkeeper.client.BKException;
import org.apache.bookkeeper.client.api.LastConfirmedAndEntry;
import org.apache.bookkeeper.client.api.LedgerEntries;
import org.apache.bookkeeper.client.api.LedgerEntry;
import org.apache.bookkeeper.client.api.LedgerMetadata;
import org.apache.bookkeeper.client.api.WriteHandle;
import org.apache.bookkeeper.client.impl.LedgerEntriesImpl;
import org.apache.bookkeeper.client.impl.LedgerEntryImpl;

/** A ledger that a process has opened for reading or writing. It does what a log uses, and refuses other calls. */
@SuppressWarnings("try") // close() of the interface can be interrupted
final class SimulatedHandle implements WriteHandle {

    private final SimulatedConnection connection;
    private final SimulatedLedger ledger;
    private final boolean writes;

    /** Whether an entry has failed. Then all later ones fail. */
    private boolean failed;

    SimulatedHandle(SimulatedConnection connection, SimulatedLedger ledger, boolean writes) {
        this.writes = writes;
        this.connection = connection;
        this.ledger = ledger;
    }

    @Override
    public long getId() {
        return ledger.id;
    }

    @Override
    public CompletableFuture<Long> appendAsync(ByteBuf data) {
        byte[] bytes = new byte[data.readableBytes()];
        data.readBytes(bytes);
        CompletableFuture<Long> outcome = new CompletableFuture<>();
        connection.later(() -> append(bytes, outcome));
        return outcome;
    }

    private void append(byte[] bytes, CompletableFuture<Long> outcome) {
        if (failed) {
            fail(outcome, BKException.Code.LedgerClosedException);
        } else if (connection.isLost()) {
            storePerhaps(bytes);
            fail(outcome, BKException.Code.NotEnoughBookiesException);
        } else {
            append(bytes, outcome, connection.nextGroup());
        }
    }

    private void append(byte[] bytes, CompletableFuture<Long> outcome, Outcome answer) {
        if (ledger.deleted) {
            fail(outcome, BKException.Code.NoSuchLedgerExistsException);
        } else if (ledger.fenced || ledger.closed) {
            fail(outcome, BKException.Code.LedgerFencedException);
        } else {
            store(bytes, outcome, answer);
        }
    }

    private void store(byte[] bytes, CompletableFuture<Long> outcome, Outcome answer) {
        if (answer != Outcome.IS_LOST) {
            ledger.entries.add(bytes);
            ledger.acknowledged = ledger.entries.size();
            connection.changes().done();
        }
        if (answer == Outcome.SUCCEEDS) {
            outcome.complete(ledger.acknowledged - 1L);
        } else {
            fail(outcome, BKException.Code.NotEnoughBookiesException);
        }
    }

    /** Stores an entry whose answer is lost. The client may also close the ledger before it. */
    private void storePerhaps(byte[] bytes) {
        if (!ledger.closed && !ledger.fenced && connection.chance(2)) {
            ledger.entries.add(bytes);
        }
        if (!ledger.fenced && connection.chance(3)) {
            ledger.close();
        }
    }

    private void fail(CompletableFuture<Long> outcome, int code) {
        failed = true;
        outcome.completeExceptionally(BKException.create(code));
    }

    @Override
    public CompletableFuture<LedgerEntries> readAsync(long first, long last) {
        if (connection.isLost()) {
            return failure(BKException.Code.BookieHandleNotAvailableException);
        }
        if (ledger.deleted) {
            return failure(BKException.Code.NoSuchLedgerExistsException);
        }
        if (last >= ledger.entries.size()) {
            return failure(BKException.Code.NoSuchEntryException);
        }
        List<LedgerEntry> found = new ArrayList<>();
        for (long entry = first; entry <= last; entry++) {
            byte[] bytes = ledger.entries.get((int) entry);
            found.add(LedgerEntryImpl.create(ledger.id, entry, bytes.length, Unpooled.wrappedBuffer(bytes)));
        }
        return CompletableFuture.completedFuture(LedgerEntriesImpl.create(found));
    }

    private static <T> CompletableFuture<T> failure(int code) {
        return CompletableFuture.failedFuture(BKException.create(code));
    }

    @Override
    public CompletableFuture<LedgerEntries> readUnconfirmedAsync(long first, long last) {
        return readAsync(first, last);
    }

    @Override
    public CompletableFuture<Long> readLastAddConfirmedAsync() {
        return connection.isLost()
                ? failure(BKException.Code.BookieHandleNotAvailableException)
                : CompletableFuture.completedFuture(getLastAddConfirmed());
    }

    @Override
    public long getLastAddConfirmed() {
        return ledger.acknowledged - 1L;
    }

    @Override
    public boolean isClosed() {
        return ledger.closed;
    }

    @Override
    public CompletableFuture<Void> closeAsync() {
        if (!writes) {
            return CompletableFuture.completedFuture(null);
        }
        if (connection.isLost()) {
            return failure(BKException.Code.ZKException);
        }
        Outcome answer = connection.changes().next();
        if (answer != Outcome.IS_LOST) {
            if (!ledger.fenced) {
                ledger.close();
            }
            connection.changes().done();
        }
        return answer == Outcome.SUCCEEDS
                ? CompletableFuture.completedFuture(null)
                : failure(BKException.Code.ZKException);
    }

    @Override
    public long getLastAddPushed() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Long> tryReadLastAddConfirmedAsync() {
        throw new UnsupportedOperationException();
    }

    @Override
    public long getLength() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<LastConfirmedAndEntry> readLastAddConfirmedAndEntryAsync(
            long entry, long timeOutInMillis, boolean parallel) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> force() {
        throw new UnsupportedOperationException();
    }

    @Override
    public LedgerMetadata getLedgerMetadata() {
        throw new UnsupportedOperationException();
    }
}

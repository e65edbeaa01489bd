package io.ironjournal.internal;

import io.ironjournal.Cursor;
import io.ironjournal.EntryIterator;
import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalStats;
import io.ironjournal.RecoveryReport;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import io.ironjournal.cursor.CursorAdvance;
import io.ironjournal.format.CursorKey;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.StreamName;
import io.ironjournal.log.Write;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.write.EntriesWrite;
import io.ironjournal.write.EntryWrite;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** The journal as its parts make it: checks arguments, passes the gate, and hands on. */
final class JournalEngine implements Journal {

    private final EngineParts parts;
    private final OpenGate gate;
    private final CloseSignal closing = new CloseSignal();
    private final Transactions transactions;
    private final Cursors cursors;

    JournalEngine(EngineParts parts) {
        this.parts = parts;
        this.gate = new OpenGate(parts.storage().describe(""));
        this.transactions = new GatedTransactions(
                parts.transactions(),
                gate,
                new LossGuard(parts.losses(), parts.report()),
                this::requireOpenAndWorking,
                closing);
        this.cursors = new Cursors(this, parts, gate);
    }

    @Override
    public long append(String stream, byte[] entry) {
        checkEntry(stream, Objects.requireNonNull(entry, "entry").length);
        return commitSingle(stream, entry.clone());
    }

    @Override
    public long append(String stream, ByteBuffer entry) {
        checkEntry(stream, Objects.requireNonNull(entry, "entry").remaining());
        byte[] data = new byte[entry.remaining()];
        entry.get(entry.position(), data);
        return commitSingle(stream, data);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, byte[] entry) {
        checkEntry(stream, Objects.requireNonNull(entry, "entry").length);
        AppendFuture append = new AppendFuture(gate);
        gate.enter();
        boolean queued = false;
        try {
            requireWorking();
            Write write = asyncAppend(stream, entry.clone(), append);
            queued = true;
            parts.committer().submit(write);
        } catch (JournalException e) {
            append.failed(e);
        } finally {
            if (!queued) {
                gate.leave();
            }
        }
        return append.future();
    }

    private Write asyncAppend(String stream, byte[] data, AppendFuture append) {
        EntryBody compressed = EntryBodyBuilder.compressed(stream, data, parts.compression());
        return compressed == null
                ? parts.writes().entry(stream, data, singlesAreLazy(), append)
                : parts.writes().entries(compressed, singlesAreLazy(), append);
    }

    private void checkEntry(String stream, int length) {
        parts.limits().checkName(stream);
        parts.limits().checkEntry(stream, length);
    }

    private boolean singlesAreLazy() {
        return parts.mode() != SyncMode.STRICT;
    }

    /** Commits one entry, which belongs to the journal from now on. */
    long commitSingle(String stream, byte[] data) {
        EntryBody compressed = EntryBodyBuilder.compressed(stream, data, parts.compression());
        return compressed == null
                ? commitUncompressed(stream, data)
                : commit(compressed, singlesAreLazy()).rangeOf(stream).start();
    }

    private long commitUncompressed(String stream, byte[] data) {
        gate.enter();
        try {
            requireWorking();
            EntryWrite write = parts.writes().entry(stream, data, singlesAreLazy());
            parts.committer().execute(write);
            long id = write.id();
            parts.writes().takeBack(write);
            return id;
        } finally {
            gate.leave();
        }
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries) {
        byte[][] batch = Objects.requireNonNull(entries, "entries").toArray(new byte[0][]);
        int length = parts.limits().checkBatch(stream, batch);
        if (batch.length == 0) {
            long next = nextId(stream);
            return new IdRange(next, next);
        }
        EntryBody body = EntryBodyBuilder.batch(stream, batch, length, parts.compression());
        return commit(body, parts.mode() == SyncMode.ASYNC).rangeOf(stream);
    }

    /** Commits what was collected, as one record. Checkpoints and moves of cursors are forced in every mode. */
    EntriesWrite commit(EntryBodyBuilder builder) {
        EntryBody body = builder.build(new byte[0], parts.compression());
        return commit(body, parts.mode() == SyncMode.ASYNC && body.positions().isEmpty());
    }

    EngineParts parts() {
        return parts;
    }

    /** Makes a call that writes. */
    <T> T whileWorking(Supplier<T> call) {
        return whileOpen(() -> {
            requireWorking();
            return call.get();
        });
    }

    /** Makes a call while the journal is open. */
    <T> T whileOpen(Supplier<T> call) {
        gate.enter();
        try {
            return call.get();
        } finally {
            gate.leave();
        }
    }

    private EntriesWrite commit(EntryBody body, boolean lazy) {
        gate.enter();
        try {
            requireWorking();
            EntriesWrite write = parts.writes().entries(body, lazy);
            parts.committer().execute(write);
            return write;
        } finally {
            gate.leave();
        }
    }

    private void requireWorking() {
        parts.committer().requireWorking();
    }

    /** Fails when the journal is closed or has failed, so that nothing is buffered that cannot be committed. */
    void requireOpenAndWorking() {
        gate.requireOpen();
        requireWorking();
    }

    @Override
    public TxnWriter writer(String stream) {
        parts.limits().checkName(stream);
        gate.requireOpen();
        return new LocalTxnWriter(this, stream, parts.limits());
    }

    @Override
    public Optional<byte[]> get(String stream, long id) {
        requireNotNegative(id);
        gate.enter();
        try {
            return parts.reader().get(stream, id);
        } finally {
            gate.leave();
        }
    }

    @Override
    public EntryIterator iterate(String stream, long fromId) {
        requireNotNegative(fromId);
        gate.enter();
        try {
            return parts.reader().iterate(stream, fromId, gate::requireOpen);
        } finally {
            gate.leave();
        }
    }

    @Override
    public List<Optional<byte[]>> getBatch(String stream, long... ids) {
        for (long id : Objects.requireNonNull(ids, "ids")) {
            requireNotNegative(id);
        }
        gate.enter();
        try {
            return parts.reader().getBatch(stream, ids);
        } finally {
            gate.leave();
        }
    }

    @Override
    public EntryIterator follow(String stream, long fromId) {
        requireNotNegative(fromId);
        gate.enter();
        try {
            return parts.reader().follow(stream, fromId, gate::requireOpen);
        } finally {
            gate.leave();
        }
    }

    @Override
    public int truncate(String stream, long safeId) {
        requireNotNegative(safeId);
        gate.enter();
        try {
            requireWorking();
            return parts.retention().truncate(stream, safeId);
        } finally {
            gate.leave();
        }
    }

    @Override
    public boolean deleteStream(String stream) {
        parts.limits().checkName(stream);
        gate.enter();
        try {
            requireWorking();
            return parts.retention().delete(stream);
        } finally {
            gate.leave();
        }
    }

    private static void requireNotNegative(long id) {
        if (id < 0) {
            throw new IllegalArgumentException("id must not be negative: " + id);
        }
    }

    @Override
    public long firstId(String stream) {
        gate.enter();
        try {
            return parts.reader().firstId(stream);
        } finally {
            gate.leave();
        }
    }

    @Override
    public long nextId(String stream) {
        gate.enter();
        try {
            return parts.reader().nextId(stream);
        } finally {
            gate.leave();
        }
    }

    @Override
    public List<String> streams() {
        gate.enter();
        try {
            return parts.streams().names();
        } finally {
            gate.leave();
        }
    }

    /** Whatever has returned is durable already, and what is queued was queued before this note. */
    @Override
    public void sync() {
        gate.enter();
        try {
            requireWorking();
            parts.committer().execute(new io.ironjournal.log.DurableNote(true));
        } finally {
            gate.leave();
        }
    }

    @Override
    public Cursor cursor(String name, String stream) {
        CursorAdvance.checkName(name);
        StreamName.check(stream);
        return new LocalCursor(cursors, new CursorKey(name, stream));
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        Objects.requireNonNull(type, "type");
        gate.requireOpen();
        return type == Transactions.class ? Optional.of(type.cast(transactions)) : Optional.empty();
    }

    @Override
    public JournalStats stats() {
        return new StatsSnapshot(
                parts.committer().durable(),
                parts.committer().records(),
                parts.log().commits(),
                parts.log().retainedBytes(),
                parts.memory().used(),
                parts.branches().countInDoubt(),
                Optional.ofNullable(parts.committer().failure()));
    }

    @Override
    public RecoveryReport recoveryReport() {
        return parts.report();
    }

    @Override
    public CompletionStage<Throwable> failed() {
        return parts.background().failure();
    }

    @Override
    public void close() {
        if (!gate.close()) {
            closing.awaitEnd();
            return;
        }
        Runnable outcomes = parts.branches().close(parts.storage().describe(""));
        try {
            new EngineClosing(parts).close();
        } finally {
            closing.end();
            outcomes.run();
        }
    }

    @Override
    public String toString() {
        return "Journal[" + parts.storage().describe("") + (gate.closed() ? ", closed]" : "]");
    }
}

package io.ironjournal.internal;

import io.ironjournal.Entry;
import io.ironjournal.IdRange;
import io.ironjournal.JournalWriter;
import io.ironjournal.NewEntry;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import io.ironjournal.format.EntryBody;
import io.ironjournal.format.EntryBodyBuilder;
import io.ironjournal.format.Expectation;
import io.ironjournal.format.SectionCompression;
import io.ironjournal.format.StoredEntry;
import io.ironjournal.log.Committer;
import io.ironjournal.log.DurableNote;
import io.ironjournal.read.StreamReader;
import io.ironjournal.write.EntriesWrite;
import io.ironjournal.write.EntryWrite;
import io.ironjournal.write.StreamClaimedException;
import io.ironjournal.write.StreamWrites;
import io.ironjournal.write.WriteLimits;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Checks entries, creates writes for them, and passes the writes to the committer. */
final class EngineWriter implements JournalWriter {

    private final CallGate gate;
    private final WriteLimits limits;
    private final SectionCompression compression;
    private final SyncMode mode;
    private final StreamWrites writes;
    private final Committer committer;
    private final StreamReader reader;
    private final ClaimWait claims;
    private final EntryCommits commits;
    private final AsyncAppends async;

    EngineWriter(
            CallGate gate,
            WriteLimits limits,
            SectionCompression compression,
            SyncMode mode,
            StreamWrites writes,
            Committer committer,
            StreamReader reader,
            ClaimWait claims) {
        this.gate = gate;
        this.limits = limits;
        this.compression = compression;
        this.mode = mode;
        this.writes = writes;
        this.committer = committer;
        this.reader = reader;
        this.claims = claims;
        this.commits = new EntryCommits(gate, committer, claims, writes.durations());
        this.async = new AsyncAppends(gate, committer, claims);
    }

    @Override
    public long append(String stream, byte[] entry) {
        checkEntry(stream, Objects.requireNonNull(entry, "entry").length);
        return commitSingle(stream, entry.clone(), false);
    }

    @Override
    public long append(String stream, ByteBuffer entry) {
        checkEntry(stream, Objects.requireNonNull(entry, "entry").remaining());
        return commitSingle(stream, copy(entry), false);
    }

    private static byte[] copy(ByteBuffer entry) {
        byte[] data = new byte[entry.remaining()];
        entry.get(entry.position(), data);
        return data;
    }

    @Override
    public long append(String stream, NewEntry entry) {
        checkEntry(stream, Objects.requireNonNull(entry, "entry").data().length);
        return commitSingle(stream, entry);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, byte[] entry) {
        checkEntry(stream, Objects.requireNonNull(entry, "entry").length);
        return appendAsync(stream, entry.clone(), false);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, ByteBuffer entry) {
        checkEntry(stream, Objects.requireNonNull(entry, "entry").remaining());
        return appendAsync(stream, copy(entry), false);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, NewEntry entry) {
        checkEntry(stream, Objects.requireNonNull(entry, "entry").data().length);
        return appendAsync(stream, StoredEntry.encode(entry), !entry.headers().isEmpty());
    }

    /** Queues one entry. The array of its stored bytes belongs to the journal from now on. */
    CompletionStage<Long> appendAsync(String stream, byte[] stored, boolean headers) {
        return async.submit(stream, append -> {
            EntryBody compressed = EntryBodyBuilder.compressed(stream, stored, headers, compression);
            return compressed == null
                    ? writes.entry(stream, stored, headers, singlesAreLazy(), append)
                    : writes.entries(compressed, List.of(), singlesAreLazy(), append);
        });
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, byte[] entry, long expectedNextId) {
        return appendAsync(stream, NewEntry.of(entry), expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, NewEntry entry, long expectedNextId) {
        EntryBody body = collect(stream, List.of(Objects.requireNonNull(entry, "entry")));
        List<Expectation> expected = expect(stream, expectedNextId);
        return async.submit(stream, append -> writes.entries(body, expected, singlesAreLazy(), append));
    }

    StreamWrites writes() {
        return writes;
    }

    private void checkEntry(String stream, int length) {
        limits.checkName(stream);
        limits.checkEntry(stream, length);
    }

    private boolean singlesAreLazy() {
        return mode != SyncMode.STRICT;
    }

    /** Commits a copy of one entry. */
    long commitSingle(String stream, NewEntry entry) {
        return commitSingle(stream, StoredEntry.encode(entry), !entry.headers().isEmpty());
    }

    /** Commits one entry. The array of its stored bytes belongs to the journal from now on. */
    long commitSingle(String stream, byte[] stored, boolean headers) {
        EntryBody compressed = EntryBodyBuilder.compressed(stream, stored, headers, compression);
        return compressed == null
                ? commitUncompressed(stream, stored, headers)
                : commit(compressed, List.of(), singlesAreLazy())
                        .rangeOf(stream)
                        .start();
    }

    private long commitUncompressed(String stream, byte[] stored, boolean headers) {
        try {
            return tryCommit(stream, stored, headers);
        } catch (StreamClaimedException claimed) {
            return claims.again(claimed, () -> tryCommit(stream, stored, headers));
        }
    }

    private long tryCommit(String stream, byte[] stored, boolean headers) {
        gate.enter();
        try {
            gate.requireWorking();
            EntryWrite write = writes.entry(stream, stored, headers, singlesAreLazy());
            committer.execute(write);
            long id = write.id();
            writes.recycle(write);
            return id;
        } finally {
            gate.leave();
        }
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries) {
        byte[][] batch = Objects.requireNonNull(entries, "entries").toArray(new byte[0][]);
        int length = limits.checkBatch(stream, batch);
        if (batch.length == 0) {
            return emptyAtEnd(stream);
        }
        EntryBody body = EntryBodyBuilder.batch(stream, batch, length, compression);
        return commit(body, List.of(), mode == SyncMode.ASYNC).rangeOf(stream);
    }

    @Override
    public long append(String stream, byte[] entry, long expectedNextId) {
        return append(stream, NewEntry.of(Objects.requireNonNull(entry, "entry")), expectedNextId);
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries, long expectedNextId) {
        byte[][] batch = Objects.requireNonNull(entries, "entries").toArray(new byte[0][]);
        int length = limits.checkBatch(stream, batch);
        EntryBody body = batch.length == 0
                ? new EntryBodyBuilder().build(new byte[0], compression)
                : EntryBodyBuilder.batch(stream, batch, length, compression);
        commit(body, expect(stream, expectedNextId), mode == SyncMode.ASYNC);
        return new IdRange(expectedNextId, expectedNextId + batch.length);
    }

    @Override
    public long append(String stream, NewEntry entry, long expectedNextId) {
        EntryBody body = collect(stream, List.of(Objects.requireNonNull(entry, "entry")));
        commit(body, expect(stream, expectedNextId), singlesAreLazy());
        return expectedNextId;
    }

    @Override
    public IdRange appendEntries(String stream, List<NewEntry> entries) {
        EntryBody body = collect(stream, Objects.requireNonNull(entries, "entries"));
        if (body.sections().isEmpty()) {
            return emptyAtEnd(stream);
        }
        return commit(body, List.of(), mode == SyncMode.ASYNC).rangeOf(stream);
    }

    @Override
    public IdRange appendEntries(String stream, List<NewEntry> entries, long expectedNextId) {
        EntryBody body = collect(stream, Objects.requireNonNull(entries, "entries"));
        commit(body, expect(stream, expectedNextId), mode == SyncMode.ASYNC);
        return new IdRange(expectedNextId, expectedNextId + body.count());
    }

    private EntryBody collect(String stream, List<NewEntry> entries) {
        limits.checkName(stream);
        EntryBodyBuilder builder = new EntryBodyBuilder();
        for (NewEntry entry : entries) {
            limits.check(builder, stream, entry);
            builder.add(stream, entry);
        }
        return builder.build(new byte[0], compression);
    }

    @Override
    public long importEntries(String stream, Iterator<Entry> entries) {
        limits.checkName(stream);
        return importInto(stream, 0).copy(entries);
    }

    /** Begins an import into a stream, which may be that of a shard. Its first entry gets an id. */
    StreamImport importInto(String stream, long firstId) {
        return new StreamImport(this, limits, stream, firstId);
    }

    /** Commits the collected content by a write of the caller's choice. */
    void commit(EntryBodyBuilder builder, Function<EntryBody, EntriesWrite> write) {
        EntryBody body = builder.build(new byte[0], compression);
        commits.commit(() -> write.apply(body));
    }

    private IdRange emptyAtEnd(String stream) {
        long next = gate.whileOpen(() -> reader.nextId(stream));
        return new IdRange(next, next);
    }

    private static List<Expectation> expect(String stream, long nextId) {
        WriteLimits.requireId(nextId);
        return List.of(new Expectation(stream, nextId));
    }

    /** Commits the collected content as one record. Checkpoints and cursor moves are forced in every mode. */
    EntriesWrite commit(EntryBodyBuilder builder) {
        EntryBody body = builder.build(new byte[0], compression);
        return commit(
                body,
                builder.expectations(),
                mode == SyncMode.ASYNC && !body.positions().mustBeForced());
    }

    /** Commits entries of a producer unless their sequence is already written. */
    EntriesWrite produce(EntryBodyBuilder builder, boolean single) {
        EntryBody body = builder.build(new byte[0], compression);
        boolean lazy = single ? singlesAreLazy() : mode == SyncMode.ASYNC;
        return commits.commit(() -> writes.produce(body, lazy));
    }

    private EntriesWrite commit(EntryBody body, List<Expectation> expectations, boolean lazy) {
        return commits.commit(() -> writes.entries(body, expectations, null, lazy));
    }

    @Override
    public TxnWriter writer(String stream) {
        limits.checkName(stream);
        gate.requireOpen();
        return new LocalTxnWriter(new LocalTransaction<>(this, gate), stream, limits);
    }

    /** Forces. Every acknowledged write is durable already, or was queued before this write. */
    @Override
    public void sync() {
        gate.whileWorking(() -> {
            committer.execute(new DurableNote(true));
            return true;
        });
    }
}

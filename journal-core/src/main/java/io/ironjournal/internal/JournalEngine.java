package io.ironjournal.internal;

import io.ironjournal.BackupOptions;
import io.ironjournal.BackupReport;
import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.EntryView;
import io.ironjournal.EntryViewIterator;
import io.ironjournal.IdRange;
import io.ironjournal.JournalStats;
import io.ironjournal.NewEntry;
import io.ironjournal.RecoveryReport;
import io.ironjournal.RetentionReport;
import io.ironjournal.StreamsIterator;
import io.ironjournal.TxnWriter;
import io.ironjournal.backup.HotBackup;
import io.ironjournal.spi.transaction.Transactions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The journal, composed of its roles. */
final class JournalEngine extends PositionRoles {

    private final CallGate gate;
    private final EngineWriter writer;
    private final EngineReader reader;
    private final EngineRetention retention;
    private final EngineBackup backup;
    private final EngineMonitor monitor;
    private final Transactions transactions;
    private final EngineClosing closing;

    JournalEngine(
            CallGate gate,
            EngineWriter writer,
            EngineReader reader,
            EngineCursors cursors,
            EngineProducers producers,
            EngineRetention retention,
            EngineBackup backup,
            EngineMonitor monitor,
            Transactions transactions,
            EngineClosing closing) {
        super(cursors, producers);
        this.gate = gate;
        this.writer = writer;
        this.reader = reader;
        this.retention = retention;
        this.backup = backup;
        this.monitor = monitor;
        this.transactions = transactions;
        this.closing = closing;
    }

    EngineWriter writer() {
        return writer;
    }

    @Override
    public long append(String stream, byte[] entry) {
        return writer.append(stream, entry);
    }

    @Override
    public long append(String stream, ByteBuffer entry) {
        return writer.append(stream, entry);
    }

    @Override
    public long append(String stream, byte[] entry, long expectedNextId) {
        return writer.append(stream, entry, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, byte[] entry) {
        return writer.appendAsync(stream, entry);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, ByteBuffer entry) {
        return writer.appendAsync(stream, entry);
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries) {
        return writer.appendBatch(stream, entries);
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries, long expectedNextId) {
        return writer.appendBatch(stream, entries, expectedNextId);
    }

    @Override
    public long append(String stream, NewEntry entry) {
        return writer.append(stream, entry);
    }

    @Override
    public long append(String stream, NewEntry entry, long expectedNextId) {
        return writer.append(stream, entry, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, NewEntry entry) {
        return writer.appendAsync(stream, entry);
    }

    @Override
    public IdRange appendEntries(String stream, List<NewEntry> entries) {
        return writer.appendEntries(stream, entries);
    }

    @Override
    public IdRange appendEntries(String stream, List<NewEntry> entries, long expectedNextId) {
        return writer.appendEntries(stream, entries, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, byte[] entry, long expectedNextId) {
        return writer.appendAsync(stream, entry, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, NewEntry entry, long expectedNextId) {
        return writer.appendAsync(stream, entry, expectedNextId);
    }

    @Override
    public long importEntries(String stream, Iterator<Entry> entries) {
        return writer.importEntries(stream, entries);
    }

    @Override
    public TxnWriter writer(String stream) {
        return writer.writer(stream);
    }

    @Override
    public void sync() {
        writer.sync();
    }

    @Override
    public Optional<byte[]> get(String stream, long id) {
        return reader.get(stream, id);
    }

    @Override
    public List<Optional<byte[]>> getBatch(String stream, long... ids) {
        return reader.getBatch(stream, ids);
    }

    @Override
    public <R> Optional<R> read(String stream, long id, Function<? super EntryView, ? extends @Nullable R> function) {
        return reader.read(stream, id, function);
    }

    @Override
    public EntryViewIterator iterateViews(String stream, long fromId) {
        return reader.iterateViews(stream, fromId);
    }

    @Override
    public EntryIterator iterate(String stream, long fromId) {
        return reader.iterate(stream, fromId);
    }

    @Override
    public EntryIterator iterate(String stream, Instant from) {
        return reader.iterate(stream, from);
    }

    @Override
    public EntryIterator iterateBackwards(String stream, long endId) {
        return reader.iterateBackwards(stream, endId);
    }

    @Override
    public EntryIterator follow(String stream, long fromId) {
        return reader.follow(stream, fromId);
    }

    @Override
    public StreamsIterator follow(Set<String> streams, ToLongFunction<String> fromId) {
        return reader.follow(streams, fromId);
    }

    @Override
    public StreamsIterator followMatching(Predicate<String> names, ToLongFunction<String> fromId) {
        return reader.followMatching(names, fromId);
    }

    @Override
    public EntryIterator follow(String stream, Instant from) {
        return reader.follow(stream, from);
    }

    @Override
    public long firstIdAt(String stream, Instant time) {
        return reader.firstIdAt(stream, time);
    }

    @Override
    public long firstId(String stream) {
        return reader.firstId(stream);
    }

    @Override
    public long nextId(String stream) {
        return reader.nextId(stream);
    }

    @Override
    public List<String> streams() {
        return reader.streams();
    }

    @Override
    public int truncate(String stream, long safeId) {
        return retention.truncate(stream, safeId);
    }

    @Override
    public boolean deleteStream(String stream) {
        return retention.deleteStream(stream);
    }

    @Override
    public long restoreArchived(String stream, long fromId) {
        return retention.restoreArchived(stream, fromId);
    }

    @Override
    public RetentionReport applyRetention() {
        return retention.applyRetention();
    }

    @Override
    public OptionalLong freeDiskSpace() {
        return monitor.freeDiskSpace();
    }

    @Override
    public BackupReport backup(Path to) {
        return backup.backup(to, BackupOptions.full());
    }

    @Override
    public BackupReport backup(Path to, BackupOptions options) {
        return backup.backup(to, options);
    }

    @Override
    public JournalStats stats() {
        return monitor.stats();
    }

    @Override
    public RecoveryReport recoveryReport() {
        return monitor.recoveryReport();
    }

    @Override
    public CompletionStage<Throwable> failed() {
        return monitor.failed();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        Objects.requireNonNull(type, "type");
        gate.requireOpen();
        if (type == HotBackup.class) {
            return Optional.of(type.cast(backup.requireLogInDirectory()));
        }
        return type == Transactions.class ? Optional.of(type.cast(transactions)) : Optional.empty();
    }

    @Override
    public void close() {
        closing.close();
    }

    @Override
    public String toString() {
        return gate.toString();
    }
}

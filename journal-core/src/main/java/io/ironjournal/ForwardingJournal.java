package io.ironjournal;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Forwards every call to another journal, also calls of methods that a later release adds. Each method calls only {@link
 * #delegate()} and the same method of that journal. So a decorator that changes {@code append} overrides all variants.
 *
 * @since 0.1.0
 */
public abstract class ForwardingJournal implements Journal {

    // The class is longer than 300 lines because it has one method for each method of Journal. It contains nothing
    // else.

    /**
     * Creates the decorator.
     *
     * @since 0.1.0
     */
    protected ForwardingJournal() {}

    /**
     * Returns the journal that receives the calls. Every call of another method calls this method once.
     *
     * @return the underlying journal; never null
     * @since 0.1.0
     */
    protected abstract Journal delegate();

    @Override
    public long append(String stream, byte[] entry) {
        return delegate().append(stream, entry);
    }

    @Override
    public long append(String stream, ByteBuffer entry) {
        return delegate().append(stream, entry);
    }

    @Override
    public long append(String stream, byte[] entry, long expectedNextId) {
        return delegate().append(stream, entry, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, byte[] entry) {
        return delegate().appendAsync(stream, entry);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, ByteBuffer entry) {
        return delegate().appendAsync(stream, entry);
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries) {
        return delegate().appendBatch(stream, entries);
    }

    @Override
    public IdRange appendBatch(String stream, List<byte[]> entries, long expectedNextId) {
        return delegate().appendBatch(stream, entries, expectedNextId);
    }

    @Override
    public long append(String stream, NewEntry entry) {
        return delegate().append(stream, entry);
    }

    @Override
    public long append(String stream, NewEntry entry, long expectedNextId) {
        return delegate().append(stream, entry, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, NewEntry entry) {
        return delegate().appendAsync(stream, entry);
    }

    @Override
    public IdRange appendEntries(String stream, List<NewEntry> entries) {
        return delegate().appendEntries(stream, entries);
    }

    @Override
    public IdRange appendEntries(String stream, List<NewEntry> entries, long expectedNextId) {
        return delegate().appendEntries(stream, entries, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, byte[] entry, long expectedNextId) {
        return delegate().appendAsync(stream, entry, expectedNextId);
    }

    @Override
    public CompletionStage<Long> appendAsync(String stream, NewEntry entry, long expectedNextId) {
        return delegate().appendAsync(stream, entry, expectedNextId);
    }

    @Override
    public long importEntries(String stream, Iterator<Entry> entries) {
        return delegate().importEntries(stream, entries);
    }

    @Override
    public TxnWriter writer(String stream) {
        return delegate().writer(stream);
    }

    @Override
    public void sync() {
        delegate().sync();
    }

    @Override
    public Optional<byte[]> get(String stream, long id) {
        return delegate().get(stream, id);
    }

    @Override
    public List<Optional<byte[]>> getBatch(String stream, long... ids) {
        return delegate().getBatch(stream, ids);
    }

    @Override
    public <R> Optional<R> read(String stream, long id, Function<? super EntryView, ? extends @Nullable R> function) {
        return delegate().read(stream, id, function);
    }

    @Override
    public EntryViewIterator iterateViews(String stream, long fromId) {
        return delegate().iterateViews(stream, fromId);
    }

    @Override
    public EntryIterator iterate(String stream, long fromId) {
        return delegate().iterate(stream, fromId);
    }

    @Override
    public EntryIterator iterate(String stream, Instant from) {
        return delegate().iterate(stream, from);
    }

    @Override
    public EntryIterator iterateBackwards(String stream, long endId) {
        return delegate().iterateBackwards(stream, endId);
    }

    @Override
    public EntryIterator follow(String stream, long fromId) {
        return delegate().follow(stream, fromId);
    }

    @Override
    public StreamsIterator follow(Set<String> streams, ToLongFunction<String> fromId) {
        return delegate().follow(streams, fromId);
    }

    @Override
    public StreamsIterator followMatching(Predicate<String> names, ToLongFunction<String> fromId) {
        return delegate().followMatching(names, fromId);
    }

    @Override
    public EntryIterator follow(String stream, Instant from) {
        return delegate().follow(stream, from);
    }

    @Override
    public long firstIdAt(String stream, Instant time) {
        return delegate().firstIdAt(stream, time);
    }

    @Override
    public long firstId(String stream) {
        return delegate().firstId(stream);
    }

    @Override
    public long nextId(String stream) {
        return delegate().nextId(stream);
    }

    @Override
    public List<String> streams() {
        return delegate().streams();
    }

    @Override
    public Cursor cursor(String name, String stream) {
        return delegate().cursor(name, stream);
    }

    @Override
    public List<CursorInfo> cursors() {
        return delegate().cursors();
    }

    @Override
    public void resetCursor(String name, String stream, long id) {
        delegate().resetCursor(name, stream, id);
    }

    @Override
    public long resetCursor(String name, String stream, Instant time) {
        return delegate().resetCursor(name, stream, time);
    }

    @Override
    public boolean deleteCursor(String name, String stream) {
        return delegate().deleteCursor(name, stream);
    }

    @Override
    public Producer producer(String name) {
        return delegate().producer(name);
    }

    @Override
    public List<ProducerInfo> producers() {
        return delegate().producers();
    }

    @Override
    public boolean deleteProducer(String name) {
        return delegate().deleteProducer(name);
    }

    @Override
    public int truncate(String stream, long safeId) {
        return delegate().truncate(stream, safeId);
    }

    @Override
    public boolean deleteStream(String stream) {
        return delegate().deleteStream(stream);
    }

    @Override
    public long restoreArchived(String stream, long fromId) {
        return delegate().restoreArchived(stream, fromId);
    }

    @Override
    public RetentionReport applyRetention() {
        return delegate().applyRetention();
    }

    @Override
    public OptionalLong freeDiskSpace() {
        return delegate().freeDiskSpace();
    }

    @Override
    public BackupReport backup(Path to) {
        return delegate().backup(to);
    }

    @Override
    public BackupReport backup(Path to, BackupOptions options) {
        return delegate().backup(to, options);
    }

    @Override
    public JournalStats stats() {
        return delegate().stats();
    }

    @Override
    public RecoveryReport recoveryReport() {
        return delegate().recoveryReport();
    }

    @Override
    public CompletionStage<Throwable> failed() {
        return delegate().failed();
    }

    @Override
    public <T> Optional<T> unwrap(Class<T> type) {
        return delegate().unwrap(type);
    }

    @Override
    public void close() {
        delegate().close();
    }

    /** Returns the name of the decorator's class and the text of the underlying journal. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + delegate() + "]";
    }
}

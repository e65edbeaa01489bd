package io.ironjournal.checkpoint;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.format.CheckpointFileHeader;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.FileState;
import io.ironjournal.format.FlushMark;
import io.ironjournal.memtable.MemtableMemory;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * All checkpoints of a journal, in the order of their cuts. A new checkpoint and its offsets stay in memory until the
 * flusher writes them to the file. Until then, the log has them.
 */
public final class CheckpointTable implements Closeable {

    private final CheckpointFile file;
    private final MemtableMemory memory;
    private final int shards;

    /** Held briefly, never while a file is read or written. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Used under the lock. */
    private final CheckpointIndex index = new CheckpointIndex();

    private final Deque<CheckpointEntry> pending = new ArrayDeque<>();
    private boolean rewriteNeeded;

    /**
     * Creates a table without checkpoints.
     *
     * @param memory accounts for checkpoints that are not in the file
     * @param shards the number of shards
     */
    public CheckpointTable(CheckpointFile file, MemtableMemory memory, int shards) {
        this.file = file;
        this.memory = memory;
        this.shards = shards;
    }

    /**
     * Loads the checkpoints in the file below the flush mark. Records above it are replayed later.
     *
     * @param mark the flush mark that relies on the file
     * @param logEnd the LSN of the log end
     * @throws io.ironjournal.CorruptionException if the file is missing, an older copy, or damaged in its forced part
     */
    public void load(FlushMark mark, long logEnd) throws IOException {
        file.load(mark.checkpoints(), mark.flushed(), logEnd, index::put);
    }

    /** Has the file rewritten after a recorded loss. */
    public void rewriteAfterLoss() {
        lock.lock();
        try {
            index.clear();
            rewriteNeeded = true;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the state of the file that a flush mark may rely on. */
    public FileState fileState() {
        return file.state();
    }

    /** Adds a checkpoint, in the order of the log. Its memory is already accounted for. */
    public void add(byte[] id, ConsistentCut cut, long lsn) {
        CheckpointEntry entry = CheckpointEntry.inMemory(id, cut, lsn);
        lock.lock();
        try {
            index.put(entry);
            pending.add(entry);
        } finally {
            lock.unlock();
        }
    }

    /** Discards all checkpoints whose cuts are below an LSN, in the order of the log. */
    public void removeBelow(long lsn) {
        lock.lock();
        try {
            index.removeBelow(lsn);
            rewriteNeeded = true;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the checkpoint of an id. */
    public Optional<LoadedCheckpoint> find(byte[] id) throws IOException {
        return load(() -> index.find(id));
    }

    /** Returns the checkpoint whose cut is at an LSN. */
    public Optional<LoadedCheckpoint> find(long lsn) throws IOException {
        return load(() -> index.find(lsn));
    }

    /** Returns the checkpoint with the newest cut. */
    public Optional<LoadedCheckpoint> latest() throws IOException {
        return load(index::latest);
    }

    @Nullable
    CheckpointEntry newest() {
        return find(index::latest);
    }

    /** Loads the checkpoint that a search finds. If it is discarded in the meantime, searches again. */
    private Optional<LoadedCheckpoint> load(Supplier<@Nullable CheckpointEntry> finder) throws IOException {
        while (true) {
            CheckpointEntry entry = find(finder);
            if (entry == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(new LoadedCheckpoint(entry.id().clone(), entry.at(), file.offsets(entry)));
            } catch (ChecksumMismatchException e) {
                if (find(finder) == entry) {
                    throw e;
                }
            }
        }
    }

    private @Nullable CheckpointEntry find(Supplier<@Nullable CheckpointEntry> finder) {
        lock.lock();
        try {
            return finder.get();
        } finally {
            lock.unlock();
        }
    }

    /** Returns all checkpoints, oldest first. */
    public List<CheckpointSummary> list() {
        lock.lock();
        try {
            List<CheckpointSummary> listed = new ArrayList<>(index.count());
            index.all()
                    .forEach(
                            entry -> listed.add(new CheckpointSummary(entry.id().clone(), entry.at(), entry.lsn())));
            return listed;
        } finally {
            lock.unlock();
        }
    }

    public int count() {
        lock.lock();
        try {
            return index.count();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the LSN below which no checkpoint remains if this number of the newest are kept. */
    long keptFrom(int keepLatest) {
        lock.lock();
        try {
            return index.keptFrom(keepLatest);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes checkpoints that are not in the file yet, without forcing them. Used by the flusher.
     *
     * @param born the LSN up to which the log is forced, for a new file
     */
    public void write(long born) throws IOException {
        List<CheckpointEntry> unwritten;
        List<CheckpointEntry> target;
        boolean rewrite;
        lock.lock();
        try {
            rewrite = rewriteNeeded || file.hasTrailingBytes() || (file.mustRewrite() && !pending.isEmpty());
            unwritten = List.copyOf(pending);
            target = rewrite
                    ? List.copyOf(index.all())
                    : unwritten.stream().filter(index::isCurrent).toList();
            rewriteNeeded = false;
        } finally {
            lock.unlock();
        }
        boolean done = false;
        try {
            if (rewrite) {
                file.replace(target, born).forEach(this::remove);
            } else {
                file.append(target);
            }
            done = true;
        } finally {
            if (done) {
                removePending(unwritten);
            } else if (rewrite) {
                requestRewrite();
            }
        }
    }

    /** Forgets a checkpoint that can no longer be read. */
    private void remove(CheckpointEntry damaged) {
        lock.lock();
        try {
            index.remove(damaged);
        } finally {
            lock.unlock();
        }
    }

    /** Has the file rewritten if it contains discarded checkpoints. */
    void compact() {
        lock.lock();
        try {
            long live = index.all().stream()
                    .mapToLong(entry -> CheckpointRecord.size(entry.id().length, shards))
                    .sum();
            rewriteNeeded |= file.size() > CheckpointFileHeader.SIZE + live;
        } finally {
            lock.unlock();
        }
    }

    private void removePending(List<CheckpointEntry> entries) {
        long bytes = 0;
        lock.lock();
        try {
            for (CheckpointEntry written : entries) {
                pending.remove();
                bytes += ConsistentCut.memory(written.id().length, shards);
            }
        } finally {
            lock.unlock();
        }
        if (bytes > 0) {
            memory.release(bytes);
        }
    }

    private void requestRewrite() {
        lock.lock();
        try {
            rewriteNeeded = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes the file contain all checkpoints so far, and forces it. Used by the flusher.
     *
     * @param born the LSN up to which the log is forced, for a new file
     */
    public void force(long born) throws IOException {
        write(born);
        file.force();
    }

    /** Returns the size of the file in bytes. */
    long fileSize() {
        return file.size();
    }

    /** Returns the size of the file with all checkpoints that are to be written to it. */
    long expectedFileSize() {
        lock.lock();
        try {
            long unwritten = pending.stream()
                    .filter(index::isCurrent)
                    .mapToLong(entry -> CheckpointRecord.size(entry.id().length, shards))
                    .sum();
            long written = file.size();
            return unwritten > 0 && written == 0 ? CheckpointFileHeader.SIZE + unwritten : written + unwritten;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}

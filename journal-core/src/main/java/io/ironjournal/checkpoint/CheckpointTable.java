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
 * All checkpoints of a journal, in the order of their cuts. A new one waits here, with its offsets, until the flusher
 * writes it to the file; the log has it meanwhile.
 */
public final class CheckpointTable implements Closeable {

    private final CheckpointFile file;
    private final MemtableMemory memory;
    private final int shards;

    /** Held for moments, never while a file is read or written. */
    private final ReentrantLock lock = new ReentrantLock();

    /** Used under the lock. */
    private final CheckpointIndex index = new CheckpointIndex();

    private final Deque<CheckpointEntry> pending = new ArrayDeque<>();
    private boolean compacted;

    /**
     * Starts without any checkpoint.
     *
     * @param memory accounts for checkpoints that are not in the file
     * @param shards how many shards there are
     */
    public CheckpointTable(CheckpointFile file, MemtableMemory memory, int shards) {
        this.file = file;
        this.memory = memory;
        this.shards = shards;
    }

    /**
     * Takes up what the file has below the flush mark; records above it are replayed over that.
     *
     * @param mark what it relies on
     * @param logEnd where the log ends
     * @throws io.ironjournal.CorruptionException when the file is missing, an older copy, or damaged in what was forced
     */
    public void load(FlushMark mark, long logEnd) throws IOException {
        file.load(mark.checkpoints(), mark.flushed(), logEnd, index::put);
    }

    /** Has the file written again after a recorded loss. */
    public void beginAgain() {
        lock.lock();
        try {
            index.clear();
            compacted = true;
        } finally {
            lock.unlock();
        }
    }

    /** The file that a flush mark may rely on. */
    public FileState fileState() {
        return file.state();
    }

    /** Makes a checkpoint, in the order of the log. The memory for it is accounted for already. */
    public void add(byte[] id, ConsistentCut cut, long lsn) {
        CheckpointEntry held = CheckpointEntry.inMemory(id, cut, lsn);
        lock.lock();
        try {
            index.put(held);
            pending.add(held);
        } finally {
            lock.unlock();
        }
    }

    /** Gives up all checkpoints whose cuts are below an LSN, in the order of the log. */
    public void dropBelow(long lsn) {
        lock.lock();
        try {
            index.removeBelow(lsn);
            compacted = true;
        } finally {
            lock.unlock();
        }
    }

    /** The checkpoint of an id. */
    public Optional<LoadedCheckpoint> find(byte[] id) throws IOException {
        return load(() -> index.find(id));
    }

    /** The checkpoint whose cut is at an LSN. */
    public Optional<LoadedCheckpoint> find(long lsn) throws IOException {
        return load(() -> index.find(lsn));
    }

    /** The checkpoint whose cut is the newest. */
    public Optional<LoadedCheckpoint> latest() throws IOException {
        return load(index::latest);
    }

    /** Loads what is found. If it is given up meanwhile, the file may no longer have it: then looks again. */
    private Optional<LoadedCheckpoint> load(Supplier<@Nullable CheckpointEntry> finder) throws IOException {
        while (true) {
            CheckpointEntry held = find(finder);
            if (held == null) {
                return Optional.empty();
            }
            try {
                return Optional.of(new LoadedCheckpoint(held.id().clone(), held.at(), file.offsets(held)));
            } catch (ChecksumMismatchException e) {
                if (find(finder) == held) {
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

    /** All of them, oldest first. */
    public List<CheckpointSummary> list() {
        lock.lock();
        try {
            List<CheckpointSummary> listed = new ArrayList<>(index.count());
            index.all()
                    .forEach(held -> listed.add(new CheckpointSummary(held.id().clone(), held.at(), held.lsn())));
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

    /** The LSN below which nothing remains if so many of the newest are kept. */
    long keptFrom(int keepLatest) {
        lock.lock();
        try {
            return index.keptFrom(keepLatest);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Writes what is not in the file yet, unforced; used by the flusher.
     *
     * @param born the LSN up to which the log is forced, for a file that is made new
     */
    public void write(long born) throws IOException {
        List<CheckpointEntry> unwritten;
        List<CheckpointEntry> target;
        boolean rewrite;
        lock.lock();
        try {
            rewrite = compacted || file.leftOut() || (file.mustRewrite() && !pending.isEmpty());
            unwritten = List.copyOf(pending);
            target = rewrite
                    ? List.copyOf(index.all())
                    : unwritten.stream().filter(index::isCurrent).toList();
            compacted = false;
        } finally {
            lock.unlock();
        }
        boolean done = false;
        try {
            if (rewrite) {
                file.replace(target, born).forEach(this::giveUp);
            } else {
                file.append(target);
            }
            done = true;
        } finally {
            if (done) {
                written(unwritten);
            } else if (rewrite) {
                compactAgain();
            }
        }
    }

    /** Forgets a checkpoint that cannot be read any more. */
    private void giveUp(CheckpointEntry damaged) {
        lock.lock();
        try {
            index.remove(damaged);
        } finally {
            lock.unlock();
        }
    }

    /** Has the file written anew if it holds more than what counts. */
    void reclaim() {
        lock.lock();
        try {
            long live = index.all().stream()
                    .mapToLong(held -> CheckpointRecord.size(held.id().length, shards))
                    .sum();
            compacted |= file.size() > CheckpointFileHeader.SIZE + live;
        } finally {
            lock.unlock();
        }
    }

    private void written(List<CheckpointEntry> held) {
        long bytes = 0;
        lock.lock();
        try {
            for (CheckpointEntry written : held) {
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

    private void compactAgain() {
        lock.lock();
        try {
            compacted = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Makes the file hold all checkpoints so far, forced; used by the flusher.
     *
     * @param born the LSN up to which the log is forced, for a file that is made new
     */
    public void force(long born) throws IOException {
        write(born);
        file.force();
    }

    /** Bytes of the file as it is. */
    long fileSize() {
        return file.size();
    }

    /** Bytes of the file with all checkpoints that are to be written to it. */
    long sizeToBe() {
        lock.lock();
        try {
            long unwritten = pending.stream()
                    .filter(index::isCurrent)
                    .mapToLong(held -> CheckpointRecord.size(held.id().length, shards))
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

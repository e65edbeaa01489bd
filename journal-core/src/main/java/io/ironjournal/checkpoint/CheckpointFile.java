package io.ironjournal.checkpoint;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.format.CheckpointFileHeader;
import io.ironjournal.format.FileState;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.ForceFailures;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import io.ironjournal.io.WritableFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code checkpoints.log}. Checkpoints are appended while all of the file is known to be forced, or was
 * written by this process. The file is replaced as a whole when checkpoints were discarded, when an append failed, or
 * when unforced bytes of an earlier process follow the flush mark. The flush mark says how much of the file was forced.
 */
public final class CheckpointFile implements Closeable {

    public static final String PATH = "checkpoints.log";

    /** What is forced, for error messages. */
    private static final String DESCRIPTION = "the checkpoints";

    private static final String TEMPORARY = "checkpoints.log.new";
    private static final String REMEDY = " Restore it from a copy. If there is none, open with the corruptionPolicy"
            + " TRUNCATE, which records the loss and continues without the checkpoints in it.";

    private final Storage storage;
    private final Manifest manifest;
    private final CheckpointRecords records;

    /** Held while the file is read or written. */
    private final ReentrantLock lock = new ReentrantLock();

    private @Nullable WritableFile out;
    private @Nullable ReadableFile in;
    private volatile FileState state = FileState.NONE;
    private long born;
    private volatile long end;
    private volatile boolean mustRewrite = true;
    private volatile boolean hasTrailingBytes;
    private boolean unforced;

    public CheckpointFile(Storage storage, Manifest manifest) {
        this.storage = storage;
        this.manifest = manifest;
        this.records = new CheckpointRecords(manifest.shardCount(), storage.describe(PATH));
    }

    /**
     * Reads the checkpoints below the flush mark. Those above it may be in the page cache only, and are also in the
     * log.
     *
     * @param expected the file that the newest flush mark relies on
     * @param logEnd the LSN of the log end
     * @throws io.ironjournal.CorruptionException if the file is missing, an older copy, or damaged in its forced part
     */
    void load(FileState expected, long flushed, long logEnd, Consumer<CheckpointEntry> target) throws IOException {
        if (!storage.exists(PATH)) {
            if (expected.exists()) {
                throw new SegmentNotFoundException(
                        storage.describe(PATH) + " is missing, although the commit log relies on it." + REMEDY,
                        ErrorContext.ofFile(storage.describe(PATH)),
                        null);
            }
            return;
        }
        ReadableFile file = storage.openForRead(PATH);
        boolean loaded = false;
        try {
            load(file, expected, flushed, logEnd, target);
            in = file;
            loaded = true;
        } finally {
            if (!loaded) {
                file.close();
            }
        }
    }

    private void load(
            ReadableFile file, FileState expected, long flushed, long logEnd, Consumer<CheckpointEntry> target)
            throws IOException {
        CheckpointScan scan = new CheckpointScan(file, manifest, storage.describe(PATH));
        String contradiction = expected.contradiction(scan.header().born(), file.size(), logEnd);
        if (contradiction != null) {
            throw new CorruptionException(
                    storage.describe(PATH) + " " + contradiction + "." + REMEDY,
                    ErrorContext.ofFile(storage.describe(PATH)),
                    null);
        }
        scan.readBelow(flushed, expected.proven(scan.header().born()), target);
        born = scan.header().born();
        end = scan.end();
        state = expected.isUnknown() ? FileState.NONE : expected;
        // If the file is newer than the one that the mark relies on, its name may not be durable.
        hasTrailingBytes = end != file.size() || born != expected.born();
        mustRewrite = hasTrailingBytes;
        if (!mustRewrite) {
            out = storage.openForWrite(PATH);
        }
    }

    /** Returns the state of the file that a flush mark may rely on. */
    FileState state() {
        return state;
    }

    /** Returns whether the file ends in invalid bytes, which a later mark could make valid. */
    boolean hasTrailingBytes() {
        return hasTrailingBytes;
    }

    /** Returns whether the next checkpoint needs a new file. */
    boolean mustRewrite() {
        return mustRewrite;
    }

    long size() {
        return end;
    }

    /** Appends checkpoints, without forcing them. */
    void append(List<CheckpointEntry> added) throws IOException {
        if (added.isEmpty()) {
            return;
        }
        lock.lock();
        boolean complete = false;
        try {
            WritableFile file = out;
            if (file == null) {
                throw new IllegalStateException("There is no file to append to");
            }
            long[] positions = records.write(file, end, added, in);
            unforced = true;
            storePositions(added, positions);
            complete = true;
        } finally {
            mustRewrite = !complete;
            lock.unlock();
        }
    }

    /**
     * Writes all checkpoints to a new file, forces it, and renames it over the old one.
     *
     * @param newBorn the LSN up to which the log is forced
     * @return the checkpoints that are damaged in the old file, and missing in the new one
     */
    List<CheckpointEntry> replace(List<CheckpointEntry> all, long newBorn) throws IOException {
        lock.lock();
        try {
            storage.delete(TEMPORARY);
            long[] positions;
            WritableFile file = storage.create(TEMPORARY);
            try {
                ByteBuffer header =
                        ByteBuffer.allocate(CheckpointFileHeader.SIZE).order(ByteOrder.LITTLE_ENDIAN);
                new CheckpointFileHeader(manifest, newBorn).encode(header);
                file.write(0, header.flip());
                positions = records.write(file, CheckpointFileHeader.SIZE, all, in);
                file.force();
            } catch (IOException | RuntimeException | Error e) {
                file.close();
                storage.delete(TEMPORARY);
                throw e;
            }
            storage.rename(TEMPORARY, PATH);
            ForceFailures.run(DESCRIPTION, () -> storage.forceDirectory(""));
            closeFiles();
            out = file;
            in = storage.openForRead(PATH);
            born = newBorn;
            end = CheckpointFileHeader.SIZE;
            storePositions(all, positions);
            mustRewrite = false;
            hasTrailingBytes = false;
            unforced = false;
            state = new FileState(born, end);
            return all.stream()
                    .filter(entry -> entry.position() == CheckpointRecords.DAMAGED)
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void storePositions(List<CheckpointEntry> entries, long[] positions) {
        for (int i = 0; i < entries.size(); i++) {
            entries.get(i).movedToFile(positions[i]);
        }
        end = positions[entries.size()];
    }

    /** Makes appended checkpoints durable. */
    void force() throws IOException {
        lock.lock();
        try {
            WritableFile file = out;
            if (unforced && file != null) {
                ForceFailures.run(DESCRIPTION, file::force);
                unforced = false;
                state = new FileState(born, end);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Returns the offsets of a checkpoint, from memory or from the file. */
    long[] offsets(CheckpointEntry entry) throws IOException {
        lock.lock();
        try {
            return records.offsets(entry, in).clone();
        } finally {
            lock.unlock();
        }
    }

    private void closeFiles() throws IOException {
        if (out != null) {
            out.close();
        }
        if (in != null) {
            in.close();
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closeFiles();
        } finally {
            lock.unlock();
        }
    }
}

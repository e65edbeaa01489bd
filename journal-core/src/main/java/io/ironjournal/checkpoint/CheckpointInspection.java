package io.ironjournal.checkpoint;

import io.ironjournal.ChecksumMismatchException;
import io.ironjournal.CorruptionException;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.UnsupportedFormatException;
import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.FileFinding;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.ReadableFile;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The checkpoints of a journal that is not opened: those in the file, and those that the log adds. */
public final class CheckpointInspection {

    private final Storage storage;
    private final Manifest manifest;
    private final CheckpointIndex index = new CheckpointIndex();

    public CheckpointInspection(Storage storage, Manifest manifest) {
        this.storage = storage;
        this.manifest = manifest;
    }

    /**
     * Reads the checkpoints in the file that are below the flush mark.
     *
     * @param logEnd the LSN of the log end
     */
    public void load(FlushMark mark, long logEnd, Consumer<Finding> findings) throws IOException {
        String name = storage.describe(CheckpointFile.PATH);
        if (!storage.exists(CheckpointFile.PATH)) {
            if (mark.checkpoints().exists()) {
                findings.accept(FileFinding.of(
                                FindingKind.CHECKPOINTS, name + " is missing, although the commit log relies on it")
                        .in(name));
            }
            return;
        }
        try (ReadableFile file = storage.openForRead(CheckpointFile.PATH)) {
            CheckpointScan scan = new CheckpointScan(file, manifest, name);
            String contradiction =
                    mark.checkpoints().contradiction(scan.header().born(), file.size(), logEnd);
            if (contradiction != null) {
                findings.accept(FileFinding.of(FindingKind.CHECKPOINTS, name + " " + contradiction)
                        .in(name));
            }
            scan.readBelow(
                    mark.flushed(), mark.checkpoints().proven(scan.header().born()), index::put);
        } catch (UnsupportedFormatException e) {
            findings.accept(FileFinding.of(FindingKind.UNSUPPORTED_FORMAT, e));
        } catch (SegmentNotFoundException e) {
            throw e;
        } catch (CorruptionException e) {
            findings.accept(FileFinding.of(FindingKind.CHECKPOINTS, e));
        }
    }

    /** Adds a checkpoint, in the order of the log. */
    public void add(byte[] id, ConsistentCut cut, long lsn) {
        index.put(CheckpointEntry.inMemory(id, cut, lsn));
    }

    /** Discards all checkpoints whose cuts are below an LSN, in the order of the log. */
    public void removeBelow(long lsn) {
        index.removeBelow(lsn);
    }

    /** Visits the checkpoints that can be read, oldest first. */
    public void each(Consumer<CheckpointRecord> visitor) throws IOException {
        CheckpointRecords records = new CheckpointRecords(manifest.shardCount(), storage.describe(CheckpointFile.PATH));
        for (CheckpointEntry entry : List.copyOf(index.all())) {
            long[] offsets = offsets(entry, records);
            if (offsets != null) {
                visitor.accept(
                        new CheckpointRecord(entry.id().clone(), entry.lsn(), new ConsistentCut(entry.at(), offsets)));
            }
        }
    }

    private long @Nullable [] offsets(CheckpointEntry entry, CheckpointRecords records) throws IOException {
        long[] offsets = entry.offsets();
        if (offsets != null) {
            return offsets;
        }
        try (ReadableFile file = storage.openForRead(CheckpointFile.PATH)) {
            return records.offsets(entry, file);
        } catch (ChecksumMismatchException e) {
            return null;
        }
    }

    /** Returns all checkpoints, oldest first. */
    public List<CheckpointSummary> list() {
        List<CheckpointSummary> listed = new ArrayList<>(index.count());
        index.all().forEach(entry -> listed.add(new CheckpointSummary(entry.id().clone(), entry.at(), entry.lsn())));
        return listed;
    }

    /**
     * Counts the checkpoints before which entries of a shard are truncated. They are the oldest ones.
     *
     * @param firstIds the id of the first entry of each shard
     */
    public int countPruned(long[] firstIds) throws IOException {
        List<CheckpointEntry> all = List.copyOf(index.all());
        CheckpointRecords records = new CheckpointRecords(manifest.shardCount(), storage.describe(CheckpointFile.PATH));
        int low = 0;
        int high = all.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isPruned(all.get(middle), records, firstIds)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean isPruned(CheckpointEntry entry, CheckpointRecords records, long[] firstIds) throws IOException {
        long[] offsets = offsets(entry, records);
        for (int shard = 0; offsets != null && shard < Math.min(offsets.length, firstIds.length); shard++) {
            if (offsets[shard] < firstIds[shard]) {
                return true;
            }
        }
        return false;
    }
}

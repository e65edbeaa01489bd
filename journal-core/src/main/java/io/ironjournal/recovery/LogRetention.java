package io.ironjournal.recovery;

import io.ironjournal.flush.DirectoryMarks;
import io.ironjournal.flush.FlushMarks;
import io.ironjournal.flush.KeptRecords;
import io.ironjournal.flush.LogSnapshot;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.SnapshotPart.Kind;
import io.ironjournal.log.Committer;
import io.ironjournal.segment.SegmentStore;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogPart;
import io.ironjournal.write.NamedPositions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Writes snapshots to a log that does not depend on the directory, and discards parts of the log that are not needed. A
 * snapshot has everything that records below its cut say, except entries:
 *
 * <pre>
 *   copies of undecided PREPAREs and of states, so that none below the cut is needed
 *   for each stream: generation, first id, next id
 *   cursors, producers and checkpoints
 *   an end record
 * </pre>
 *
 * Without a snapshot, a part with a TRUNCATE, DELETE or outcome could not be discarded before the parts with the entries
 * or the PREPARE that the record is about. A snapshot is written when a part was completed since the last one, and when
 * the log has grown by its budget, so that an opening elsewhere need not look for truncations in the whole log.
 */
public final class LogRetention implements FlushMarks {

    /** A snapshot is written only when the log has grown by this many times the size of the last one. */
    private static final int SIZE_FACTOR = 16;

    /** The number of bytes that one round reads to find out which parts are needed. */
    private static final int MAX_READ = 32 << 20;

    private final DirectoryMarks directory;
    private final Committer committer;
    private final CommitLog log;
    private final SegmentStore store;
    private final NamedPositions positions;
    private final KeptRecords kept;
    private final LogCleaner cleaner;
    private final long budget;

    private long lastCut;
    private long lastSize;

    /** Whether entries were removed since all parts were examined. */
    private volatile boolean removed;

    /**
     * Continues behind a snapshot.
     *
     * @param directory receives the end of each round first
     * @param cleaner decides which parts are needed
     * @param lastCut the cut of the newest snapshot, or 0
     * @param budget the size by which the log may grow without a snapshot
     */
    public LogRetention(
            DirectoryMarks directory,
            Committer committer,
            CommitLog log,
            SegmentStore store,
            NamedPositions positions,
            KeptRecords kept,
            LogCleaner cleaner,
            long lastCut,
            long budget) {
        this.directory = directory;
        this.committer = committer;
        this.log = log;
        this.store = store;
        this.positions = positions;
        this.kept = kept;
        this.cleaner = cleaner;
        this.lastCut = lastCut;
        this.budget = budget;
    }

    @Override
    public boolean roundEnded(FlushMark reached, boolean required) throws IOException {
        boolean again = directory.roundEnded(reached, required);
        long target = reached.flushed();
        List<LogPart> parts = log.parts();
        boolean completed = !parts.isEmpty() && parts.get(parts.size() - 1).end() > lastCut;
        long grown =
                target - Math.max(lastCut, parts.isEmpty() ? 0 : parts.get(0).begin());
        if (target > lastCut && (completed || grown > budget) && grown > SIZE_FACTOR * lastSize) {
            writeSnapshot(target);
        }
        boolean wanted = removed;
        removed = false;
        boolean finished = cleaner.clean(lastCut, Math.min(budget / 4, MAX_READ));
        removed |= wanted && !finished;
        return again || removed;
    }

    @Override
    public long lowWaterMark() {
        return directory.lowWaterMark();
    }

    /** Has the next rounds examine all parts, because entries were removed. Thread-safe. */
    public void entriesRemoved() {
        removed = true;
    }

    private void writeSnapshot(long cut) throws IOException {
        kept.carryForward(cut);
        committer.requireWorking();
        if (!kept.hasNoneBelow(cut)) {
            // A PREPARE cannot be read at the moment. A warning says so.
            return;
        }
        LogSnapshot snapshot = new LogSnapshot(committer, cut);
        store.eachListed(snapshot::add);
        positions.each(
                move -> snapshot.add(Kind.CURSORS, move.encode()),
                move -> snapshot.add(Kind.PRODUCERS, move.encode()),
                checkpoint -> snapshot.add(Kind.CHECKPOINTS, encoded(checkpoint)));
        long size = snapshot.end();
        if (log.snapshot(cut)) {
            lastCut = cut;
            lastSize = size;
        }
    }

    private static byte[] encoded(CheckpointRecord checkpoint) {
        int size =
                CheckpointRecord.size(checkpoint.id().length, checkpoint.cut().offsets().length);
        ByteBuffer out = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
        checkpoint.encode(out);
        return out.array();
    }
}

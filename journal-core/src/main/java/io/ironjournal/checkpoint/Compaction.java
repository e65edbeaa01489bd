package io.ironjournal.checkpoint;

import io.ironjournal.DiskFullException;
import io.ironjournal.JournalIOException;
import io.ironjournal.flush.Flusher;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.log.Committer;
import java.io.IOException;

/**
 * Gives up old checkpoints: the log's record first, forced, then the file. The flusher rests meanwhile, so that no mark
 * passes the record before the file has followed it. New checkpoints may be made at any time: their cuts are above.
 */
public final class Compaction {

    private final CheckpointTable table;
    private final Flusher flusher;
    private final Committer committer;

    public Compaction(CheckpointTable table, Flusher flusher, Committer committer) {
        this.table = table;
        this.flusher = flusher;
        this.committer = committer;
    }

    /**
     * What a compaction did.
     *
     * @param before how many checkpoints there were
     * @param after how many it left
     * @param bytes by how much the file shrank, with what was yet to be written to it
     */
    public record Result(int before, int after, long bytes) {}

    /** Keeps the newest. */
    public Result keep(int latest) {
        return flusher.alone(() -> {
            int before = table.count();
            long size = table.sizeToBe();
            long from = table.keptFrom(latest);
            if (from > 0) {
                committer.execute(new CompactWrite(table, from));
            }
            int after = table.count();
            shrink();
            return new Result(before, after, Math.max(0, size - table.fileSize()));
        });
    }

    private void shrink() {
        try {
            table.reclaim();
            table.force(committer.durable());
        } catch (NoSpaceException e) {
            throw new DiskFullException(
                    "All checkpoints but the newest " + table.count()
                            + " are given up, but the disk is too full to write"
                            + " these to a smaller file; it is tried again with the next flush: " + e.getMessage(),
                    e);
        } catch (IOException e) {
            committer.fail(e);
            throw new JournalIOException("The checkpoints' file could not be replaced: " + e.getMessage(), e);
        }
    }
}

package io.ironjournal.checkpoint;

import io.ironjournal.DiskFullException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.flush.Flusher;
import io.ironjournal.io.NoSpaceException;
import io.ironjournal.log.Committer;
import java.io.IOException;

/**
 * Discards old checkpoints: first by a forced record in the log, then in the file. The flusher pauses in the meantime,
 * so that no mark passes the record before the file has changed. New checkpoints can be created at any time, because
 * their cuts are above.
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
     * The result of a compaction.
     *
     * @param before the number of checkpoints before
     * @param after the number of checkpoints after
     * @param bytes by how much the file shrank, including checkpoints that were still to be written to it
     */
    public record Result(int before, int after, long bytes) {}

    /** Keeps the newest checkpoints. */
    public Result keep(int latest) {
        return flusher.runExclusively(() -> {
            int before = table.count();
            long size = table.expectedFileSize();
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
            table.compact();
            table.force(committer.durable());
        } catch (NoSpaceException e) {
            throw new DiskFullException(
                    "All checkpoints but the newest " + table.count()
                            + " are discarded, but the disk is too full to write"
                            + " these to a smaller file. The next flush repeats this: " + e.getMessage(),
                    e);
        } catch (IOException e) {
            committer.fail(e);
            throw new JournalFailedException(
                    "checkpoints.log could not be replaced: " + e.getMessage()
                            + ". Close the journal and open it again. Opening completes the compaction",
                    true,
                    e);
        }
    }
}

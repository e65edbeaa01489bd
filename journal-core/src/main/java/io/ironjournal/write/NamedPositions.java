package io.ironjournal.write;

import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.FileState;
import io.ironjournal.format.Positions;
import io.ironjournal.format.ProducerMove;
import java.io.IOException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints, cursors and producers, as used by records and by the flusher. They are in the log until they are in files of their
 * own. The files are forced before a mark passes the records.
 */
public interface NamedPositions {

    /**
     * Adds a checkpoint. Called in the order of the log, for durable records.
     *
     * @param lsn the LSN of the record that commits it
     */
    void checkpoint(byte[] id, ConsistentCut cut, long lsn);

    /** Moves a cursor. Called in the order of the log, for durable records. */
    void move(CursorMove move);

    /** Returns the producers. */
    ProducerTable producers();

    /** Forgets the cursors of a generation that has ended. Called in the order of the log, for durable records. */
    void streamDeleted(String stream, long generation);

    /**
     * Writes positions to the files without forcing them, to free memory.
     *
     * @param born the LSN up to which the log is forced, for new files
     */
    void write(long born) throws IOException;

    /**
     * Makes the files contain all positions so far, and forces them.
     *
     * @param born the LSN up to which the log is forced, for new files
     * @param forceLog makes the log durable
     */
    void force(long born, Runnable forceLog) throws IOException;

    /**
     * Passes all cursors, producers and checkpoints on. Called by the flusher after {@link #force}.
     *
     * @param cursors receives the last move of each cursor
     * @param producers receives the last move of each producer
     * @param checkpoints receives each checkpoint, oldest first
     */
    void each(Consumer<CursorMove> cursors, Consumer<ProducerMove> producers, Consumer<CheckpointRecord> checkpoints)
            throws IOException;

    /** Returns the state of the checkpoint file that a flush mark may rely on. */
    FileState checkpointFile();

    /** Returns the state of the cursor file that a flush mark may rely on. */
    FileState cursorFile();

    /** Applies the checkpoint and the moves of a record. */
    default void apply(Positions positions, @Nullable ConsistentCut cut, long lsn) {
        positions.moves().forEach(this::move);
        positions.producers().forEach(producers()::apply);
        byte[] id = positions.checkpoint();
        if (id != null && cut != null) {
            checkpoint(id, cut, lsn);
        }
    }
}

package io.ironjournal.write;

import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.FileState;
import io.ironjournal.format.Positions;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints and cursors, as records and the flusher meet them. They live in the log until they are in files of their
 * own, which are forced before a mark passes their records.
 */
public interface NamedPositions {

    /**
     * Makes a checkpoint. Called in the order of the log, for records that are durable.
     *
     * @param lsn the record that commits it
     */
    void checkpoint(byte[] id, ConsistentCut cut, long lsn);

    /** Moves a cursor; called likewise. */
    void move(CursorMove move);

    /** Forgets the cursors of a life of a stream that is over; called likewise. */
    void streamDeleted(String stream, long generation);

    /**
     * Frees memory by writing to the files, unforced.
     *
     * @param born the LSN up to which the log is forced, for files that are made new
     */
    void write(long born) throws IOException;

    /**
     * Makes the files hold everything that was told so far, forced.
     *
     * @param born the LSN up to which the log is forced, for files that are made new
     */
    void force(long born) throws IOException;

    /** The file of the checkpoints that a flush mark may rely on. */
    FileState checkpointFile();

    /** The file of the cursors that a flush mark may rely on. */
    FileState cursorFile();

    /** Does all that a record says of positions. */
    default void apply(Positions positions, @Nullable ConsistentCut cut, long lsn) {
        positions.moves().forEach(this::move);
        byte[] id = positions.checkpoint();
        if (id != null && cut != null) {
            checkpoint(id, cut, lsn);
        }
    }
}

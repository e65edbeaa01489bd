package io.ironjournal.internal;

import io.ironjournal.checkpoint.CheckpointSummary;
import io.ironjournal.checkpoint.CheckpointTable;
import io.ironjournal.cursor.CursorTable;
import io.ironjournal.figures.JournalEvents;
import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.FileState;
import io.ironjournal.format.ProducerMove;
import io.ironjournal.write.NamedPositions;
import io.ironjournal.write.ProducerTable;
import java.io.IOException;
import java.util.function.Consumer;

/** Checkpoints, cursors and producers, for callers that treat them alike. */
record PositionTables(CheckpointTable checkpoints, CursorTable cursors, JournalEvents events)
        implements NamedPositions {

    @Override
    public void checkpoint(byte[] id, ConsistentCut cut, long lsn) {
        checkpoints.add(id, cut, lsn);
        events.checkpoint(id);
    }

    @Override
    public void move(CursorMove move) {
        cursors.move(move);
    }

    @Override
    public ProducerTable producers() {
        return cursors.producers();
    }

    @Override
    public void streamDeleted(String stream, long generation) {
        cursors.streamDeleted(stream, generation);
    }

    @Override
    public void write(long born) throws IOException {
        checkpoints.write(born);
    }

    @Override
    public void force(long born, Runnable forceLog) throws IOException {
        checkpoints.force(born);
        cursors.force(born, forceLog);
    }

    @Override
    public void each(
            Consumer<CursorMove> eachCursor,
            Consumer<ProducerMove> eachProducer,
            Consumer<CheckpointRecord> eachCheckpoint)
            throws IOException {
        cursors.all().forEach(eachCursor);
        producers().all().forEach(eachProducer);
        for (CheckpointSummary summary : checkpoints.list()) {
            // It is missing if it was discarded meanwhile.
            checkpoints
                    .find(summary.lsn())
                    .map(found -> new CheckpointRecord(
                            found.id(), summary.lsn(), new ConsistentCut(found.createdAt(), found.offsets())))
                    .ifPresent(eachCheckpoint);
        }
    }

    @Override
    public FileState checkpointFile() {
        return checkpoints.fileState();
    }

    @Override
    public FileState cursorFile() {
        return cursors.fileState();
    }
}

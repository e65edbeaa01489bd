package io.ironjournal.write;

import io.ironjournal.format.CheckpointRecord;
import io.ironjournal.format.ConsistentCut;
import io.ironjournal.format.CursorMove;
import io.ironjournal.format.FileState;
import io.ironjournal.format.ProducerMove;
import java.util.function.Consumer;

/** Ignores checkpoints and cursors. */
public final class NoPositions implements NamedPositions {

    private final ProducerTable producers = new ProducerTable();

    @Override
    public ProducerTable producers() {
        return producers;
    }

    @Override
    public void checkpoint(byte[] id, ConsistentCut cut, long lsn) {}

    @Override
    public void move(CursorMove move) {}

    @Override
    public void streamDeleted(String stream, long generation) {}

    @Override
    public void write(long born) {}

    @Override
    public void force(long born, Runnable forceLog) {}

    @Override
    public void each(
            Consumer<CursorMove> cursors, Consumer<ProducerMove> producers, Consumer<CheckpointRecord> checkpoints) {}

    @Override
    public FileState checkpointFile() {
        return FileState.NONE;
    }

    @Override
    public FileState cursorFile() {
        return FileState.NONE;
    }
}

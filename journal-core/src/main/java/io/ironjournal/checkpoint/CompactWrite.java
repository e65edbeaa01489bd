package io.ironjournal.checkpoint;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.RecordType;
import io.ironjournal.log.UrgentWrite;
import io.ironjournal.spi.log.LogRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Records which checkpoints are discarded.
 *
 * <pre>
 *   8  checkpoints whose cuts are below this LSN are discarded
 * </pre>
 */
public final class CompactWrite extends UrgentWrite {

    private final CheckpointTable table;
    private final long keptFrom;

    CompactWrite(CheckpointTable table, long keptFrom) {
        super(
                RecordType.COMPACT,
                ByteBuffer.allocate(Long.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(keptFrom)
                        .array());
        this.table = table;
        this.keptFrom = keptFrom;
    }

    /** Applies a record that recovery reads. */
    public static void replay(LogRecord record, CheckpointTable table) {
        if (record.content().remaining() < Long.BYTES) {
            throw new CorruptionException("The compaction at LSN " + record.lsn() + " of the commit log is too short");
        }
        table.removeBelow(record.content().getLong());
    }

    @Override
    protected void apply(long lsn) {
        table.removeBelow(keptFrom);
    }
}

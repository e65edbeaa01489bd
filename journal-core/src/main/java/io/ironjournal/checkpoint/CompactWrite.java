package io.ironjournal.checkpoint;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.RecordType;
import io.ironjournal.log.UrgentWrite;
import io.ironjournal.spi.log.LogRecord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Says which checkpoints are given up.
 *
 * <pre>
 *   8  checkpoints whose records stand below this LSN are
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

    /** Does what a record says that recovery reads. */
    public static void replay(LogRecord record, CheckpointTable table) {
        if (record.content().remaining() < Long.BYTES) {
            throw new CorruptionException("The compaction at LSN " + record.lsn() + " of the commit log is too short");
        }
        table.dropBelow(record.content().getLong());
    }

    @Override
    protected void apply(long lsn) {
        table.dropBelow(keptFrom);
    }
}

package io.ironjournal.checkpoint;

import io.ironjournal.CorruptionException;
import io.ironjournal.format.RecordType;
import io.ironjournal.log.LogRecord;
import io.ironjournal.log.Write;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Says which checkpoints are given up.
 *
 * <pre>
 *   8  checkpoints whose records stand below this LSN are
 * </pre>
 */
public final class CompactWrite extends Write {

    private final CheckpointTable table;
    private final long keptFrom;
    private final byte[] body;

    CompactWrite(CheckpointTable table, long keptFrom) {
        this.table = table;
        this.keptFrom = keptFrom;
        this.body = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(keptFrom)
                .array();
    }

    /** Does what a record says that recovery reads. */
    public static void replay(LogRecord record, CheckpointTable table) {
        if (record.content().remaining() < Long.BYTES) {
            throw new CorruptionException("The compaction at LSN " + record.lsn() + " of the commit log is too short");
        }
        table.dropBelow(record.content().getLong());
    }

    @Override
    protected RecordType type() {
        return RecordType.COMPACT;
    }

    @Override
    protected int contentLength() {
        return body.length;
    }

    @Override
    protected byte[] body() {
        return body;
    }

    /** It frees space, so that it has to work on a full disk. */
    @Override
    protected boolean urgent() {
        return true;
    }

    @Override
    protected void apply(long lsn) {
        table.dropBelow(keptFrom);
    }
}

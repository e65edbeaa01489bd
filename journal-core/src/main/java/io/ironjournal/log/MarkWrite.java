package io.ironjournal.log;

import io.ironjournal.format.RecordType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Says below which LSN the log is no longer needed, so that it may be trimmed to there, and below which LSN all entries
 * that were committed are in segments. Between the two stands what branches need that were not decided then: replaying
 * takes nothing else from there, and misses no PREPARE that a COMMIT between the two had below them.
 *
 * <pre>
 *   8  mark
 *   8  flushed, at least the mark
 * </pre>
 */
public final class MarkWrite extends Write {

    private final byte[] body = new byte[2 * Long.BYTES];

    public MarkWrite(long mark, long flushed) {
        ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).putLong(mark).putLong(flushed);
    }

    @Override
    protected RecordType type() {
        return RecordType.MARK;
    }

    @Override
    protected int contentLength() {
        return body.length;
    }

    @Override
    protected byte[] body() {
        return body;
    }

    @Override
    protected boolean urgent() {
        return true;
    }
}

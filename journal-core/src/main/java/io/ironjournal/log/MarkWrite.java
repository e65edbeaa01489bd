package io.ironjournal.log;

import io.ironjournal.format.RecordType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Says below which LSN the log is no longer needed. Once it is forced, the log may be trimmed to there. */
public final class MarkWrite extends Write {

    private final byte[] body = new byte[Long.BYTES];

    public MarkWrite(long mark) {
        ByteBuffer.wrap(body).order(ByteOrder.LITTLE_ENDIAN).putLong(mark);
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

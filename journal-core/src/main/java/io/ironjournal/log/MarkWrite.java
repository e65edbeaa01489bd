package io.ironjournal.log;

import io.ironjournal.format.FlushMark;
import io.ironjournal.format.RecordType;

/** Says what the second tier has, so that the log may be trimmed to the mark. */
public final class MarkWrite extends Write {

    private final byte[] body;

    public MarkWrite(FlushMark mark) {
        body = mark.encode();
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

package io.ironjournal.log;

import io.ironjournal.format.FlushMark;
import io.ironjournal.format.RecordType;

/** Says what the second tier has, so that the log may be trimmed to the mark. */
public final class MarkWrite extends UrgentWrite {

    public MarkWrite(FlushMark mark) {
        super(RecordType.MARK, mark.encode());
    }
}

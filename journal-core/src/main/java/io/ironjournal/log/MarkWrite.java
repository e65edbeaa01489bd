package io.ironjournal.log;

import io.ironjournal.format.FlushMark;
import io.ironjournal.format.RecordType;

/** Writes a MARK, which says what is in segments, so that the log can be trimmed to the low-water mark. */
public final class MarkWrite extends UrgentWrite {

    public MarkWrite(FlushMark mark) {
        super(RecordType.MARK, mark.encode());
    }
}

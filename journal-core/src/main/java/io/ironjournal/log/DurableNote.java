package io.ironjournal.log;

import io.ironjournal.format.RecordType;

/**
 * Writes the durable LSN to the log. The header of each record contains the durable LSN too, but no record follows the
 * last one. Without this note, damage to the last record could not be told from a torn tail.
 */
public final class DurableNote extends Write {

    private final boolean lazy;

    /**
     * Creates a note.
     *
     * @param forced whether to force the note and everything before it
     */
    public DurableNote(boolean forced) {
        this.lazy = !forced;
    }

    @Override
    protected RecordType type() {
        return RecordType.DURABLE;
    }

    @Override
    protected int contentLength() {
        return 0;
    }

    /** Returns true: a full log is forced without the note. */
    @Override
    protected boolean optional() {
        return true;
    }

    @Override
    protected boolean lazy() {
        return lazy;
    }
}

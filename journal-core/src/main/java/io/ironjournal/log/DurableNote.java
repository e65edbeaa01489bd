package io.ironjournal.log;

import io.ironjournal.format.RecordType;

/**
 * Leaves in the log what is durable by now. Every record's header says so, but nothing follows the last one; after this
 * note, damage to it is known for rot and not taken for a torn end.
 */
public final class DurableNote extends Write {

    private final boolean lazy;

    /**
     * Makes a note.
     *
     * @param forced whether it is to be forced, and with it all that stands before
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

    /** A full log says less, but is forced as well. */
    @Override
    protected boolean optional() {
        return true;
    }

    @Override
    protected boolean lazy() {
        return lazy;
    }
}

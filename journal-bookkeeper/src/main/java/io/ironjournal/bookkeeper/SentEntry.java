package io.ironjournal.bookkeeper;

import io.ironjournal.spi.log.GroupCompletion;
import org.jspecify.annotations.Nullable;

/** An entry that is not acknowledged yet, or the end of a group without an entry. */
final class SentEntry {

    /** The bytes; null when only the end of a group is to be reported. */
    final byte @Nullable [] bytes;

    /** The LSN after its last record. */
    final long end;

    /** Receives the outcome of the group; null when the group continues in the next entry. */
    final @Nullable GroupCompletion completion;

    /** Whether BookKeeper has acknowledged the entry. Guarded by the lock of the writer. */
    boolean done;

    SentEntry(byte @Nullable [] bytes, long end, @Nullable GroupCompletion completion) {
        this.bytes = bytes;
        this.end = end;
        this.completion = completion;
    }

    int size() {
        return bytes == null ? 0 : bytes.length;
    }
}

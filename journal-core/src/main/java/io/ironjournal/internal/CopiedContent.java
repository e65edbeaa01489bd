package io.ironjournal.internal;

import io.ironjournal.CopyReport;

/** What a copy has copied. */
record CopiedContent(long streams, long entries, long cursors, long producers, long checkpoints) implements CopyReport {

    @Override
    public String toString() {
        return streams + " streams with " + entries + " entries, " + cursors + " cursors, " + producers + " producers, "
                + checkpoints + " checkpoints";
    }
}

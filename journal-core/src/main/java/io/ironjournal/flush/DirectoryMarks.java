package io.ironjournal.flush;

import io.ironjournal.format.BuiltState;
import io.ironjournal.format.FlushMark;
import java.io.IOException;
import java.util.UUID;

/**
 * Writes marks to the directory of a journal whose log does not depend on the directory. Such a log is the same for all
 * machines, so it cannot say what is in the files of one of them.
 */
public final class DirectoryMarks implements FlushMarks {

    private final BuiltFile file;
    private final UUID journalId;
    private final long epoch;
    private final KeptRecords kept;
    private FlushMark last;

    /**
     * Continues behind a mark.
     *
     * @param epoch the epoch of the open log
     * @param last the mark in the file
     */
    public DirectoryMarks(BuiltFile file, UUID journalId, long epoch, KeptRecords kept, FlushMark last) {
        this.file = file;
        this.journalId = journalId;
        this.epoch = epoch;
        this.kept = kept;
        this.last = last;
    }

    /** Writes a mark, unless the file has the same one. */
    @Override
    public boolean roundEnded(FlushMark reached, boolean required) throws IOException {
        long target = reached.flushed();
        FlushMark next = reached.at(kept.limitMark(target), target);
        if (!next.equals(last)) {
            file.write(new BuiltState(journalId, epoch, next));
            last = next;
        }
        return false;
    }

    @Override
    public long lowWaterMark() {
        return last.lowWaterMark();
    }
}

package io.ironjournal.flush;

import io.ironjournal.format.FlushMark;
import java.io.IOException;

/** Records durably which part of the log is in forced files, so that the next opening need not replay it. */
public interface FlushMarks {

    /**
     * Called at the end of each round of the flusher.
     *
     * @param reached the LSN below which all entries are in forced segments, and the state of the other files. The
     *     low-water mark is the same LSN, and may be too high for branches in doubt
     * @param required whether the mark must move, even if that frees nothing
     * @return whether another round should follow at once
     */
    boolean roundEnded(FlushMark reached, boolean required) throws IOException;

    /** Returns the LSN from which the next opening replays the log. Called while no round runs. */
    long lowWaterMark();
}

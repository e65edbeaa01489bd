package io.ironjournal.flush;

import io.ironjournal.format.FlushMark;
import io.ironjournal.log.DiskLimit;
import java.io.IOException;

/**
 * Reports the end of each round to the limit of the journal's space.
 *
 * @param marks receives the end of the round first
 * @param kept the records that only the log has
 * @param limit receives what the log still has
 */
public record LimitedMarks(FlushMarks marks, KeptRecords kept, DiskLimit limit) implements FlushMarks {

    @Override
    public boolean roundEnded(FlushMark reached, boolean required) throws IOException {
        boolean again = marks.roundEnded(reached, required);
        limit.flushed(reached.flushed(), kept.unflushedBelow(reached.flushed()));
        return again;
    }

    @Override
    public long lowWaterMark() {
        return marks.lowWaterMark();
    }
}

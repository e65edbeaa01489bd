package io.ironjournal.inspect;

import io.ironjournal.files.Finding;
import io.ironjournal.format.FlushMark;
import io.ironjournal.format.Manifest;
import io.ironjournal.io.Storage;
import io.ironjournal.log.LogInspection;
import io.ironjournal.segment.SegmentInspection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one reading of a directory found.
 *
 * @param manifest the identity of the journal; null if nothing has it
 * @param log null if the log is missing, elsewhere, or cannot be read at all
 * @param mark the newest flush mark
 * @param losses a line for each loss that is not accepted
 * @param salvaging whether an interrupted opening has to be completed
 * @param restored whether the journal was restored from a backup, and its recovery is held
 * @param findings what is irregular
 */
record InspectedState(
        Storage storage,
        @Nullable Manifest manifest,
        @Nullable LogInspection log,
        FlushMark mark,
        SegmentInspection segments,
        LogContents contents,
        List<String> losses,
        boolean salvaging,
        boolean restored,
        List<Finding> findings) {

    StreamPlanner planner() {
        return new StreamPlanner(segments, contents);
    }
}

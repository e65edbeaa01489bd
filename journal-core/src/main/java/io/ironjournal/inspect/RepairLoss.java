package io.ironjournal.inspect;

import io.ironjournal.files.Finding;
import io.ironjournal.files.FindingKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a repair may lack branches in doubt or states of a transaction manager. Only the commit log has them. An
 * unfinished write at its end is no loss, because nothing proves that it was acknowledged.
 */
final class RepairLoss {

    private RepairLoss() {}

    /** Returns a sentence about the loss; null if the commit log is whole. */
    static @Nullable String of(InspectedState state) {
        boolean readable = state.log() != null;
        List<Finding> causes = state.findings().stream()
                .filter(finding -> isCause(finding.kind(), readable))
                .toList();
        if (readable && causes.isEmpty()) {
            return null;
        }
        return "The repair that made this journal did not find the whole commit log of the journal in "
                + state.storage().describe("")
                + ", so branches in doubt and decisions of a transaction manager may be missing"
                + describe(causes);
    }

    /** There may be a finding for each record, so only the first one is described. */
    private static String describe(List<Finding> causes) {
        if (causes.isEmpty()) {
            return "";
        }
        int more = causes.size() - 1;
        return ": " + causes.get(0).message() + (more == 0 ? "" : " (and " + more + " more)");
    }

    /**
     * Returns whether records of the log may be missing because of a finding.
     *
     * @param readable whether the log can be read. Then another file has the unsupported format
     */
    private static boolean isCause(FindingKind kind, boolean readable) {
        return switch (kind) {
            case LOG_MISSING,
                    LOG_ELSEWHERE,
                    LOG_SEGMENT_DAMAGED,
                    LOG_SEGMENT_MISSING,
                    LOG_DAMAGED,
                    LOG_INCONSISTENT,
                    FOREIGN_FILE,
                    INCOMPLETE_COPY,
                    INCOMPLETE_RESTORE -> true;
            case UNSUPPORTED_FORMAT -> !readable;
            default -> false;
        };
    }
}

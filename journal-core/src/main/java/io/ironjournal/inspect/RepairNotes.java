package io.ironjournal.inspect;

import io.ironjournal.files.FindingKind;
import org.jspecify.annotations.Nullable;

/** Says what a repair cannot save although no list of entries shows it. */
final class RepairNotes {

    private RepairNotes() {}

    /** Returns what is lost because of a finding; null if it loses nothing, or entries that are listed one by one. */
    static @Nullable String of(FindingKind kind) {
        return switch (kind) {
            case LOG_MISSING,
                    LOG_SEGMENT_DAMAGED,
                    LOG_SEGMENT_MISSING,
                    LOG_DAMAGED,
                    LOG_INCONSISTENT,
                    LOG_ELSEWHERE,
                    FOREIGN_FILE,
                    UNSUPPORTED_FORMAT ->
                "A part of the commit log was not readable. Entries, moves of cursors and producers, branches in doubt, and"
                        + " decisions of a transaction manager that only this part had are lost, also if they are not listed here";
            case CURSORS ->
                "The positions of cursors and producers are lost, except those in the commit log. Set them before"
                        + " consumers and producers run";
            case CHECKPOINTS -> "Checkpoints are lost, except those in the commit log";
            case CATALOGUE, CATALOGUE_ENTRY ->
                "The catalogue was not readable, so nothing proves that the last entries of the streams are there";
            case INCOMPLETE_COPY, INCOMPLETE_RESTORE -> "The directory that was repaired was not complete";
            default -> null;
        };
    }
}

package io.ironjournal.files;

/**
 * What a {@link Finding} is about. A later release may add kinds.
 *
 * @since 0.1.0
 */
public enum FindingKind {
    /** The directory has no journal. */
    NO_JOURNAL(Severity.DAMAGE, "Check the path, and whether its volume is mounted."),
    /** A file cannot be read. */
    UNREADABLE(Severity.DAMAGE, "Check the permissions and the disk, then try again."),
    /** A file has a format that this release does not read. */
    UNSUPPORTED_FORMAT(Severity.DAMAGE, "Use the release that wrote the journal, or a later one."),
    /** The directory has files of two journals. */
    FOREIGN_FILE(Severity.DAMAGE, "Move the file of the other journal out of the directory."),
    /** The manifest is missing or damaged. */
    MANIFEST(Severity.NOTE, "Nothing to do: the next opening builds it again from a commit log in the directory."),
    /** The commit log is missing. */
    LOG_MISSING(Severity.DAMAGE, "Mount the log's volume, or restore the whole directory from a backup."),
    /** The journal is a copy that has not ended. */
    INCOMPLETE_COPY(Severity.DAMAGE, "Delete the directory, and copy again."),
    /** A backup was not completely restored. */
    INCOMPLETE_RESTORE(Severity.DAMAGE, "Delete the content of the directory, and restore the backup again."),
    /** The directory is a backup of a journal. */
    BACKUP(Severity.DAMAGE, "Restore it into an empty directory with JournalBackup.restore, and look there."),
    /** The directory is a backup that was interrupted. */
    INCOMPLETE_BACKUP(Severity.DAMAGE, "Use another backup, delete this one, and take a new one."),
    /** The commit log is not in the directory, so its records are not shown. */
    LOG_ELSEWHERE(
            Severity.NOTE,
            "The journal has its commit log in another place. If there are other findings, neither restore nor repair: move"
                    + " the directory of the closed journal away and open it, which builds the files again from the log."),
    /** The header of a log segment is damaged, or the file is too short. */
    LOG_SEGMENT_DAMAGED(Severity.DAMAGE, FindingKind.REPAIR),
    /** A segment of the log is missing. */
    LOG_SEGMENT_MISSING(Severity.DAMAGE, FindingKind.REPAIR),
    /** Acknowledged records of the log are damaged. */
    LOG_DAMAGED(Severity.DAMAGE, FindingKind.REPAIR),
    /** Records of the log are damaged, but they are not needed any more. */
    LOG_DAMAGE_BELOW_MARK(Severity.NOTE, "Nothing to do: the entries are in segments."),
    /** The log ends in an unfinished write. */
    TORN_TAIL(
            Severity.NOTE,
            "Nothing to do: the next opening discards it. In the sync mode STRICT it was never acknowledged. In the other"
                    + " modes it may contain the last acknowledged writes."),
    /** A record has a valid checksum, but contradicts other records. */
    LOG_INCONSISTENT(Severity.DAMAGE, "Keep a copy of the directory, and report it as a defect."),
    /** The catalogue is missing, damaged or of another time. */
    CATALOGUE(Severity.DAMAGE, FindingKind.REPAIR),
    /** An entry of the catalogue is damaged. */
    CATALOGUE_ENTRY(
            Severity.WARNING,
            "The evidence for one stream is lost, no entry. Do not restore this file alone: the journal does not open with"
                    + " an older one. To get the evidence back, restore the whole directory from a backup, without what was"
                    + " written since."),
    /** The file of cursors and producers is missing, damaged or of another time. */
    CURSORS(Severity.DAMAGE, FindingKind.REPAIR),
    /** The file of checkpoints is missing, damaged or of another time. */
    CHECKPOINTS(Severity.DAMAGE, FindingKind.REPAIR),
    /** A stream has segments that the journal does not know. */
    STREAM_UNKNOWN(Severity.DAMAGE, "Move the stream's directory away, if it is a copy from elsewhere."),
    /** All files of a stream, or its last entries, are missing. */
    STREAM_INCOMPLETE(Severity.DAMAGE, "Restore the stream's directory from a backup, or repair into a new directory."),
    /** A stream has entries that the rest of the journal does not know: files of two points in time. */
    STREAM_NEWER(Severity.DAMAGE, "Restore files of one point in time, or repair into a new directory."),
    /** A segment of a stream is missing. */
    SEGMENT_MISSING(Severity.DAMAGE, FindingKind.RESTORE),
    /** The header of a segment is damaged. */
    SEGMENT_DAMAGED(Severity.DAMAGE, FindingKind.RESTORE),
    /** Entries in a segment are damaged. */
    ENTRIES_DAMAGED(Severity.DAMAGE, FindingKind.RESTORE),
    /** A part of a segment that only speeds up searches is damaged. */
    INDEX_DAMAGED(Severity.WARNING, "A damaged index alone loses no entry, and readers work without it."),
    /** A cursor is beyond the end of its stream. */
    CURSOR_BEYOND_END(Severity.WARNING, "Reset the cursor, after the stream is complete again."),
    /** An earlier opening recorded a loss that nobody has accepted. */
    LOSS(
            Severity.WARNING,
            "Read the file LOSS. Then accept the loss: call Transactions.of(journal).acceptLoss() in a program, or do it by"
                    + " JMX. If the transaction manager has its log in this journal, do that while it does not run, and decide"
                    + " all branches by hand before it starts again."),
    /** An earlier opening was interrupted while it made segments and a truncated log agree. */
    SALVAGE(Severity.WARNING, "Open the journal once: the opening is completed then."),
    /** The journal changed so often that the reader got no consistent state. */
    CHANGED_WHILE_READING(Severity.NOTE, "Try again when the journal has less load.");

    /** Files that change all the time: a copy of another time does not belong to the others. */
    private static final String REPAIR =
            "Repair into a new directory, which saves every whole entry. Or restore the whole"
                    + " directory from a backup, without what was written since.";

    /** Segments, which only get longer. */
    private static final String RESTORE =
            "Restore the file from a backup that was taken after the last entry was written to it, and"
                    + " before the damage. Without one, repair into a new directory.";

    private final Severity severity;
    private final String advice;

    FindingKind(Severity severity, String advice) {
        this.severity = severity;
        this.advice = advice;
    }

    /**
     * Returns how serious findings of this kind are.
     *
     * @return the severity
     * @since 0.1.0
     */
    public Severity severity() {
        return severity;
    }

    /**
     * Returns what to do next.
     *
     * @return a sentence
     * @since 0.1.0
     */
    public String advice() {
        return advice;
    }
}

package io.ironjournal.format;

import org.jspecify.annotations.Nullable;

/**
 * The file that a flush mark relies on, and how much of it. If the file is missing, older or shorter, it was lost or
 * replaced.
 *
 * @param born the LSN up to which the log was forced when the file was made; 0 when there is no file
 * @param length how many of its bytes are forced
 */
public record FileState(long born, long length) {

    /** The mark relies on no file. */
    public static final FileState NONE = new FileState(0, 0);

    /** The record of the flush mark was lost, so that the file is unknown. */
    public static final FileState UNKNOWN = new FileState(-1, 0);

    /** Returns whether a file must exist. */
    public boolean exists() {
        return born > 0;
    }

    public boolean isUnknown() {
        return born < 0;
    }

    /** Returns how many bytes of a file are proven to be forced; 0 for a newer file. */
    public long proven(long foundBorn) {
        return foundBorn == born ? length : 0;
    }

    /**
     * Compares this state with the existing file.
     *
     * @param foundBorn the LSN in its header
     * @param foundLength its length
     * @param logEnd where the log ends
     * @return the problem, as text to follow the file's name; null when there is no problem
     */
    public @Nullable String contradiction(long foundBorn, long foundLength, long logEnd) {
        if (foundBorn > logEnd) {
            return "is newer than the commit log: it was written when the log was forced up to LSN " + foundBorn
                    + ", but the log ends at LSN " + logEnd
                    + ". The log was replaced by an older copy, or its newest segments are missing";
        }
        if (foundBorn < born) {
            return "is an older copy: it was written at LSN " + foundBorn
                    + ", and the commit log relies on the one of LSN " + born;
        }
        return foundLength < proven(foundBorn)
                ? "is too short: it has " + foundLength + " of the " + length + " bytes that the commit log relies on"
                : null;
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof FileState other && born == other.born && length == other.length;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(born) * 31 + Long.hashCode(length);
    }
}

package io.ironjournal.log;

import io.ironjournal.CorruptionException;
import io.ironjournal.ErrorContext;
import io.ironjournal.SegmentNotFoundException;
import io.ironjournal.io.Storage;

/** Creates the errors for acknowledged records that are damaged or missing. */
final class LogDamage {

    private static final String REMEDY =
            " If there is no copy, and the records from there on may be lost, open with the"
                    + " corruptionPolicy TRUNCATE.";

    private LogDamage() {}

    static CorruptionException recordsAreDamaged(String place, ErrorContext context) {
        return new CorruptionException(
                "Acknowledged records are damaged in " + place
                        + ": later records prove that they were durable. Restore the file from a copy." + REMEDY,
                context,
                null);
    }

    static CorruptionException segmentsAreMissing(Storage storage, LogChain chain, long base) {
        return new SegmentNotFoundException(
                "The commit log lacks its newest segments, from "
                        + storage.describe(LogFiles.live(base)) + " on: according to "
                        + storage.describe(chain.newestSegment().path())
                        + ", the log continues there. Restore them from a copy." + REMEDY,
                ErrorContext.ofFile(storage.describe(LogFiles.live(base))),
                null);
    }

    /** Returns the file and offset of an LSN, for the accessors of an error. */
    static ErrorContext context(Storage storage, LogChain chain, long lsn) {
        for (LogChain.Link link : chain.links()) {
            if (lsn < link.end()) {
                return ErrorContext.ofFile(storage.describe(link.segment().path()))
                        .withOffset(lsn - link.header().base());
            }
        }
        return ErrorContext.ofFile(storage.describe(LogFiles.DIRECTORY));
    }

    /** Returns the file and offset of an LSN as text. */
    static String place(Storage storage, LogChain chain, long lsn, long durable) {
        for (LogChain.Link link : chain.links()) {
            if (lsn < link.end()) {
                return "commit-log segment " + storage.describe(link.segment().path()) + " at offset "
                        + (lsn - link.header().base()) + " (LSN " + lsn + ")";
            }
        }
        return "the commit log, which ends at LSN " + lsn + " but was durable up to " + durable;
    }
}

package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.io.WritableFile;
import java.io.IOException;

/** The records at the beginning of a new segment. */
@FunctionalInterface
interface RecordCopy {

    /**
     * Writes the records behind the header.
     *
     * @return the position in the file behind the last record
     */
    long writeTo(WritableFile file, LogSegmentHeader header) throws IOException;
}

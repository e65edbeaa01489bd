package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.io.WritableFile;
import java.io.IOException;

/** Records that a new segment begins with. */
@FunctionalInterface
interface RecordCopy {

    /**
     * Writes them behind the header.
     *
     * @return the position in the file behind the last one
     */
    long writeTo(WritableFile file, LogSegmentHeader header) throws IOException;
}

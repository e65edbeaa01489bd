package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.io.WritableFile;

/** A live segment that is being written, or is prepared for that. */
record LogSegment(String path, LogSegmentHeader header, WritableFile file) {

    LogSegment forSmallWrites() {
        return new LogSegment(path, header, file.forSmallWrites());
    }
}

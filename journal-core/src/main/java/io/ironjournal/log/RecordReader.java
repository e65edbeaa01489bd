package io.ironjournal.log;

import io.ironjournal.format.LogSegmentHeader;
import io.ironjournal.format.RecordType;
import io.ironjournal.io.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads single records of a log that is being appended to. The record's segment may be retired and used again meanwhile:
 * what is not a valid record of that place, kind and length is not returned.
 */
final class RecordReader {

    private RecordReader() {}

    /**
     * Reads the content of a record that was written.
     *
     * @param live the segments that the log has now, oldest first
     * @return null when there is no such record, any longer
     */
    static byte @Nullable [] read(Storage storage, List<LiveSegment> live, RecordType type, long lsn, int contentLength)
            throws IOException {
        if (live.isEmpty() || lsn < live.get(0).base()) {
            return null;
        }
        try (LogCursor cursor = new LogCursor(storage, links(live), lsn, contentLength)) {
            LogRecord record = cursor.next();
            if (record == null
                    || record.type() != type
                    || record.lsn() != lsn
                    || record.content().remaining() != contentLength) {
                return null;
            }
            return bytes(record.content());
        }
    }

    /** Each header says where the segment before it ends. */
    private static List<LogChain.Link> links(List<LiveSegment> live) {
        List<LogChain.Link> links = new ArrayList<>(live.size());
        for (int i = 0; i < live.size(); i++) {
            LogSegmentHeader header = live.get(i).header();
            long end = i + 1 < live.size()
                    ? Math.min(header.limit(), live.get(i + 1).header().previousEnd())
                    : header.limit();
            links.add(new LogChain.Link(live.get(i), end));
        }
        return links;
    }

    /** Without a copy if the content has an array of its own. */
    private static byte[] bytes(ByteBuffer content) {
        if (content.arrayOffset() == 0 && content.position() == 0 && content.remaining() == content.array().length) {
            return content.array();
        }
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }
}

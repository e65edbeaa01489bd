package io.ironjournal.log;

import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Joins the parts of records that a {@link DividedLog} divided. */
final class JoiningReader implements LogReader {

    private final LogReader parts;

    JoiningReader(LogReader parts) {
        this.parts = parts;
    }

    @Override
    public @Nullable LogRecord next() throws IOException {
        LogRecord record = parts.next();
        while (record != null && (record.type() & (DividedLog.MORE | DividedLog.CONTINUED)) != 0) {
            if ((record.type() & DividedLog.CONTINUED) != 0) {
                // The part before was trimmed or is missing.
                record = parts.next();
                continue;
            }
            int type = record.type() & ~DividedLog.MORE;
            long lsn = record.lsn();
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            boolean more = true;
            while (more) {
                append(content, record.content());
                record = parts.next();
                if (record == null || (record.type() & ~DividedLog.MORE) != (type | DividedLog.CONTINUED)) {
                    break;
                }
                more = (record.type() & DividedLog.MORE) != 0;
            }
            if (!more && record != null) {
                append(content, record.content());
                return new LogRecord(type, lsn, ByteBuffer.wrap(content.toByteArray()));
            }
        }
        return record;
    }

    private static void append(ByteArrayOutputStream out, ByteBuffer part) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        out.write(bytes, 0, bytes.length);
    }

    @Override
    public void close() throws IOException {
        parts.close();
    }
}

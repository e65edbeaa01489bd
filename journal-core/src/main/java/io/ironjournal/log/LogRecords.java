package io.ironjournal.log;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Whole records of a log, read in the order of their LSNs. */
public interface LogRecords extends Closeable {

    /** No record at all. */
    LogRecords NONE = new LogRecords() {
        @Override
        public @Nullable LogRecord next() {
            return null;
        }

        @Override
        public void close() {}
    };

    /**
     * Reads the next record.
     *
     * @return null when there is none, or no valid one
     */
    @Nullable
    LogRecord next() throws IOException;
}

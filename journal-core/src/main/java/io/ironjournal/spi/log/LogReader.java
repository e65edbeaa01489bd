package io.ironjournal.spi.log;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads whole records of a log in the order of their LSNs. Used by one thread at a time.
 *
 * @since 0.1.0
 */
public interface LogReader extends Closeable {

    /** Returns a reader without records. */
    static LogReader empty() {
        return new LogReader() {
            @Override
            public @Nullable LogRecord next() {
                return null;
            }

            @Override
            public void close() {}
        };
    }

    /**
     * Reads the next record.
     *
     * @return null at the end; also when records that this reader has not reached were trimmed meanwhile
     * @throws IOException when reading fails, also because of trimming
     */
    @Nullable
    LogRecord next() throws IOException;
}

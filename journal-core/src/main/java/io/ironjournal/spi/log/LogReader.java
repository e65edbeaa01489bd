package io.ironjournal.spi.log;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Reads complete records of a log in the order of their LSNs. One thread at a time uses it.
 *
 * @since 0.1.0
 */
public interface LogReader extends Closeable {

    /**
     * Returns a reader without records.
     *
     * @return a reader whose {@link #next} returns null
     * @since 0.1.0
     */
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
     * @return the record; null at the end. If records before the next one were trimmed meanwhile, a reader may return
     *     null or throw, but does not skip them
     * @throws IOException when reading fails, also because records were trimmed
     * @since 0.1.0
     */
    @Nullable
    LogRecord next() throws IOException;
}

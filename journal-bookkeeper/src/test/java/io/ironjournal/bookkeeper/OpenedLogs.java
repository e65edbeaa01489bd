package io.ironjournal.bookkeeper;

import io.ironjournal.spi.log.LogContext;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Remembers the logs that a test opens, and closes them. */
final class OpenedLogs {

    private final Deque<OpenedLog> opened = new ArrayDeque<>();

    LogProvider of(LogProvider log) {
        return new LogProvider() {
            @Override
            public String describe() {
                return log.describe();
            }

            @Override
            public Optional<LogIdentity> find(LogContext context) throws IOException {
                return log.find(context);
            }

            @Override
            public OpenedLog create(LogContext context, LogIdentity identity) throws IOException {
                return remembered(log.create(context, identity));
            }

            @Override
            public OpenedLog open(LogContext context, LogIdentity identity) throws IOException {
                return remembered(log.open(context, identity));
            }

            @Override
            public LogReader read(long from) throws IOException {
                return log.read(from);
            }
        };
    }

    private OpenedLog remembered(OpenedLog log) {
        opened.add(log);
        return log;
    }

    void closeAll() {
        for (OpenedLog log = opened.poll(); log != null; log = opened.poll()) {
            try {
                log.close();
            } catch (IOException | RuntimeException e) {
                // A test may have closed it.
            }
        }
    }
}

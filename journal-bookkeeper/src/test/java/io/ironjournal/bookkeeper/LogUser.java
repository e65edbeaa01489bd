package io.ironjournal.bookkeeper;

import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.GroupCompletion;
import io.ironjournal.spi.log.LogContext;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.LogRecord;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Uses a log as the engine does. */
final class LogUser {

    static final LogIdentity JOURNAL = new LogIdentity(new UUID(1, 2), 0);

    static final LogContext CONTEXT = new LogContext() {
        @Override
        public boolean acceptsLoss() {
            return false;
        }

        @Override
        public void lost(String loss, List<LogRecord> discarded) {
            throw new AssertionError(loss);
        }
    };

    private LogUser() {}

    /** Appends a record, and waits until it is acknowledged. Throws the failure of the group. */
    static void append(CommitLog log, String text) throws Throwable {
        try {
            send(log, text).get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }

    /** Appends a record. */
    static CompletableFuture<Void> send(CommitLog log, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        log.reserve(bytes.length, false);
        log.add(1, ByteBuffer.allocate(0), bytes);
        CompletableFuture<Void> outcome = new CompletableFuture<>();
        log.commit(new GroupCompletion() {
            @Override
            public void completed() {
                outcome.complete(null);
            }

            @Override
            public void failed(Throwable cause) {
                outcome.completeExceptionally(cause);
            }
        });
        return outcome;
    }

    static List<String> read(LogReader reader) throws IOException {
        List<String> found = new ArrayList<>();
        try (reader) {
            for (LogRecord record = reader.next(); record != null; record = reader.next()) {
                found.add(StandardCharsets.UTF_8.decode(record.content()).toString());
            }
        }
        return found;
    }
}

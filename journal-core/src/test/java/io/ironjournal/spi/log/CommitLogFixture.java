package io.ironjournal.spi.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.format.RecordType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A commit log for tests. A subclass says which implementation it is and how it fails. */
abstract class CommitLogFixture {

    static final LogIdentity JOURNAL = new LogIdentity(new UUID(3, 4), 7);
    static final int ENTRIES = RecordType.ENTRIES.code();

    /** A context in which no loss is accepted. */
    static final LogContext CONTEXT = new LogContext() {
        @Override
        public boolean acceptsLoss() {
            return false;
        }

        @Override
        public void lost(String loss, List<LogRecord> discarded) {
            throw new AssertionError("The log reports a loss, but nothing is lost: " + loss);
        }
    };

    /** Returns a provider of the log in its present state, for one opening. */
    protected abstract LogProvider provider() throws IOException;

    /** Simulates a power failure. Existing writers are dead. */
    protected abstract void crash(long seed) throws IOException;

    /** Kills the process. Existing writers are dead. */
    protected abstract void kill() throws IOException;

    /** Makes the following groups fail. */
    protected abstract void fail();

    /** Limits the log to about this number of further bytes. Called only for logs that can fill up. */
    protected abstract void limitRoom(int bytes);

    /** The outcome of a group. */
    static class Outcome implements GroupCompletion {

        private final CountDownLatch done = new CountDownLatch(1);
        private final List<Outcome> order;
        private volatile int calls;
        private volatile @Nullable Throwable failure;

        Outcome(List<Outcome> order) {
            this.order = order;
        }

        @Override
        public void completed() {
            report();
        }

        @Override
        public void failed(Throwable cause) {
            failure = cause;
            report();
        }

        @SuppressWarnings("NonAtomicVolatileUpdate") // a log calls once, and the test detects a second call
        private void report() {
            calls++;
            order.add(this);
            done.countDown();
        }

        @Nullable
        Throwable await() {
            try {
                assertTrue(done.await(20, TimeUnit.SECONDS), "The group did not complete");
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            assertEquals(1, calls);
            return failure;
        }
    }

    final List<Outcome> order = Collections.synchronizedList(new ArrayList<>());

    OpenedLog create() throws IOException {
        LogProvider provider = provider();
        assertEquals(Optional.empty(), provider.find(CONTEXT));
        return provider.create(CONTEXT, JOURNAL);
    }

    OpenedLog reopen() throws IOException {
        LogProvider provider = provider();
        assertEquals(Optional.of(JOURNAL), provider.find(CONTEXT));
        return provider.open(CONTEXT, JOURNAL);
    }

    static long add(CommitLog log, String text) throws IOException {
        return add(log, ENTRIES, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds a record. Half of the content is in the head. */
    static long add(CommitLog log, int type, byte[] content) throws IOException {
        long lsn = log.reserve(content.length, false);
        int half = content.length / 2;
        byte[] body = Arrays.copyOfRange(content, half, content.length);
        log.add(type, ByteBuffer.wrap(content, 0, half), body);
        return lsn;
    }

    Outcome send(CommitLog log) {
        Outcome outcome = new Outcome(order);
        log.commit(outcome);
        return outcome;
    }

    void commit(CommitLog log) {
        assertNull(send(log).await());
    }

    static List<String> read(LogReader reader) throws IOException {
        List<String> found = new ArrayList<>();
        long before = -1;
        try (reader) {
            for (LogRecord record = reader.next(); record != null; record = reader.next()) {
                assertTrue(record.lsn() > before, "positions increase");
                before = record.lsn();
                if (record.type() == ENTRIES) {
                    found.add(StandardCharsets.UTF_8.decode(record.content()).toString());
                }
            }
        }
        return found;
    }

    static List<String> numbers(int from, int to) {
        List<String> numbers = new ArrayList<>();
        for (int i = from; i < to; i++) {
            numbers.add("record " + i);
        }
        return numbers;
    }
}

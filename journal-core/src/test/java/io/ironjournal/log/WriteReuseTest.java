package io.ironjournal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.figures.JournalFigures;
import io.ironjournal.format.RecordType;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.GroupCompletion;
import io.ironjournal.spi.log.LogCapabilities;
import io.ironjournal.spi.log.LogReader;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.Lincheck;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Searches interleavings of two threads for one in which a reused write still takes part in its earlier use.
 * The interleavings are sequentially consistent: a missing {@code volatile} is not found.
 */
@Tag("lincheck")
class WriteReuseTest {

    private static final int INTERLEAVINGS = Integer.getInteger("ironjournal.interleavings", 500);

    private static final JournalFigures FIGURES = new JournalFigures("test", Runnable::run);

    /** Counts nothing: the search takes it for a hang when an interleaving loads the class of an event. */
    private static final class NoCounts extends GroupCounts {

        NoCounts(CommitLog log) {
            super(log, FIGURES);
        }

        @Override
        void sending(CommitGroup group) {}

        @Override
        void applied(CommitGroup group, long entries) {}
    }

    @Test
    void write_usedAgain_isWrittenAppliedAndCompletedOncePerUse() {
        Lincheck.runConcurrentTest(INTERLEAVINGS, WriteReuseTest::commitInTwoThreads);
    }

    private static void commitInTwoThreads() {
        BodyLog log = new BodyLog();
        List<Integer> applied = new ArrayList<>();
        Committer committer = new Committer(
                log,
                new Deaf(),
                Runnable::run,
                () -> Instant.EPOCH,
                new NoCounts(log),
                new FullLog(FIGURES.space(), null),
                false);
        Thread first = new Thread(() -> commitEach(committer, new ReusedWrite(applied), 0, 2));
        Thread second = new Thread(() -> commitEach(committer, new ReusedWrite(applied), 2, 3));
        first.start();
        second.start();
        join(first);
        join(second);
        assertEquals(3, log.bodies.size());
        assertEquals(log.bodies, applied);
    }

    private static void commitEach(Committer committer, ReusedWrite write, int from, int to) {
        for (int i = from; i < to; i++) {
            write.begin(i);
            committer.execute(write);
            assertEquals(write.lsn, write.appliedAt);
            write.end();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A write like that of one entry, whose content is cleared between two uses. */
    private static final class ReusedWrite extends Write {

        private final List<Integer> applied;
        private byte @Nullable [] body;
        private long appliedAt;

        ReusedWrite(List<Integer> applied) {
            this.applied = applied;
        }

        void begin(int value) {
            body = new byte[] {(byte) value};
        }

        void end() {
            body = null;
            appliedAt = -1;
            reuse();
        }

        @Override
        protected RecordType type() {
            return RecordType.ENTRIES;
        }

        @Override
        protected int contentLength() {
            return 1;
        }

        @Override
        protected byte[] body() {
            return body;
        }

        @Override
        protected void apply(long lsn) {
            applied.add((int) body[0]);
            appliedAt = lsn;
        }
    }

    private static final class Deaf implements CommitListener {
        @Override
        public void groupCommitted() {}

        @Override
        public void logFull() {}

        @Override
        public void failed(Throwable cause) {
            throw new AssertionError(cause);
        }
    }

    /** Records the first byte of each body. */
    private static final class BodyLog implements CommitLog {
        final List<Integer> bodies = new ArrayList<>();

        @Override
        public LogCapabilities capabilities() {
            return new LogCapabilities() {};
        }

        @Override
        public long reserve(int contentLength, boolean urgent) {
            return end();
        }

        @Override
        public void add(int type, ByteBuffer head, byte[] body) {
            bodies.add((int) body[0]);
        }

        @Override
        public int pending() {
            // So large that each write is a group of its own.
            return Integer.MAX_VALUE;
        }

        @Override
        public void commit(GroupCompletion completion) {
            completion.completed();
        }

        @Override
        public LogReader reader(long from) {
            return LogReader.empty();
        }

        @Override
        public long durable() {
            return end();
        }

        @Override
        public long end() {
            return 512L + bodies.size();
        }

        @Override
        public boolean canTrim(long mark) {
            return false;
        }

        @Override
        public void trim(long mark) {}

        @Override
        public long retainedBytes() {
            return 0;
        }

        @Override
        public long commits() {
            return 0;
        }

        @Override
        public void close() {}
    }
}

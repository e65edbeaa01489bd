package io.ironjournal.benchmarks.micro;

import io.ironjournal.figures.JournalFigures;
import io.ironjournal.format.RecordType;
import io.ironjournal.log.CommitListener;
import io.ironjournal.log.Committer;
import io.ironjournal.log.Write;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.GroupCompletion;
import io.ironjournal.spi.log.LogCapabilities;
import io.ironjournal.spi.log.LogReader;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** The committer's queue over a log that is a delay and nothing else: what queueing, leading and waking cost. */
@State(Scope.Benchmark)
public class HandOff {

    /** Nanoseconds that a force takes. */
    @Param({"0", "100000"})
    private long force;

    private @Nullable Committer committer;

    @Setup
    public void start() {
        committer = new Committer(
                new Delay(force),
                new Nobody(),
                Runnable::run,
                InstantSource.system(),
                new JournalFigures("test", Runnable::run),
                null,
                true);
    }

    @Benchmark
    @Threads(1)
    public Write oneThread() {
        return execute();
    }

    @Benchmark
    @Threads(8)
    public Write eightThreads() {
        return execute();
    }

    @Benchmark
    @Threads(32)
    public Write thirtyTwoThreads() {
        return execute();
    }

    private Write execute() {
        Nothing write = new Nothing();
        if (committer != null) {
            committer.execute(write);
        }
        return write;
    }

    @TearDown
    public void end() {
        if (committer != null) {
            committer.close();
        }
    }

    private static final class Nothing extends Write {
        @Override
        protected RecordType type() {
            return RecordType.ENTRIES;
        }

        @Override
        protected int contentLength() {
            return 0;
        }
    }

    private static final class Nobody implements CommitListener {
        @Override
        public void groupCommitted() {}

        @Override
        public void logFull() {}

        @Override
        public void failed(Throwable cause) {}
    }

    private static final class Delay implements CommitLog {

        private final long nanos;
        private long end;

        Delay(long nanos) {
            this.nanos = nanos;
        }

        @Override
        public LogCapabilities capabilities() {
            return new LogCapabilities() {};
        }

        @Override
        public long reserve(int contentLength, boolean urgent) {
            return end;
        }

        @Override
        public void add(int type, ByteBuffer head, byte[] body) {
            end += 8;
        }

        @Override
        public int pending() {
            return 0;
        }

        @Override
        public void commit(GroupCompletion completion) {
            if (nanos > 0) {
                LockSupport.parkNanos(nanos);
            }
            completion.completed();
        }

        @Override
        public LogReader reader(long from) {
            return LogReader.empty();
        }

        @Override
        public long durable() {
            return end;
        }

        @Override
        public long end() {
            return end;
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

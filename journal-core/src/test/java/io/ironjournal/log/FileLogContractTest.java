package io.ironjournal.log;

import io.ironjournal.figures.JournalFigures;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.CommitLogContract;
import io.ironjournal.spi.log.LogContext;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.OpenedLog;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** The log in files. As in a journal, the directory is locked before it is opened. */
class FileLogContractTest extends CommitLogContract {

    private SimulatedStorage storage = new SimulatedStorage(1);

    @Override
    protected LogProvider provider() {
        LogProvider files = new FileLogProvider(
                new LogSettings(
                        storage,
                        8 << 10,
                        1 << 20,
                        Runnable::run,
                        failure -> {},
                        new JournalFigures("test", Runnable::run)),
                () -> false);
        return new Locking(files, storage);
    }

    private record Locking(LogProvider files, SimulatedStorage storage) implements LogProvider {

        @Override
        public String describe() {
            return files.describe();
        }

        @Override
        public Optional<LogIdentity> find(LogContext context) throws IOException {
            return files.find(context);
        }

        @Override
        public OpenedLog create(LogContext context, LogIdentity identity) throws IOException {
            Closeable lock = storage.lock();
            return new Locked(files.create(context, identity), lock);
        }

        @Override
        public OpenedLog open(LogContext context, LogIdentity identity) throws IOException {
            Closeable lock = storage.lock();
            return new Locked(files.open(context, identity), lock);
        }

        @Override
        public LogReader read(long from) throws IOException {
            return files.read(from);
        }
    }

    private record Locked(OpenedLog opened, Closeable lock) implements OpenedLog {

        @Override
        public LogIdentity identity() {
            return opened.identity();
        }

        @Override
        public long epoch() {
            return opened.epoch();
        }

        @Override
        public long begin() {
            return opened.begin();
        }

        @Override
        public CommitLog log() {
            return opened.log();
        }

        @Override
        public void close() throws IOException {
            opened.close();
            lock.close();
        }
    }

    @Override
    protected void crash(long seed) {
        storage = storage.powerCut(seed);
    }

    @Override
    protected void kill() {
        storage = storage.kill();
    }

    @Override
    protected void fail() {
        storage.failForceAfter(1);
    }

    @Override
    protected void limitRoom(int bytes) {
        storage.setSpace(storage.usedSpace() + bytes);
    }
}

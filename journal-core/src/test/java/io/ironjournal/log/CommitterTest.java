package io.ironjournal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ironjournal.JournalFailedException;
import io.ironjournal.figures.JournalFigures;
import io.ironjournal.format.Manifest;
import io.ironjournal.format.RecordType;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Failures around the committer. */
class CommitterTest {

    @Test
    void callbackExecutorFails_committerContinuesAndNotifiesListeners() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        storage.createDirectory("log");
        CommitLog log = LogRecovery.create(
                new LogSettings(
                        storage,
                        8 << 10,
                        64 << 10,
                        Runnable::run,
                        failure -> {},
                        new JournalFigures("test", Runnable::run)),
                new Manifest(0, new UUID(1, 2)));
        Committer committer = new Committer(
                log,
                new Nobody(),
                task -> {
                    throw new RejectedExecutionException("Too busy");
                },
                InstantSource.system(),
                new JournalFigures("test", Runnable::run),
                null,
                false);
        Listening first = new Listening();
        Listening second = new Listening();
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            committer.execute(first);
            committer.execute(second);
        });
        assertEquals(1, first.told);
        assertEquals(1, second.told);
        assertNull(committer.failure());
    }

    /** A failure such as a lack of memory, first in the log and then in listeners. */
    @Test
    void logAndListenersFail_allWaitersAreWoken() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        storage.createDirectory("log");
        CommitLog log = LogRecovery.create(
                new LogSettings(
                        storage,
                        8 << 10,
                        64 << 10,
                        Runnable::run,
                        failure -> {},
                        new JournalFigures("test", Runnable::run)),
                new Manifest(0, new UUID(1, 2)));
        Nobody listener = new Nobody() {
            @Override
            public void failed(Throwable cause) {
                throw new OutOfMemoryError("No memory to tell of " + cause);
            }
        };
        Committer committer = new Committer(
                log,
                listener,
                task -> {
                    throw new OutOfMemoryError("No memory for a thread");
                },
                InstantSource.system(),
                new JournalFigures("test", Runnable::run),
                null,
                false);
        Listening first = new Listening() {
            @Override
            protected void head(ByteBuffer out) {
                throw new OutOfMemoryError("No memory to encode");
            }
        };
        Listening second = new Listening();
        first.next(second, committer);
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThrows(JournalFailedException.class, () -> committer.execute(first)));
        assertEquals(1, first.told);
        assertEquals(1, first.over);
        assertEquals(1, second.told, "queued while the first was completed");
        assertThrows(JournalFailedException.class, () -> committer.execute(new Listening()));
    }

    /** After the write is complete, its caller may already use it again. */
    @Test
    void completedWrite_anotherOfItsGroupFails_isNotTouchedAgain() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        storage.createDirectory("log");
        CommitLog log = LogRecovery.create(
                new LogSettings(
                        storage,
                        8 << 10,
                        64 << 10,
                        Runnable::run,
                        failure -> {},
                        new JournalFigures("test", Runnable::run)),
                new Manifest(0, new UUID(1, 2)));
        Committer committer = new Committer(
                log,
                new Nobody(),
                Runnable::run,
                InstantSource.system(),
                new JournalFigures("test", Runnable::run),
                null,
                false);
        int[] abandoned = new int[3];
        Write first = new Abandoned(abandoned, 0);
        Write failing = new Abandoned(abandoned, 1) {
            @Override
            protected boolean hasListener() {
                throw new OutOfMemoryError("No memory to complete it");
            }
        };
        Write third = new Abandoned(abandoned, 2);
        Listening opener = new Listening() {
            @Override
            protected void apply(long lsn) {
                committer.submit(first);
                committer.submit(failing);
                committer.submit(third);
            }
        };
        committer.submit(opener);
        assertNotNull(committer.failure());
        assertEquals(List.of(0, 0, 1), Arrays.stream(abandoned).boxed().toList());
    }

    private static class Abandoned extends Listening {

        private final int[] counts;
        private final int index;

        Abandoned(int[] counts, int index) {
            this.counts = counts;
            this.index = index;
        }

        @Override
        protected void abandoned() {
            counts[index]++;
        }

        @Override
        protected boolean hasListener() {
            return false;
        }
    }

    private static class Listening extends Write {

        private int told;
        private int over;
        private Runnable whenWanted = () -> {};

        /** Queues another write while this one is completed. */
        void next(Write write, Committer committer) {
            whenWanted = () -> committer.submit(write);
        }

        @Override
        protected Admission admit() {
            whenWanted.run();
            return Admission.RECORD;
        }

        @Override
        protected void onCompletion() {
            over++;
        }

        @Override
        protected RecordType type() {
            return RecordType.DURABLE;
        }

        @Override
        protected int contentLength() {
            return 0;
        }

        @Override
        protected boolean hasListener() {
            return true;
        }

        @Override
        protected void notifyListener(@Nullable RuntimeException failed) {
            told++;
        }
    }

    private static class Nobody implements CommitListener {
        @Override
        public void groupCommitted() {}

        @Override
        public void logFull() {}

        @Override
        public void failed(Throwable cause) {}
    }
}

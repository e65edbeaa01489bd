package io.ironjournal.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.ironjournal.format.Manifest;
import io.ironjournal.format.RecordType;
import io.ironjournal.io.SimulatedStorage;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The committer when something around it fails. */
class CommitterTest {

    @Test
    void itGoesOnWhenNobodyCanRunTheCodeOfThoseWhoDidNotWait() throws IOException {
        SimulatedStorage storage = new SimulatedStorage(1);
        storage.createDirectory("log");
        CommitLog log = LogRecovery.create(
                new LogSettings(storage, 8 << 10, 64 << 10, Runnable::run, failure -> {}),
                new Manifest(0, new UUID(1, 2)));
        Committer committer = new Committer(
                log,
                new Nobody(),
                task -> {
                    throw new RejectedExecutionException("Too busy");
                },
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

    private static final class Listening extends Write {

        private int told;

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
        protected void settled(@Nullable RuntimeException failed) {
            told++;
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
}

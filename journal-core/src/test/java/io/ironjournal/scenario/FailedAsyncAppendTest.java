package io.ironjournal.scenario;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The error of an asynchronous append, as callbacks see it. */
class FailedAsyncAppendTest {

    private final HookedStorage storage = new HookedStorage(new SimulatedStorage(1));

    private void failNextWriteOfTheLog() {
        storage.once("writeForced:log/", operation -> {
            throw new IOException("injected");
        });
    }

    private static Throwable failure(CompletionStage<?> stage) {
        AtomicReference<Throwable> seen = new AtomicReference<>();
        var unused = stage.whenComplete((position, failure) -> seen.set(failure));
        return seen.get();
    }

    @Test
    void callbacksOfAJournal_getTheErrorItself() {
        Journal journal = Small.open(storage);
        journal.append("a", new byte[1]);
        failNextWriteOfTheLog();
        assertInstanceOf(JournalFailedException.class, failure(journal.appendAsync("a", new byte[1])));
        assertThrows(JournalFailedException.class, () -> journal.append("a", new byte[1]));
        journal.close();
    }

    @Test
    void callbacksOfAShardedJournal_getTheErrorItself() {
        ShardedJournal journal = JournalOpener.openSharded(Small.options().build(), 2, storage, false);
        byte[] key = new byte[] {1};
        journal.append(key, new byte[1]);
        failNextWriteOfTheLog();
        assertInstanceOf(JournalFailedException.class, failure(journal.appendAsync(key, new byte[1])));
        assertThrows(JournalFailedException.class, () -> journal.append(key, new byte[1]));
        journal.close();
    }
}

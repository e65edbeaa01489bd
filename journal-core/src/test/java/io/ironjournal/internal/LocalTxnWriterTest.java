package io.ironjournal.internal;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.Journal;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalOptions;
import io.ironjournal.TxnWriter;
import io.ironjournal.io.SimulatedStorage;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What a local transaction says of its outcome. */
class LocalTxnWriterTest {

    @Test
    void aCommitWhoseOutcomeIsUnknownIsNotCalledARollback() {
        SimulatedStorage storage = new SimulatedStorage(1);
        Journal journal =
                JournalOpener.open(JournalOptions.builder(Path.of("/simulated")).build(), storage, false);
        TxnWriter writer = journal.writer("orders").add(new byte[1]);
        storage.failForceAfter(1);
        JournalFailedException thrown = assertThrows(JournalFailedException.class, writer::commit);
        writer.close();
        CompletionException told = assertThrows(
                CompletionException.class,
                () -> writer.committed().toCompletableFuture().join());
        assertSame(thrown, told.getCause());
    }
}

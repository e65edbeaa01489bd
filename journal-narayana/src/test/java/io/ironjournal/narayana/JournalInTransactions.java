package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.TransactionManager;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A journal in transactions of Narayana, for tests. */
abstract class JournalInTransactions {

    final TransactionManager tm = TestNarayana.tm();
    Journal journal;
    TransactionalJournal transactional;

    /** A journal whose transactions are limited to 1 MiB. */
    abstract Journal open() throws Exception;

    @BeforeEach
    void openJournal() throws Exception {
        journal = open();
        transactional = transactional(journal);
    }

    @AfterEach
    void closeJournal() throws Exception {
        TestNarayana.leave();
        transactional.close();
        assertEquals(List.of(), TestNarayana.logs());
    }

    static TransactionalJournal transactional(Journal journal) {
        return TransactionalJournal.of(
                journal, TestNarayana.tm(), TestNarayana.get().synchronizationRegistry());
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static List<String> read(Journal journal, String stream) {
        List<String> entries = new ArrayList<>();
        try (EntryIterator iterator = journal.iterate(stream, journal.firstId(stream))) {
            while (iterator.hasNext()) {
                Entry entry = iterator.next();
                entries.add(new String(entry.data(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }

    List<String> read(String stream) {
        return read(journal, stream);
    }

    static <T> T get(java.util.concurrent.CompletionStage<T> stage) throws Exception {
        CompletableFuture<T> future = stage.toCompletableFuture();
        assertTrue(future.isDone(), "completed when the commit returned");
        return future.get();
    }
}

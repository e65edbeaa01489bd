package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.transactional;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.Compression;
import io.ironjournal.Cursor;
import io.ironjournal.Entry;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.jta.TransactionalJournal;
import jakarta.transaction.TransactionManager;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A cursor on a journal in transactions of Narayana, for tests. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class CursorInTransactions {

    final TransactionManager tm = TestNarayana.tm();

    @TempDir
    Path directory;

    Journal journal;
    TransactionalJournal transactional;

    /** One object, used in all transactions of a test. */
    Cursor cursor;

    @BeforeEach
    void open() {
        journal = Journal.open(JournalOptions.builder(directory)
                .maxSegmentSize(4 << 10)
                .compression(Compression.NONE)
                .logSegmentSize(64 << 10)
                .logBudget(256 << 10)
                .build());
        transactional = transactional(journal);
        cursor = transactional.cursor("mailer", "orders");
    }

    @AfterEach
    void close() throws Exception {
        TestNarayana.leave();
        transactional.close();
        assertEquals(List.of(), TestNarayana.logs());
    }

    void append(String... entries) {
        for (String entry : entries) {
            journal.append("orders", bytes(entry));
        }
    }

    static String text(Optional<Entry> entry) {
        return entry.map(found -> new String(found.data(), StandardCharsets.UTF_8))
                .orElse("nothing");
    }

    String next() {
        return text(cursor.next());
    }

    /** Returns the position of the cursor outside the transaction. */
    long committed() {
        return journal.cursor("mailer", "orders").position();
    }
}

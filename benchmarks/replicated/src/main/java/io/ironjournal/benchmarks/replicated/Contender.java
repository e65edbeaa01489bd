package io.ironjournal.benchmarks.replicated;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.bookkeeper.BookKeeperLog;
import java.nio.file.Path;

/** What is measured. Thread-safe. */
interface Contender extends AutoCloseable {

    /** Returns when the entry is acknowledged. */
    void append(byte[] entry) throws Exception;

    /** Returns the number of groups so far. */
    long groups();

    /** Returns the contender of a name. */
    static Contender of(String name, String uri, Path directory) throws Exception {
        if (name.equals("bare")) {
            return new BareLedger(uri);
        }
        Journal journal = Journal.open(options(uri, name + System.nanoTime(), directory));
        return new Contender() {
            @Override
            public void append(byte[] entry) {
                journal.append("entries", entry);
            }

            @Override
            public long groups() {
                return journal.stats().forces();
            }

            @Override
            public void close() {
                journal.close();
            }
        };
    }

    /** Returns the options of a journal; one whose name begins with {@code one-group} has one group in flight. */
    static JournalOptions options(String uri, String name, Path directory) {
        BookKeeperLog log = BookKeeperLog.at(uri).journal(name);
        return JournalOptions.builder(directory)
                .commitLog(name.startsWith("one-group") ? log.groupsInFlight(1) : log)
                .build();
    }
}

package io.ironjournal.application;

import io.ironjournal.Compression;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.StreamNotFoundException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

public class Application {

    public static void main(String[] args) {
        JournalOptions options = JournalOptions.builder(Path.of(System.getProperty("journal")))
                .compression(Compression.LZ4)
                .minCompressionSize(0)
                .blockCacheSize(1 << 20)
                .build();
        try (Journal journal = Journal.open(options)) {
            journal.append("greetings", "hello".getBytes(StandardCharsets.UTF_8));
            requireNamed(journal);
        }
        // From its segment, now that the log is flushed.
        try (Journal journal = Journal.open(options)) {
            String greeting = new String(journal.get("greetings", 0).orElseThrow(), StandardCharsets.UTF_8);
            System.out.println(greeting + " by " + journal.getClass().getModule());
        }
    }

    /** Members of the sealed hierarchy are in several packages, which only a named module allows. */
    private static void requireNamed(Journal journal) {
        try {
            journal.truncate("missing", 0);
            throw new AssertionError("a stream that does not exist was truncated");
        } catch (StreamNotFoundException missing) {
            if (!missing.stream().orElseThrow().equals("missing") || !JournalException.class.isSealed()) {
                throw missing;
            }
        }
    }
}

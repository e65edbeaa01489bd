package io.ironjournal.application;

import io.ironjournal.Compression;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
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
        }
        // From its segment, now that the log is flushed.
        try (Journal journal = Journal.open(options)) {
            String greeting = new String(journal.get("greetings", 0).orElseThrow(), StandardCharsets.UTF_8);
            System.out.println(greeting + " by " + journal.getClass().getModule());
        }
    }
}

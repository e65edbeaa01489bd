package io.ironjournal.servers;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the journal of a server that has ended, to look into without a change. */
final class JournalCopy {

    private final Path directory;

    private JournalCopy(Path directory) {
        this.directory = directory;
    }

    static JournalCopy of(Path journal) throws IOException {
        Path directory = Files.createTempDirectory(journal.getParent(), "copy");
        try (Stream<Path> files = Files.walk(journal)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(journal.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return new JournalCopy(directory);
    }

    /** Returns whether an order is committed, or the journal has voted for it, or neither. */
    String stateOf(String order) throws IOException {
        try (Journal journal = Journal.open(directory)) {
            List<String> orders = new ArrayList<>();
            try (EntryIterator all = journal.iterate("orders", 0)) {
                all.forEachRemaining(entry -> orders.add(new String(entry.data(), StandardCharsets.UTF_8)));
            }
            if (orders.contains(order)) {
                return "committed";
            }
            return journal.stats().inDoubt() == 1 ? "in doubt" : "unknown";
        }
    }
}

package io.ironjournal.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.SyncMode;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A small journal, and runs of the command on it. */
final class Sample {

    static final String BRANCH = "7:0102:03";

    private Sample() {}

    /** What a run of the command returned and printed. */
    record Run(int code, String out, String err) {}

    static Run run(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] texts = new String[arguments.length];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = arguments[i].toString();
        }
        int code = IronJournal.run(new PrintWriter(out), new PrintWriter(err), texts);
        return new Run(code, out.toString(), err.toString());
    }

    static Journal open(Path directory) {
        return Journal.open(JournalOptions.builder(directory)
                .logSegmentSize(64 << 10)
                .logBudget(256 << 10)
                .maxSegmentSize(16 << 10)
                .syncMode(SyncMode.ASYNC)
                .build());
    }

    /** Writes streams, a cursor, a producer and a branch in doubt. */
    static Journal write(Path directory) {
        Journal journal = open(directory);
        for (int i = 0; i < 600; i++) {
            byte[] bytes = ("order " + i + " " + "x".repeat(i % 90)).getBytes(StandardCharsets.UTF_8);
            journal.append("orders", NewEntry.of(bytes).header("type", "added"));
            if (i % 6 == 0) {
                journal.append("a'\u001b[31m/ö", bytes);
            }
        }
        journal.resetCursor("mailer", "orders", 500);
        journal.producer("import").append("orders", new byte[0], 41);
        BranchId id = new BranchId(7, new byte[] {1, 2}, new byte[] {3});
        Branch branch = Transactions.of(journal).begin(id);
        branch.add("orders", "held".getBytes(StandardCharsets.UTF_8));
        Transactions.of(journal).prepare(id);
        return journal;
    }

    /** Writes a stream, and moves all but its last segment to an archive. */
    static void archive(Path directory, Path archive) {
        JournalOptions options = JournalOptions.builder(directory)
                .logSegmentSize(64 << 10)
                .logBudget(256 << 10)
                .maxSegmentSize(16 << 10)
                .syncMode(SyncMode.ASYNC)
                .archive(archive)
                .build();
        try (Journal journal = Journal.open(options)) {
            for (int i = 0; i < 600; i++) {
                journal.append("audit", ("audited " + i + "x".repeat(100)).getBytes(StandardCharsets.UTF_8));
            }
            journal.truncate("audit", 600);
        }
    }

    /** Changes a byte in the middle of the first segment of a stream. */
    static void damage(Path directory) throws IOException {
        Path segment = directory.resolve("streams/orders/00000000000000000000.wal");
        byte[] bytes = Files.readAllBytes(segment);
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment, bytes);
    }

    static Map<String, byte[]> content(Path directory) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.toList()) {
                content.put(
                        directory.relativize(path) + " " + Files.getLastModifiedTime(path),
                        Files.isRegularFile(path) ? Files.readAllBytes(path) : new byte[0]);
            }
        }
        return content;
    }

    static void assertSame(Map<String, byte[]> before, Path directory) throws IOException {
        Map<String, byte[]> after = content(directory);
        assertEquals(before.keySet(), after.keySet());
        before.forEach((file, bytes) -> assertArrayEquals(bytes, after.get(file), file));
    }
}

package io.ironjournal.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Cursor;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Branch;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.tools.Sample.Run;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code in-doubt show} says what a branch would write, and whether it is in the streams already. */
class InDoubtShowTest {

    private static final BranchId ID = new BranchId(7, new byte[] {1, 2}, new byte[] {3});
    private static final String MARKER = "the record that is going to be damaged";

    @TempDir
    Path directory;

    @TempDir
    Path elsewhere;

    private Run show(Object... options) {
        Object[] arguments = new Object[4 + options.length];
        arguments[0] = "in-doubt";
        arguments[1] = "show";
        arguments[2] = directory;
        arguments[3] = Sample.BRANCH;
        System.arraycopy(options, 0, arguments, 4, options.length);
        return Sample.run(arguments);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void assertHas(String part, Run run) {
        assertTrue(run.out().contains(part), part + " is not in " + run);
    }

    private static void prepare(Journal journal, int entries) {
        Branch branch = Transactions.of(journal).begin(ID);
        for (int i = 0; i < entries; i++) {
            branch.add("orders", NewEntry.of(bytes("held " + i)).header("type", "added"));
        }
        Transactions.of(journal).prepare(ID);
    }

    private static void append(Journal journal, int from, int to) {
        for (int i = from; i < to; i++) {
            journal.append("orders", NewEntry.of(bytes("held " + i)).header("type", "added"));
        }
    }

    @Test
    void branchThatIsNotWritten_isShown_andNotFound() {
        try (Journal journal = Sample.open(directory)) {
            append(journal, 5, 8);
            prepare(journal, 3);
        }
        Run plain = show();
        assertEquals(ExitCodes.FINE, plain.code(), plain.toString());
        assertHas("Branch 7:0102:03, prepared ", plain);
        assertHas("Stream 'orders': 3 entries, 18 bytes", plain);
        assertHas("  NOT FOUND: searched ids 0 to 2", plain);
        assertHas("  3  6 bytes  headers type", plain);
        assertFalse(plain.out().contains("held"), plain.out());
        assertHas("  1  6 bytes  headers type='added'  'held 0'", show("--data"));
        assertHas("68656c642030", show("--data", "--hex"));
        Run limited = show("--limit", "1");
        assertHas("  2 more entries: raise --limit to see them", limited);
        Run json = show("--json", "--data", "--limit", "1");
        assertHas("\"presence\":\"NOT_FOUND\",\"occurrences\":0,\"newest\":[],\"part\":null", json);
        assertHas("\"searchedFrom\":0,\"searchedTo\":3,\"truncated\":false,\"missing\":0", json);
        assertHas("\"content\":[{\"size\":6,\"headers\":{\"type\":\"YWRkZWQ=\"},\"data\":\"aGVsZCAw\"}]", json);
    }

    @Test
    void sameEntriesInTheStream_areFound_andThoseBeforeTheVoteAreSaidToBe() throws InterruptedException {
        try (Journal journal = Sample.open(directory)) {
            append(journal, 0, 3);
            Thread.sleep(5); // The time of a vote has milliseconds.
            prepare(journal, 3);
            append(journal, 0, 3);
        }
        Run run = show();
        assertHas("  FOUND: the same entries are in the stream, at:", run);
        assertTrue(run.out().matches("(?s).*    ids 0 to 2, written [^ ]+, before the vote\n.*"), run.out());
        assertTrue(run.out().matches("(?s).*    ids 3 to 5, written [^ ]+Z\n.*"), run.out());
        assertHas("is of another transaction, unless the clock went back", run);
        assertHas("\"presence\":\"FOUND\",\"occurrences\":2,\"newest\":[{\"firstId\":0,\"endId\":3,", show("--json"));
        assertHas("  NOT FOUND: there is no entry to compare", show("--since", "2999-01-01T00:00:00Z"));
    }

    @Test
    void beginningOfTheEntries_isAPart_andATruncatedStreamIsUncertain() {
        JournalOptions options =
                JournalOptions.builder(directory).maxEntriesPerSegment(2).build();
        try (Journal journal = Journal.open(options)) {
            append(journal, 0, 4);
            prepare(journal, 3);
        }
        try (Journal journal = Journal.open(options)) {
            assertEquals(1, journal.truncate("orders", 2));
        }
        Run run = show();
        assertEquals(ExitCodes.FINE, run.code(), run.toString());
        assertHas("  PERHAPS: searched ids 2 to 3, but the stream may have had the entries", run);
        assertHas("    Entries below id 2 were removed. The first one left was written ", run);
        assertHas("\"presence\":\"PERHAPS\"", show("--json"));
        try (Journal journal = Journal.open(options)) {
            append(journal, 0, 2);
        }
        assertHas("  PART: only the first 2 of the entries are in the stream, at ids 4 to 5, written ", show());
        assertHas("\"part\":{\"firstId\":4,\"endId\":6,\"time\":\"", show("--json"));
    }

    @Test
    void positions_areComparedWithThoseOfNow() {
        try (ShardedJournal sharded =
                ShardedJournal.open(JournalOptions.builder(directory).build(), 2)) {
            Journal journal = sharded.journal();
            journal.append("orders", bytes("one"));
            journal.resetCursor("mailer", "orders", 0);
            Cursor cursor = journal.cursor("mailer", "orders");
            Branch branch = Transactions.of(journal).begin(ID);
            branch.advance(cursor, 1);
            branch.advance("import", 41);
            branch.expect("orders", 1);
            branch.checkpoint(bytes("noon"));
            Transactions.of(journal).prepare(ID);
        }
        Run run = show();
        assertEquals(ExitCodes.FINE, run.code(), run.toString());
        assertHas("Expects stream 'orders' to end at 1; it ends at 1 now", run);
        assertHas("Moves cursor 'mailer' of stream 'orders' to 1; it is at 0 now", run);
        assertHas("Moves producer 'import' to 41; it does not exist now", run);
        assertHas("Creates checkpoint 'noon'; it does not exist now", run);
        Run json = show("--json");
        assertHas("\"expectations\":[{\"stream\":\"orders\",\"nextId\":1,\"now\":1}]", json);
        assertHas("\"cursors\":[{\"cursor\":\"mailer\",\"stream\":\"orders\",\"position\":1,\"now\":0}]", json);
        assertHas("\"producers\":[{\"producer\":\"import\",\"sequence\":41,\"now\":null}]", json);
        assertHas("\"checkpoint\":\"bm9vbg==\",\"checkpointExists\":false", json);
    }

    @Test
    void branchThatIsNotInDoubt_isUsage() {
        Sample.write(directory).close();
        Run run = Sample.run("in-doubt", "show", directory, "7:09:09");
        assertEquals(ExitCodes.USAGE, run.code());
        assertTrue(run.err().contains("No branch 7:09:09 is in doubt. List the branches with in-doubt DIR"), run.err());
    }

    /** A flush has written segments, but not its mark. Damage behind the vote loses the COMMIT, but not the entries. */
    @Test
    void branchThatALossMadeInDoubtAgain_isFoundAfterTheOpening() throws IOException {
        Path killed = elsewhere.resolve("killed");
        try (Journal journal = Journal.open(directory)) {
            journal.append("orders", bytes("before"));
            prepare(journal, 3);
            journal.append("other", bytes(MARKER));
            Transactions.of(journal).commit(ID);
            journal.append("other", bytes("proves that the records before it were forced"));
            copy(directory, killed);
        }
        copy(directory.resolve("streams"), killed.resolve("streams"));
        directory = killed;
        damage();
        Map<String, byte[]> before = Sample.content(directory);
        Run damaged = show();
        assertEquals(ExitCodes.FINDINGS, damaged.code(), damaged.toString());
        assertHas("  PERHAPS: searched id 0, but the stream may have had the entries", damaged);
        assertHas("Open or repair the journal first, then repeat this command.", damaged);
        Sample.assertSame(before, directory);
        JournalOptions truncating = JournalOptions.builder(directory)
                .corruptionPolicy(CorruptionPolicy.TRUNCATE)
                .build();
        Journal.open(truncating).close();
        Run loss = show();
        assertEquals(ExitCodes.FINDINGS, loss.code(), "the loss is not accepted");
        assertHas("    ids 1 to 3, written ", loss);
        try (Journal afterLoss = Journal.open(directory)) {
            Transactions.of(afterLoss).acceptLoss();
        }
        Run accepted = show("--data");
        assertEquals(ExitCodes.FINE, accepted.code(), accepted.toString());
        assertHas("    ids 1 to 3, written ", accepted);
        assertEquals(
                ExitCodes.FINE,
                Sample.run("in-doubt", "rollback", directory, Sample.BRANCH, "--yes")
                        .code());
        assertEquals(4, Sample.run("print", directory, "orders").out().lines().count());
    }

    private void damage() throws IOException {
        int damaged = 0;
        try (Stream<Path> logs = Files.list(directory.resolve("log"))) {
            for (Path log : logs.toList()) {
                byte[] bytes = Files.readAllBytes(log);
                int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(MARKER);
                if (at >= 0) {
                    bytes[at] ^= 1;
                    Files.write(log, bytes);
                    damaged++;
                }
            }
        }
        assertEquals(1, damaged, "the log has the marker");
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Path target = to.resolve(from.relativize(path));
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}

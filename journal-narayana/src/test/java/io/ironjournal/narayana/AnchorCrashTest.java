package io.ironjournal.narayana;

import static io.ironjournal.narayana.JournalInTransactions.bytes;
import static io.ironjournal.narayana.JournalInTransactions.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.sharded.Checkpoint;
import io.ironjournal.sharded.CheckpointInfo;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests crashes of processes that consume a stream into a database and create checkpoints. Cursor, checkpoint, shards
 * and database must always result from the same transactions.
 */
class AnchorCrashTest {

    private static final int ENTRIES = 20;

    /** After all voted, before and after the decision, and after all committed. */
    private static final List<HaltPoint> POINTS = List.of(
            HaltPoint.BEFORE_LOG, HaltPoint.AFTER_LOG, HaltPoint.BEFORE_LOG_REMOVAL, HaltPoint.AFTER_LOG_REMOVAL);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path directory;

    @Test
    void checkpointAndCursor_afterCrash_existIfAndOnlyIfTransactionCommitted() throws Exception {
        System.setProperty(
                "derby.stream.error.file", directory.resolve("derby.log").toString());
        Narayana narayana = TestNarayana.get();
        try (AnchoringApplication application = new AnchoringApplication(narayana, directory)) {
            application.database().createTable();
            for (int i = 0; i < ENTRIES; i++) {
                application.core().journal().append("source", bytes(name(i)));
            }
        }
        int consumed = 0;
        for (HaltPoint point : POINTS) {
            die(point);
            consumed += point.isDecided() ? 3 : 2;
            try (AnchoringApplication application = new AnchoringApplication(narayana, directory)) {
                application.recover();
                check(application, consumed);
            }
        }
        try (AnchoringApplication application = new AnchoringApplication(narayana, directory)) {
            // A second recovery must change nothing.
            application.recover();
            check(application, consumed);
            while (application.consume()) {
                consumed++;
            }
            assertEquals(ENTRIES, consumed);
            check(application, consumed);
        }
    }

    private static String name(int number) {
        return String.format("entry %02d", number);
    }

    private static void check(AnchoringApplication application, int consumed) throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < consumed; i++) {
            expected.add(name(i));
        }
        ShardedJournal journal = application.core();
        assertEquals(List.of(), Transactions.of(journal.journal()).inDoubt());
        assertEquals(List.of(), TestNarayana.filesWithContent());
        assertEquals(consumed, journal.journal().cursor("consumer", "source").position(), "the cursor");
        assertEquals(expected, application.database().orders().stream().sorted().toList(), "the database");
        assertEquals(
                expected,
                journal.listCheckpoints().stream()
                        .map(CheckpointInfo::id)
                        .map(id -> new String(id, StandardCharsets.UTF_8))
                        .toList(),
                "the checkpoints");
        Checkpoint anchor = journal.loadLatestCheckpoint();
        assertEquals(name(consumed - 1), new String(anchor.id(), StandardCharsets.UTF_8));
        List<String> inShards = new ArrayList<>();
        for (int shard = 0; shard < AnchoringApplication.SHARDS; shard++) {
            List<String> entries = read(journal.journal(), journal.streamOf(shard));
            assertEquals(anchor.offset(shard), entries.size(), "the cut is after the transaction's own entry");
            inShards.addAll(entries);
        }
        assertEquals(expected, inShards.stream().sorted().toList(), "the shards");
    }

    private void die(HaltPoint point) throws Exception {
        TestNarayana.leaveToOthers();
        Path output = directory.resolve(point + ".log");
        Process process = new ProcessBuilder(JavaProcess.command(
                        directory,
                        List.of(
                                "-Dnarayana.log=" + System.getProperty("narayana.log", "files"),
                                AnchoringApplication.class.getName(),
                                directory.toString(),
                                TestNarayana.store().toString(),
                                point.name())))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), point + " hangs");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(HaltPoint.EXIT_CODE, process.exitValue(), point + ": " + Files.readString(output));
    }
}

package io.ironjournal.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.SyncMode;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.tools.Sample.Run;
import io.ironjournal.transaction.BranchId;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that open a journal for writing also open a sharded one. */
class ShardedJournalCommandsTest {

    private static final int SHARDS = 3;

    @TempDir
    Path directory;

    private Path source;
    private String shard;
    private long entries;

    private ShardedJournal open(Path journal) {
        JournalOptions options = JournalOptions.builder(journal)
                .logSegmentSize(64 << 10)
                .logBudget(256 << 10)
                .maxSegmentSize(16 << 10)
                .syncMode(SyncMode.ASYNC)
                .archive(directory.resolve("archive"))
                .build();
        return ShardedJournal.open(options, SHARDS);
    }

    @BeforeEach
    void write() {
        source = directory.resolve("journal");
        try (ShardedJournal sharded = open(source)) {
            shard = sharded.streamOf(1);
            for (int i = 0; i < 900; i++) {
                sharded.append(("key " + i).getBytes(UTF_8), ("value " + i + "x".repeat(100)).getBytes(UTF_8));
            }
            Journal journal = sharded.journal();
            entries = journal.nextId(shard);
            journal.resetCursor("mailer", shard, 5);
            Transactions transactions = Transactions.of(journal);
            BranchId id = new BranchId(7, new byte[] {1, 2}, new byte[] {3});
            transactions.begin(id).addToShard(1, "held".getBytes(UTF_8));
            transactions.prepare(id);
        }
    }

    private static void succeed(Object... words) {
        Run run = Sample.run(words);
        assertEquals(ExitCodes.FINE, run.code(), run.toString());
    }

    @Test
    void branch_isCommitted() {
        succeed("in-doubt", "commit", source, Sample.BRANCH, "--yes");
        try (ShardedJournal sharded = open(source)) {
            assertEquals(entries + 1, sharded.journal().nextId(shard));
            assertEquals(0, Transactions.of(sharded.journal()).inDoubt().size());
        }
    }

    @Test
    void branch_isRolledBack() {
        succeed("in-doubt", "rollback", source, Sample.BRANCH, "--yes");
        try (ShardedJournal sharded = open(source)) {
            assertEquals(entries, sharded.journal().nextId(shard));
            assertEquals(0, Transactions.of(sharded.journal()).inDoubt().size());
        }
    }

    @Test
    void cursor_isMovedAndDeleted() {
        succeed("cursors", "reset", source, "mailer", shard, "7", "--yes");
        try (ShardedJournal sharded = open(source)) {
            assertEquals(7, sharded.journal().cursor("mailer", shard).position());
        }
        succeed("cursors", "delete", source, "mailer", shard, "--yes");
        try (ShardedJournal sharded = open(source)) {
            assertTrue(sharded.journal().cursors().isEmpty());
        }
    }

    @Test
    void archivedEntries_arePutBack() {
        try (ShardedJournal sharded = open(source)) {
            sharded.journal().truncate(shard, entries);
            assertTrue(sharded.journal().firstId(shard) > 0);
        }
        succeed("archive", "restore", source, shard, "0", "--archive", directory.resolve("archive"), "--yes");
        try (ShardedJournal sharded = open(source)) {
            assertEquals(0, sharded.journal().firstId(shard));
        }
    }

    @Test
    void backup_isTaken_andRestored() {
        succeed("backup", source, directory.resolve("backup"));
        succeed("restore", directory.resolve("backup"), directory.resolve("restored"));
        try (ShardedJournal sharded = open(directory.resolve("restored"))) {
            assertEquals(entries, sharded.journal().nextId(shard));
        }
    }
}

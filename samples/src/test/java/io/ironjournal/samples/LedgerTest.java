package io.ironjournal.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.JournalOptions;
import io.ironjournal.sharded.Checkpoint;
import io.ironjournal.sharded.ShardedJournal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the sample in a new JVM and checks the sum of the balances. */
class LedgerTest {

    @TempDir
    Path data;

    @Test
    void ledger_killedRepeatedly_keepsSumOfBalances() throws Exception {
        StoryRun run = StoryRun.of(Ledger.class, data, Map.of("ledger.data", data.toString(), "ledger.kills", "2"));
        assertEquals(0, run.exit(), run.output());
        assertEquals(
                2,
                run.output()
                        .lines()
                        .filter(line -> line.startsWith("  Killed "))
                        .count(),
                run.output());
        assertTrue(run.output().contains("1,000,000.00, which is correct"), run.output());

        List<String> names = StoryRun.query(
                data.resolve("snapshots"), "SELECT DISTINCT snapshot FROM balances", row -> row.getString(1));
        List<Long> cents =
                StoryRun.query(data.resolve("snapshots"), "SELECT cents FROM balances", row -> row.getLong(1));
        assertEquals(Balances.ACCOUNTS, cents.size());
        long sum = cents.stream().mapToLong(Long::longValue).sum();
        assertEquals(Balances.ACCOUNTS * Balances.OPENING_CENTS, sum, "the snapshot is of one moment");
        JournalOptions options = JournalOptions.builder(data.resolve("journal")).build();
        try (ShardedJournal journal = ShardedJournal.open(options, Bookkeeping.SHARDS)) {
            Checkpoint anchor = journal.loadLatestCheckpoint();
            assertEquals(List.of(new String(anchor.id(), StandardCharsets.UTF_8)), names);
            assertEquals(0, journal.journal().stats().inDoubt());
            for (int shard = 0; shard < Bookkeeping.SHARDS; shard++) {
                try (EntryIterator entries = journal.iterateShard(shard, anchor.offset(shard))) {
                    while (entries.hasNext()) {
                        sum += ByteBuffer.wrap(entries.next().data()).getLong(Integer.BYTES);
                    }
                }
            }
        }
        assertEquals(
                Balances.ACCOUNTS * Balances.OPENING_CENTS,
                sum,
                "the entries after the snapshot do not change the sum");
        assertEquals(List.of(), StoryRun.filesWithContent(data.resolve("transactions")));
    }
}

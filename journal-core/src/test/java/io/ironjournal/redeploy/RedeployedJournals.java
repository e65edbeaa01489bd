package io.ironjournal.redeploy;

import io.ironjournal.Compression;
import io.ironjournal.Cursor;
import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.ReadStrategy;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/** An application that uses journals in all modes, twice each, so that it also recovers and reads segments. */
public final class RedeployedJournals implements Callable<Void> {

    private static final int ENTRIES = 200;

    private final Path root;

    public RedeployedJournals(String root) {
        this.root = Path.of(root);
    }

    @Override
    public Void call() throws Exception {
        for (SyncMode mode : SyncMode.values()) {
            for (ReadStrategy strategy : ReadStrategy.values()) {
                for (Compression compression : Compression.values()) {
                    JournalOptions options = JournalOptions.builder(
                                    root.resolve(mode + "-" + strategy + "-" + compression))
                            .syncMode(mode)
                            .syncInterval(Duration.ofMillis(1))
                            .readStrategy(strategy)
                            .compression(compression)
                            .minCompressionSize(1)
                            .maxEntriesPerSegment(50)
                            .logSegmentSize(1 << 20)
                            .logBudget(4 << 20)
                            .build();
                    use(options);
                    use(options);
                }
            }
        }
        useShards();
        useShards();
        return null;
    }

    private static void use(JournalOptions options) throws Exception {
        try (Journal journal = Journal.open(options)) {
            for (int i = 0; i < ENTRIES; i++) {
                journal.append("single", new byte[1000]);
            }
            CompletableFuture<Long> later =
                    journal.appendAsync("later", new byte[1000]).toCompletableFuture();
            later.thenApplyAsync(id -> id + 1).get();
            journal.failed();
            try (TxnWriter writer = journal.writer("batch")) {
                writer.add(new byte[10]).add("other", new byte[10]).commit();
            }
            journal.appendBatch("batch", List.of(new byte[10], new byte[20]));
            BranchId branch = new BranchId(1, new byte[] {1}, new byte[] {(byte) journal.nextId("branch")});
            Transactions.of(journal).begin(branch).add("branch", new byte[10]);
            Transactions.of(journal).prepare(branch);
            Transactions.of(journal).commit(branch);
            read(journal);
            journal.truncate("single", journal.nextId("single") - ENTRIES / 2);
            journal.sync();
            read(journal);
            journal.stats();
        }
    }

    private static void read(Journal journal) throws InterruptedException {
        for (String stream : journal.streams()) {
            long first = journal.firstId(stream);
            try (EntryIterator entries = journal.iterate(stream, first)) {
                entries.forEachRemaining(entry -> entry.data());
            }
            journal.get(stream, first);
            journal.getBatch(stream, first, first + 1);
        }
        try (EntryIterator following = journal.follow("single", journal.firstId("single"))) {
            following.next();
        }
        Cursor cursor = journal.cursor("reader", "single");
        cursor.advanceTo(Math.max(cursor.position(), journal.firstId("single")));
        cursor.next().ifPresent(entry -> cursor.advanceTo(entry.id() + 1));
        cursor.await(Duration.ofMillis(1));
    }

    private void useShards() {
        JournalOptions options = JournalOptions.builder(root.resolve("sharded")).build();
        try (ShardedJournal journal = ShardedJournal.open(options, 4)) {
            for (int i = 0; i < ENTRIES; i++) {
                journal.append(new byte[] {(byte) i}, new byte[100]);
            }
            journal.createCheckpoint(("checkpoint " + journal.checkpointCount()).getBytes(StandardCharsets.UTF_8));
            for (int shard = 0; shard < journal.shardCount(); shard++) {
                try (EntryIterator entries = journal.iterateShard(shard, 0)) {
                    entries.forEachRemaining(entry -> entry.data());
                }
            }
            journal.compactCheckpoints(1);
        }
    }
}

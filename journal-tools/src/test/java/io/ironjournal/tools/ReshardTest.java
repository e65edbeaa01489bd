package io.ironjournal.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Entry;
import io.ironjournal.EntryIterator;
import io.ironjournal.JournalOptions;
import io.ironjournal.NewEntry;
import io.ironjournal.SyncMode;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.tools.Sample.Run;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command {@code reshard}. */
class ReshardTest {

    private static final int KEYS = 20;

    @TempDir
    Path directory;

    private Path source;
    private Path target;

    private static ShardedJournal open(Path directory, int shards) {
        return ShardedJournal.open(
                JournalOptions.builder(directory)
                        .syncMode(SyncMode.ASYNC)
                        .maxSegmentSize(16 << 10)
                        .build(),
                shards);
    }

    @BeforeEach
    void write() {
        source = directory.resolve("source");
        target = directory.resolve("target");
        try (ShardedJournal journal = open(source, 2)) {
            for (int i = 0; i < 400; i++) {
                String key = "customer-" + i * 7 % KEYS;
                journal.append(
                        key.getBytes(UTF_8),
                        NewEntry.of((key + " " + i).getBytes(UTF_8)).header("customer", key));
            }
        }
    }

    /** Returns the entries of each key, with their times, and checks that each key is in its shard. */
    private static Map<String, List<String>> byKey(ShardedJournal journal) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (int key = 0; key < KEYS; key++) {
            found.put("customer-" + key, new ArrayList<>());
        }
        for (int shard = 0; shard < journal.shardCount(); shard++) {
            try (EntryIterator entries = journal.iterateShard(shard, 0)) {
                while (entries.hasNext()) {
                    Entry entry = entries.next();
                    String key = entry.headers().text("customer").orElseThrow();
                    assertEquals(shard, journal.shardOf(key.getBytes(UTF_8)));
                    found.get(key).add(entry.timeMicros() + " " + new String(entry.data(), UTF_8));
                }
            }
        }
        return found;
    }

    private Run reshard(Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("reshard", source, "--to", target));
        arguments.addAll(List.of(more));
        return Sample.run(arguments.toArray());
    }

    @Test
    void everyEntry_isInTheShardOfItsKey_withItsTime_andInOrder() throws IOException {
        Map<String, byte[]> before = Sample.content(source);
        Run run = reshard("--shards", "5", "--key-header", "customer");
        assertEquals(ExitCodes.FINE, run.code(), run.toString());
        assertTrue(run.out().startsWith("Copied 400 entries into 5 shards"), run.out());
        Sample.assertSame(before, source);
        try (ShardedJournal old = open(source, 2);
                ShardedJournal copy = open(target, 5)) {
            assertEquals(byKey(old), byKey(copy));
        }
        assertEquals(ExitCodes.FINE, Sample.run("verify", target, "--deep").code());
        Run again = reshard("--shards", "5", "--key-header", "customer");
        assertEquals(ExitCodes.USAGE, again.code(), again.toString());
    }

    @Test
    void streamThatIsNoShard_isNamed() {
        try (ShardedJournal journal = open(source, 2)) {
            journal.journal().append("other", new byte[1]);
        }
        Run run = reshard("--shards", "3", "--key-header", "customer");
        assertEquals(ExitCodes.FINE, run.code(), run.toString());
        assertTrue(run.out().contains("NOT COPIED: stream 'other' is not a shard"), run.out());
    }

    @Test
    void entryWithoutItsKey_isNamed() {
        Run run = reshard("--shards", "5", "--key-header", "client");
        assertEquals(ExitCodes.UNREADABLE, run.code(), run.toString());
        assertTrue(run.err().contains("Entry 0 of stream") && run.err().contains("has no header 'client'"), run.err());
    }

    @Test
    void plainJournal_isRefused() {
        source = directory.resolve("plain");
        Sample.write(source).close();
        assertEquals(
                ExitCodes.USAGE,
                reshard("--shards", "5", "--key-header", "type").code());
    }
}

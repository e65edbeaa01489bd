package io.ironjournal.bookkeeper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalFencedException;
import io.ironjournal.JournalHealth;
import io.ironjournal.JournalIOException;
import io.ironjournal.JournalNotFoundException;
import io.ironjournal.JournalOptions;
import io.ironjournal.bookkeeper.test.BookKeeperCluster;
import io.ironjournal.sharded.ShardedJournal;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A whole journal whose commit log is on three bookies. */
@Timeout(90)
class JournalOnBookKeeperTest {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static BookKeeperCluster cluster;

    @TempDir
    private Path directory;

    private final BookKeeperLog log = BookKeeperLog.at(cluster.metadataUri())
            .journal("shop" + NAMES.incrementAndGet())
            .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(1));

    @BeforeAll
    static void start() throws IOException {
        cluster = BookKeeperCluster.start(3);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @AfterEach
    void repair() throws IOException {
        cluster.zooKeeperLink().restore();
        for (int i = 0; i < cluster.bookies(); i++) {
            cluster.startBookie(i);
        }
    }

    private JournalOptions options(String machine) {
        return JournalOptions.builder(directory.resolve(machine))
                .commitLog(log)
                .maxEntriesPerSegment(2)
                .build();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static List<String> entries(Journal journal, String stream) {
        List<String> found = new ArrayList<>();
        try (var iterator = journal.iterate(stream, journal.firstId(stream))) {
            while (iterator.hasNext()) {
                found.add(new String(iterator.next().data(), UTF_8));
            }
        }
        return found;
    }

    @Test
    void open_emptyDirectory_isRebuiltFromTheLog() {
        BranchId branch = new BranchId(1, bytes("global"), bytes("branch"));
        try (Journal journal = Journal.open(options("a"))) {
            for (int i = 0; i < 9; i++) {
                journal.append("orders", bytes("order " + i));
            }
            journal.appendBatch("batch", List.of(bytes("x"), bytes("y")));
            journal.append("gone", bytes("old"));
            journal.deleteStream("gone");
            journal.append("gone", bytes("new"));
            journal.append("deleted", bytes("old"));
            journal.deleteStream("deleted");
            journal.cursor("reader", "orders").advanceTo(7);
            assertTrue(journal.truncate("orders", 5) > 0);
            Transactions transactions = Transactions.of(journal);
            transactions.begin(branch).add("prepared", bytes("in doubt"));
            transactions.prepare(branch);
        }
        try (Journal journal = Journal.open(options("b"))) {
            assertEquals(List.of("order 4", "order 5", "order 6", "order 7", "order 8"), entries(journal, "orders"));
            assertEquals(4, journal.firstId("orders"));
            assertEquals(List.of("x", "y"), entries(journal, "batch"));
            assertEquals(List.of("new"), entries(journal, "gone"));
            assertFalse(journal.streams().contains("deleted"));
            assertEquals(7, journal.cursor("reader", "orders").position());
            Transactions transactions = Transactions.of(journal);
            assertEquals(branch, transactions.inDoubt().get(0).id());
            transactions.commit(branch);
            assertEquals(9, journal.append("orders", bytes("order 9")));
        }
        try (Journal journal = Journal.open(options("a"))) {
            assertEquals(2, journal.recoveryReport().entriesReplayed(), "an entry, and that of the committed branch");
            assertEquals(List.of("in doubt"), entries(journal, "prepared"));
            assertEquals(List.of(), Transactions.of(journal).inDoubt());
            assertEquals(10, journal.nextId("orders"));
        }
    }

    @Test
    void removedEntries_freeTheirLedgers_alsoBehindOthersThatStay() throws Exception {
        BookKeeperLog small = log.ledgers(20_000, Duration.ofHours(1));
        List<LedgerInfo> before;
        try (Journal journal =
                Journal.open(options("a").toBuilder().commitLog(small).build())) {
            journal.append("forever", bytes("first"));
            for (int i = 0; i < 100; i++) {
                journal.append("truncated", new byte[1000]);
                journal.append("deleted", new byte[1000]);
            }
            journal.append("forever", bytes("last"));
            before = ledgers();
            assertTrue(before.size() > 8, before.toString());
            journal.truncate("truncated", 98);
            journal.deleteStream("deleted");
            for (int i = 0; ledgers().size() > 5; i++) {
                assertTrue(i < 300, "Ledgers remain: " + ledgers());
                Thread.sleep(100);
            }
        }
        List<LedgerInfo> left = ledgers();
        assertEquals(before.get(0), left.get(0));
        try (Connection connection = Connector.TO_SERVERS.connect(small.settings())) {
            for (LedgerInfo ledger : before) {
                if (!left.contains(ledger) && left.stream().noneMatch(info -> info.id() == ledger.id())) {
                    assertThrows(
                            CorruptionException.class,
                            () -> connection.ledgers().open(ledger.id(), false));
                }
            }
        }
        try (Journal journal =
                Journal.open(options("b").toBuilder().commitLog(small).build())) {
            assertEquals(List.of("first", "last"), entries(journal, "forever"));
            assertEquals(98, journal.firstId("truncated"));
            assertEquals(100, journal.nextId("truncated"));
            assertFalse(journal.streams().contains("deleted"));
        }
    }

    @Test
    void orphans_areDeleted_andNothingElse() throws Exception {
        try (Journal journal = Journal.open(options("a"))) {
            journal.append("orders", bytes("order 0"));
        }
        try (Journal journal = Journal.open(options("a"))) {
            journal.append("orders", bytes("order 1"));
            long orphan;
            long newest;
            long foreign;
            try (Connection connection = Connector.TO_SERVERS.connect(log.settings())) {
                JournalMetadata content = connection.node().read().orElseThrow().content();
                orphan = connection.ledgers().create(content.identity(), 1).getId();
                newest = connection
                        .ledgers()
                        .create(content.identity(), content.epoch())
                        .getId();
                foreign = connection
                        .ledgers()
                        .create(new LogIdentity(new UUID(1, 1), 0), 1)
                        .getId();
            }
            assertEquals(1, log.deleteOrphans());
            assertEquals(0, log.deleteOrphans());
            try (Connection connection = Connector.TO_SERVERS.connect(log.settings())) {
                assertThrows(
                        CorruptionException.class, () -> connection.ledgers().open(orphan, false));
                for (long ledger : List.of(newest, foreign)) {
                    connection.ledgers().open(ledger, false).close();
                }
            }
            journal.append("orders", bytes("order 2"));
        }
        try (Journal journal = Journal.open(options("b"))) {
            assertEquals(List.of("order 0", "order 1", "order 2"), entries(journal, "orders"));
        }
    }

    @Test
    void journal_movesToBookKeeper_andBack() throws Exception {
        JournalOptions files = JournalOptions.builder(directory.resolve("files"))
                .maxEntriesPerSegment(2)
                .build();
        try (Journal journal = Journal.open(files)) {
            for (int i = 0; i < 10; i++) {
                journal.append("orders", bytes("order " + i));
            }
            journal.truncate("orders", 5);
            journal.cursor("mailer", "orders").advanceTo(7);
        }
        assertEquals(6, Journal.copy(files, options("a")).entries());
        requireMoved(options("b"));
        JournalOptions back = JournalOptions.builder(directory.resolve("back")).build();
        Journal.copy(options("c"), back);
        requireMoved(back);
        assertThrows(IllegalStateException.class, () -> Journal.copy(files, options("d")));
        long ledger = ledgers().get(0).id();
        assertTrue(log.delete());
        assertFalse(log.delete());
        try (Connection connection = Connector.TO_SERVERS.connect(log.settings())) {
            assertThrows(CorruptionException.class, () -> connection.ledgers().open(ledger, false));
        }
        assertEquals(6, Journal.copy(files, options("e")).entries());
        requireMoved(options("f"));
    }

    private static void requireMoved(JournalOptions options) {
        try (Journal journal = Journal.open(options)) {
            assertEquals(4, journal.firstId("orders"));
            assertEquals("order 4", entries(journal, "orders").get(0));
            assertEquals("order 9", entries(journal, "orders").get(5));
            assertEquals(7, journal.cursor("mailer", "orders").position());
        }
    }

    private List<LedgerInfo> ledgers() throws IOException {
        try (MetadataNode node = MetadataNode.connect(log.settings())) {
            return node.read().orElseThrow().content().ledgers();
        }
    }

    @Test
    void entries_largerThanBookKeeperAllows_areRebuilt() {
        byte[] large = new byte[7 << 20];
        for (int i = 0; i < large.length; i++) {
            large[i] = (byte) ((i * 31) >> 3);
        }
        try (Journal journal = Journal.open(options("a"))) {
            journal.append("large", large);
            journal.append("large", bytes("small"));
        }
        try (Journal journal = Journal.open(options("b"))) {
            assertArrayEquals(large, journal.get("large", 0).orElseThrow());
            assertArrayEquals(bytes("small"), journal.get("large", 1).orElseThrow());
        }
    }

    @Test
    void checkpoints_emptyDirectory_areRebuilt() {
        byte[] checkpoint = bytes("checkpoint");
        try (ShardedJournal journal = ShardedJournal.open(options("a"), 4)) {
            for (int i = 0; i < 20; i++) {
                journal.append(bytes("key " + i), bytes("entry " + i));
            }
            journal.createCheckpoint(checkpoint);
        }
        try (ShardedJournal journal = ShardedJournal.open(options("b"), 4)) {
            assertEquals(1, journal.checkpointCount());
            journal.loadCheckpoint(checkpoint);
        }
    }

    @Test
    void earlierJournal_isFenced_andItsReadsGoOn() {
        Journal earlier = Journal.open(options("a"));
        earlier.append("orders", bytes("order 0"));
        try (Journal later = Journal.open(options("b"))) {
            assertEquals(List.of("order 0"), entries(later, "orders"));
            assertThrows(JournalFencedException.class, () -> earlier.append("orders", bytes("too late")));
            JournalFencedException refused =
                    assertThrows(JournalFencedException.class, () -> earlier.append("orders", bytes("later still")));
            assertFalse(refused.outcomeUnknown());
            assertTrue(JournalHealth.of(earlier).isLive(), "a restart would take the journal back");
            assertFalse(JournalHealth.of(earlier).isReady());
            assertEquals(List.of("order 0"), entries(earlier, "orders"));
            closeFailed(earlier);
            assertEquals(1, later.append("orders", bytes("order 1")));
            assertEquals(List.of("order 0", "order 1"), entries(later, "orders"));
        }
    }

    private static void closeFailed(Journal journal) {
        try {
            journal.close();
        } catch (JournalException e) {
            // It says again that the journal has failed.
        }
    }

    @Test
    void journal_tooFewBookies_fails_andItOpensWhenTheyAreBack() throws Exception {
        Journal journal = Journal.open(options("a"));
        journal.append("orders", bytes("order 0"));
        cluster.killBookie(0);
        assertEquals(1, journal.append("orders", bytes("order 1")));
        cluster.killBookie(1);
        JournalFailedException failed =
                assertThrows(JournalFailedException.class, () -> journal.append("orders", bytes("unknown")));
        assertFalse(failed instanceof JournalFencedException);
        closeFailed(journal);
        cluster.startBookie(0);
        cluster.startBookie(1);
        try (Journal again = openAgain()) {
            List<String> found = entries(again, "orders");
            assertEquals(List.of("order 0", "order 1"), found.subList(0, 2));
            assertTrue(found.size() == 2 || found.equals(List.of("order 0", "order 1", "unknown")), found.toString());
        }
    }

    private Journal openAgain() throws InterruptedException {
        for (int i = 0; ; i++) {
            try {
                return Journal.open(options("a"));
            } catch (JournalIOException e) {
                if (i == 100) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    @Test
    void open_zooKeeperUnreachable_failsAndNamesIt() {
        Journal.open(options("a")).close();
        cluster.zooKeeperLink().cut();
        JournalIOException refused = assertThrows(JournalIOException.class, () -> Journal.open(options("a")));
        assertTrue(refused.getMessage().contains("ZooKeeper"), refused.getMessage());
    }

    @Test
    void open_directoryOfAnotherJournal_isRefused() {
        Journal.open(options("a")).close();
        Journal.open(JournalOptions.builder(directory.resolve("local")).build()).close();
        JournalOptions mixed = options("local").toBuilder().build();
        assertThrows(CorruptionException.class, () -> Journal.open(mixed));
        Journal.open(JournalOptions.builder(directory.resolve("local")).build()).close();
    }

    @Test
    void mustExist_checksTheLog_notTheDirectory() {
        JournalOptions required = options("a").toBuilder().mustExist(true).build();
        assertThrows(JournalNotFoundException.class, () -> Journal.open(required));
        Journal.open(options("b")).close();
        Journal.open(required).close();
    }
}

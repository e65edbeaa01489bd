package io.ironjournal.bookkeeper;

import static io.ironjournal.bookkeeper.LogUser.CONTEXT;
import static io.ironjournal.bookkeeper.LogUser.JOURNAL;
import static io.ironjournal.bookkeeper.LogUser.append;
import static io.ironjournal.bookkeeper.LogUser.read;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionException;
import io.ironjournal.JournalFencedException;
import io.ironjournal.bookkeeper.test.BookKeeperCluster;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(90)
class BookKeeperLogFaultsTest {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static BookKeeperCluster cluster;

    private final BookKeeperLog log = BookKeeperLog.at(cluster.metadataUri())
            .journal("faults" + NAMES.incrementAndGet())
            .password("secret")
            .timeouts(Duration.ofSeconds(2), Duration.ofSeconds(1));

    private final OpenedLogs opened = new OpenedLogs();

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
            cluster.bookieLink(i).restore();
        }
        opened.closeAll();
    }

    private CommitLog create(BookKeeperLog configured) throws IOException {
        return opened.of(configured).create(CONTEXT, JOURNAL).log();
    }

    private OpenedLog open(BookKeeperLog configured) throws IOException {
        return opened.of(configured).open(CONTEXT, JOURNAL);
    }

    /** Opens the log when the client sees enough bookies again. */
    private OpenedLog openAgain() throws Exception {
        for (int i = 0; ; i++) {
            try {
                return open(log);
            } catch (IOException e) {
                if (i == 100) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }

    @Test
    void earlierWriter_isFenced_andTheFirstFailureStays() throws Throwable {
        CommitLog earlier = create(log);
        append(earlier, "a");
        CommitLog later = open(log).log();
        append(later, "b");
        assertThrows(JournalFencedException.class, () -> append(earlier, "too late"));
        assertThrows(JournalFencedException.class, () -> append(earlier, "later still"));
        assertEquals(List.of("a", "b"), read(later.reader(0)));
    }

    @Test
    void append_oneBookieKilled_succeeds() throws Throwable {
        CommitLog writer = create(log);
        append(writer, "a");
        cluster.killBookie(1);
        for (int i = 0; i < 20; i++) {
            append(writer, "b" + i);
        }
        assertEquals(21, read(writer.reader(0)).size());
        assertEquals(21, read(log.read(0)).size());
    }

    @Test
    void writer_tooFewBookies_fails_andTheLogOpensWhenTheyAreBack() throws Throwable {
        CommitLog writer = create(log);
        append(writer, "a");
        cluster.killBookie(0);
        cluster.killBookie(1);
        Throwable failure = assertThrows(Throwable.class, () -> append(writer, "unknown"));
        assertInstanceOf(IOException.class, failure);
        assertThrows(IOException.class, () -> append(writer, "later"));
        assertThrows(IOException.class, () -> open(log));
        cluster.startBookie(0);
        cluster.startBookie(1);
        List<String> found = read(openAgain().log().reader(0));
        assertTrue(List.of(List.of("a"), List.of("a", "unknown")).contains(found), found.toString());
    }

    @Test
    void zooKeeper_unreachable_openingFailsAndWritingGoesOn() throws Throwable {
        CommitLog writer = create(log);
        append(writer, "a");
        cluster.zooKeeperLink().cut();
        append(writer, "b");
        IOException refused = assertThrows(IOException.class, () -> log.open(CONTEXT, JOURNAL));
        assertTrue(refused.getMessage().contains("ZooKeeper"), refused.getMessage());
        append(writer, "c");
        cluster.zooKeeperLink().restore();
        assertEquals(List.of("a", "b", "c"), read(openAgain().log().reader(0)));
    }

    @Test
    void ledgers_followEachOther_alsoAfterZooKeeperWasAway() throws Throwable {
        CommitLog writer = create(log.ledgers(2000, Duration.ofHours(1)));
        List<String> written = new ArrayList<>();
        int before = 0;
        for (int i = 0; i < 300; i++) {
            if (i == 100) {
                before = ledgers();
                cluster.zooKeeperLink().cut();
            }
            if (i == 200) {
                cluster.zooKeeperLink().restore();
            }
            String text = "record " + i + " ".repeat(200);
            append(writer, text);
            written.add(text);
        }
        assertTrue(before > 1, "There was no second ledger");
        for (int i = 300; ledgers() <= before; i++) {
            assertTrue(i < 3000, "There was no new ledger after ZooKeeper was back");
            append(writer, "more " + i);
            written.add("more " + i);
            Thread.sleep(10);
        }
        assertEquals(written, read(writer.reader(0)));
        assertEquals(written, read(log.read(0)));
        assertEquals(written, read(open(log).log().reader(0)));
    }

    private int ledgers() throws IOException {
        return metadata().ledgers().size();
    }

    private JournalMetadata metadata() throws IOException {
        try (MetadataNode node = MetadataNode.connect(log.settings())) {
            return node.read().orElseThrow().content();
        }
    }

    @Test
    void groupsInFlight_acrossLedgers_completeInOrder() throws Throwable {
        CommitLog writer = create(log.ledgers(2000, Duration.ofHours(1)));
        List<CompletableFuture<Void>> sent = new ArrayList<>();
        List<Integer> completed = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 400; i++) {
            int number = i;
            sent.add(LogUser.send(writer, "record " + i + " ".repeat(100)).thenRun(() -> completed.add(number)));
            if (i >= 8) {
                sent.get(i - 8).get();
            }
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get();
        assertTrue(ledgers() > 2, "There were too few ledgers");
        for (int i = 0; i < completed.size(); i++) {
            assertEquals(i, completed.get(i));
        }
        assertEquals(400, read(writer.reader(0)).size());
    }

    @Test
    void twoOpeners_atTheSameTime_leaveOneWriter() throws Throwable {
        append(create(log), "a");
        List<CompletableFuture<OpenedLog>> openings = new ArrayList<>();
        LogProvider remembering = opened.of(log);
        for (int i = 0; i < 2; i++) {
            openings.add(CompletableFuture.supplyAsync(() -> {
                try {
                    return remembering.open(CONTEXT, JOURNAL);
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        int writers = 0;
        for (CompletableFuture<OpenedLog> opening : openings) {
            OpenedLog found = opening.exceptionally(refused -> {
                        assertInstanceOf(JournalFencedException.class, refused.getCause());
                        assertTrue(refused.getMessage().contains("epoch"), refused.getMessage());
                        return null;
                    })
                    .get();
            if (found != null) {
                try {
                    append(found.log(), "b");
                    writers++;
                } catch (JournalFencedException e) {
                    // The other one opened later.
                }
            }
        }
        assertEquals(1, writers);
        assertEquals(List.of("a", "b"), read(log.read(0)));
    }

    @Test
    void open_wrongPassword_isRefused() throws Throwable {
        append(create(log), "a");
        IOException refused =
                assertThrows(IOException.class, () -> log.password("wrong").open(CONTEXT, JOURNAL));
        assertTrue(refused.getMessage().contains("password"), refused.getMessage());
    }

    @Test
    void open_ledgerDeleted_isCorruption() throws Throwable {
        append(create(log), "a");
        append(open(log).log(), "b");
        long first = metadata().ledgers().get(0).id();
        try (Ledgers ledgers = Ledgers.connect(log.settings())) {
            ledgers.delete(first);
        }
        CommitLog writer = open(log).log();
        CorruptionException found = assertThrows(CorruptionException.class, () -> read(writer.reader(0)));
        assertTrue(found.getMessage().contains("ledger " + first), found.getMessage());
    }

    @Test
    void create_nameInUse_isRefused() throws Throwable {
        create(log);
        assertThrows(JournalFencedException.class, () -> log.create(CONTEXT, JOURNAL));
        assertFalse(log.find(CONTEXT).isEmpty());
    }
}

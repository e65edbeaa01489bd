package io.ironjournal.bookkeeper.test;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.bookkeeper.client.api.BKException;
import org.apache.bookkeeper.client.api.BookKeeper;
import org.apache.bookkeeper.client.api.DigestType;
import org.apache.bookkeeper.client.api.LedgerEntries;
import org.apache.bookkeeper.client.api.ReadHandle;
import org.apache.bookkeeper.client.api.WriteHandle;
import org.apache.bookkeeper.conf.ClientConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@SuppressWarnings("try") // BookKeeper: closing may be interrupted
@Timeout(60)
class BookKeeperClusterTest {

    private static final byte[] PASSWORD = "secret".getBytes(UTF_8);

    private static BookKeeperCluster cluster;
    private static BookKeeper client;

    @BeforeAll
    static void start() throws Exception {
        cluster = BookKeeperCluster.start(3);
        client = client();
    }

    @AfterAll
    static void stop() throws Exception {
        client.close();
        cluster.close();
    }

    @AfterEach
    void repair() throws Exception {
        cluster.zooKeeperLink().restore();
        for (int i = 0; i < cluster.bookies(); i++) {
            cluster.startBookie(i);
            cluster.bookieLink(i).restore();
            cluster.freeDisk(i);
        }
    }

    private static BookKeeper client() throws Exception {
        ClientConfiguration configuration = new ClientConfiguration();
        configuration.setMetadataServiceUri(cluster.metadataUri());
        configuration.setZkTimeout(2000);
        configuration.setAddEntryTimeout(2);
        configuration.setReadEntryTimeout(2);
        configuration.setClientConnectTimeoutMillis(1000);
        // With exactly three bookies, none is left that could replace a dead one.
        configuration.setDelayEnsembleChange(true);
        return BookKeeper.newBuilder(configuration).build();
    }

    /** Creates a ledger. Waits until the client knows that bookies are back. */
    private static WriteHandle ledger(int ensemble, int ackQuorum) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (true) {
            try {
                return client.newCreateLedgerOp()
                        .withEnsembleSize(ensemble)
                        .withWriteQuorumSize(ensemble)
                        .withAckQuorumSize(ackQuorum)
                        .withDigestType(DigestType.CRC32C)
                        .withPassword(PASSWORD)
                        .execute()
                        .get();
            } catch (ExecutionException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
                Thread.sleep(50);
            }
        }
    }

    private static void append(WriteHandle ledger, String entry) throws Exception {
        ledger.append(entry.getBytes(UTF_8));
    }

    private static String read(long ledger, long entry) throws Exception {
        try (ReadHandle reader = client.newOpenLedgerOp()
                        .withLedgerId(ledger)
                        .withDigestType(DigestType.CRC32C)
                        .withPassword(PASSWORD)
                        .withRecovery(true)
                        .execute()
                        .get();
                LedgerEntries entries = reader.read(entry, entry)) {
            return new String(entries.getEntry(entry).getEntryBytes(), UTF_8);
        }
    }

    @Test
    void entry_isReadAfterAllBookiesWereKilledAndRestarted() throws Exception {
        long id;
        try (WriteHandle ledger = ledger(3, 2)) {
            append(ledger, "first");
            id = ledger.getId();
        }
        for (int i = 0; i < 3; i++) {
            cluster.killBookie(i);
        }
        for (int i = 0; i < 3; i++) {
            cluster.startBookie(i);
        }
        assertEquals("first", read(id, 0));
    }

    @Test
    void append_oneBookieKilled_succeeds_twoKilled_fails() throws Exception {
        WriteHandle ledger = ledger(3, 2);
        cluster.killBookie(0);
        append(ledger, "one bookie is missing");
        cluster.killBookie(1);
        assertThrows(BKException.class, () -> append(ledger, "two bookies are missing"));
    }

    @Test
    void append_linksCut_fails_andSucceedsWhenTheyAreRestored() throws Exception {
        WriteHandle ledger = ledger(3, 2);
        cluster.bookieLink(0).cut();
        cluster.bookieLink(1).cut();
        assertThrows(BKException.class, () -> append(ledger, "lost"));
        cluster.bookieLink(0).restore();
        cluster.bookieLink(1).restore();
        WriteHandle next = ledger(3, 2);
        append(next, "found");
        assertEquals("found", read(next.getId(), 0));
    }

    @Test
    void link_delayed_slowsDownEachEntry() throws Exception {
        WriteHandle ledger = ledger(3, 3);
        append(ledger, "connects");
        for (int i = 0; i < 3; i++) {
            cluster.bookieLink(i).delay(Duration.ofMillis(150));
        }
        long before = System.nanoTime();
        append(ledger, "slow");
        assertTrue(System.nanoTime() - before >= 300_000_000, "The entry took less than a round trip");
    }

    @Test
    void fullBookie_refusesEntries_andCanBeRead() throws Exception {
        WriteHandle ledger = ledger(3, 3);
        append(ledger, "before");
        cluster.fillDisk(2);
        assertThrows(BKException.class, () -> append(ledger, "no room"));
        assertEquals("before", read(ledger.getId(), 0));
        cluster.freeDisk(2);
        append(ledger(3, 3), "room again");
    }

    @Test
    void zooKeeperLink_cut_stopsNewLedgersAndNoEntries() throws Exception {
        WriteHandle ledger = ledger(3, 2);
        cluster.zooKeeperLink().cut();
        append(ledger, "needs no ZooKeeper");
        assertThrows(Exception.class, () -> client().close());
        cluster.zooKeeperLink().restore();
        append(ledger(3, 2), "a new ledger");
    }

    @Test
    void writer_ledgerOpenedWithRecovery_isFenced() throws Exception {
        WriteHandle ledger = ledger(3, 2);
        append(ledger, "acknowledged");
        assertEquals("acknowledged", read(ledger.getId(), 0));
        BKException refused = assertThrows(BKException.class, () -> append(ledger, "too late"));
        assertEquals(BKException.Code.LedgerFencedException, refused.getCode());
    }
}

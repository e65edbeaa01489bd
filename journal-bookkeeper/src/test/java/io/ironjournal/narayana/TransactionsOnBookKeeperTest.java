package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.bookkeeper.BookKeeperLog;
import io.ironjournal.bookkeeper.SimulatedBookKeeperLog;
import io.ironjournal.bookkeeper.test.BookKeeperCluster;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.test.storage.SimulatedStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/**
 * What applications may rely on in transactions of Narayana, on a log on BookKeeper. The ledgers are simulated. With {@code
 * -Dtest.jvm.args=-Dbookies=3}, they are on three real bookies.
 */
class TransactionsOnBookKeeperTest extends TransactionalJournalContract {

    private static final int BOOKIES = Integer.getInteger("bookies", 0);
    private static final AtomicInteger NAMES = new AtomicInteger();

    private static BookKeeperCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        if (BOOKIES > 0) {
            cluster = BookKeeperCluster.start(BOOKIES);
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (BOOKIES > 0) {
            cluster.close();
        }
    }

    private static LogProvider log() {
        return BOOKIES > 0
                ? BookKeeperLog.at(cluster.metadataUri()).journal("transactions" + NAMES.incrementAndGet())
                : SimulatedBookKeeperLog.withoutFaults();
    }

    @Override
    Journal open() {
        JournalOptions options = JournalOptions.builder(Path.of("/simulated"))
                .maxSegmentSize(8 << 10)
                .maxEntrySize(1 << 20)
                .maxTransactionSize(1 << 20)
                .commitLog(log())
                .build();
        return JournalOpener.open(options, new SimulatedStorage(1), BOOKIES > 0);
    }

    @Override
    void checkForces(int transactions, long forces) {
        assertTrue(forces <= 2L * transactions, () -> forces + " groups for " + transactions + " transactions");
    }
}

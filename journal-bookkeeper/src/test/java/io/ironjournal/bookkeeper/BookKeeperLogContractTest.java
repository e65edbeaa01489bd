package io.ironjournal.bookkeeper;

import io.ironjournal.bookkeeper.test.BookKeeperCluster;
import io.ironjournal.spi.log.CommitLogContract;
import io.ironjournal.spi.log.LogProvider;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract of commit logs, on three bookies. Ledgers are small, so that every test uses several. */
class BookKeeperLogContractTest extends CommitLogContract {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private static BookKeeperCluster cluster;

    private final BookKeeperLog log = BookKeeperLog.at(cluster.metadataUri())
            .journal("journal" + NAMES.incrementAndGet())
            .password("secret")
            .ledgers(8 << 10, Duration.ofHours(1))
            .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(1));

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
    void close() {
        opened.closeAll();
    }

    @Override
    protected LogProvider provider() {
        return opened.of(log);
    }

    /** The bookies are other machines: nothing of the log is lost with this one. */
    @Override
    protected void crash(long seed) throws IOException {
        kill();
    }

    /** A writer that is left alone writes no more. Whether it is dead makes no difference to the next one. */
    @Override
    protected void kill() throws IOException {
        for (int i = 0; i < cluster.bookies(); i++) {
            cluster.bookieLink(i).restore();
        }
    }

    @Override
    protected void fail() {
        cluster.bookieLink(0).cut();
        cluster.bookieLink(1).cut();
    }

    @Override
    protected void limitRoom(int bytes) {
        throw new AssertionError("This log cannot fill up");
    }
}

package io.ironjournal.narayana;

import io.ironjournal.bookkeeper.test.BookKeeperCluster;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Crashes at each point of a transaction of journals on three bookies and a database. The processes run on three machines in
 * turn, one of which is always new. It takes too long for the build, and runs with {@code
 * -Dtest.jvm.args=-Dcrash.matrix=full}.
 */
@EnabledIfSystemProperty(named = "crash.matrix", matches = "full")
@Timeout(3600)
class CrashMatrixOnBookKeeperTest extends CrashMatrixTest {

    private static final int MACHINES = 3;

    private static BookKeeperCluster cluster;

    private int processes;

    @BeforeAll
    static void start() throws IOException {
        cluster = BookKeeperCluster.start(3);
    }

    @AfterAll
    static void stop() throws IOException {
        cluster.close();
    }

    @Override
    List<CrashCase> cases() {
        return CrashCase.all().stream().filter(crash -> !crash.broker()).toList();
    }

    @Override
    MatrixJournals journals() {
        return new JournalsOnBookKeeper(cluster.metadataUri(), processes++ % MACHINES);
    }

    @Override
    boolean withBroker() {
        return false;
    }

    @Override
    List<String> program() {
        return List.of(
                JournalsOnBookKeeper.class.getName(), cluster.metadataUri(), String.valueOf(processes++ % MACHINES));
    }
}

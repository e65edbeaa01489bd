package io.ironjournal.bookkeeper;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.spi.log.CommitLog;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A journal with as many ledgers as its node in ZooKeeper may list. The ledgers are simulated. */
class ManyLedgersTest {

    private final SimulatedCluster cluster = new SimulatedCluster(1);
    private SimulatedConnection connection = new SimulatedConnection(cluster);

    /** Each group is due for a ledger of its own. */
    private final BookKeeperLog log =
            BookKeeperLog.at("zk+null://simulated:2181/ledgers").journal("many").ledgers(1, Duration.ofHours(1));

    private CommitLog open() throws IOException {
        cluster.faults = false;
        connection = new SimulatedConnection(cluster);
        BookKeeperLog connected = log.with(connection);
        return cluster.content == null
                ? connected.create(LogUser.CONTEXT, LogUser.JOURNAL).log()
                : connected.open(LogUser.CONTEXT, LogUser.JOURNAL).log();
    }

    private void append(CommitLog to, String text) throws Exception {
        var outcome = LogUser.send(to, text);
        connection.settle();
        outcome.get();
    }

    private int ledgers() {
        return cluster.content.ledgers().size();
    }

    /** Lists further ledgers, which are complete, before the others. */
    private void listManyMore(int number) {
        List<LedgerInfo> many = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            many.add(new LedgerInfo(1_000_000 + i, 1, 4096, true));
        }
        many.addAll(cluster.content.ledgers());
        cluster.content = cluster.content.withLedgers(many);
    }

    @Test
    void fullList_canBeOpened_andTheLastLedgerGrows_untilOthersAreDeleted() throws Exception {
        CommitLog first = open();
        append(first, "first");
        long after = first.end();
        first.close();
        listManyMore(JournalMetadata.MAX_LEDGERS - ledgers());

        CommitLog second = open();
        int full = ledgers();
        assertEquals(JournalMetadata.MAX_LEDGERS + 1, full);
        for (int i = 0; i < 50; i++) {
            append(second, "entry " + i);
        }
        assertEquals(full, ledgers());

        second.trim(after);
        int left = ledgers();
        assertTrue(left < 10, left + " ledgers");
        for (int i = 0; i < 50; i++) {
            append(second, "more " + i);
        }
        assertTrue(ledgers() > left, ledgers() + " ledgers");
        second.close();
    }
}

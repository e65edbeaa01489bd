package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.spi.transaction.Transactions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests a thousand concurrent branches of one journal. */
class ManyBranchesTest {

    private static final int BRANCHES = 1_000;
    private static final int THREADS = 100;

    @TempDir
    Path directory;

    private interface XaCall {
        void on(Xid xid) throws XAException;
    }

    /** Makes a call for each branch on threads that have not used the branches before. */
    private static void forAll(List<Xid> xids, XaCall call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (Xid xid : xids) {
                calls.add(pool.submit(() -> {
                    call.on(xid);
                    return null;
                }));
            }
            for (Future<?> made : calls) {
                made.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void thousandConcurrentBranches_shareForcesAndLeaveNoBranch() throws Exception {
        try (Journal journal = Journal.open(
                JournalOptions.builder(directory).logSegmentSize(4 << 20).build())) {
            JournalXADataSource source = new JournalXADataSource(journal);
            List<Xid> xids = new ArrayList<>();
            for (int i = 0; i < BRANCHES; i++) {
                Xid xid = TestXid.next();
                JournalXAConnection connection = source.getXAConnection();
                connection.getXAResource().start(xid, XAResource.TMNOFLAGS);
                connection.getConnection().writer("s").add(new byte[100]);
                connection.getXAResource().end(xid, XAResource.TMSUCCESS);
                xids.add(xid);
            }
            long before = journal.stats().forces();
            XAResource resource = source.getXAConnection().getXAResource();
            forAll(xids, resource::prepare);
            assertEquals(BRANCHES, journal.stats().inDoubt());
            assertEquals(BRANCHES, resource.recover(XAResource.TMSTARTRSCAN).length);
            forAll(xids, xid -> resource.commit(xid, false));
            long forces = journal.stats().forces() - before;

            assertTrue(forces < BRANCHES, () -> forces + " forces for " + 2 * BRANCHES + " records");
            assertEquals(BRANCHES, journal.nextId("s"));
            assertEquals(0, journal.stats().inDoubt());
            assertEquals(0, Transactions.of(journal).begun());
            for (Xid xid : xids) {
                assertEquals(Optional.empty(), Transactions.of(journal).find(BranchIds.of(xid)));
            }
        }
    }
}

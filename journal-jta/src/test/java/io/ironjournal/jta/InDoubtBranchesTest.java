package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.TxnWriter;
import io.ironjournal.transaction.InDoubtBranch;
import io.ironjournal.transaction.UnknownBranchException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;

class InDoubtBranchesTest {

    private final InMemoryJournal journal = new InMemoryJournal();
    private final JournalXAConnection connection = new JournalXADataSource(journal).getXAConnection();
    private final XAResource resource = connection.getXAResource();
    private final InDoubtBranches branches = new InDoubtBranches(journal);

    private Xid prepared(String entry) throws XAException {
        Xid xid = TestXid.next();
        resource.start(xid, XAResource.TMNOFLAGS);
        connection.getConnection().writer("s").add(entry.getBytes(StandardCharsets.UTF_8));
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);
        return xid;
    }

    @Test
    void operator_listsCommitsAndRollsBack() throws XAException {
        Xid one = prepared("one");
        Xid two = prepared("two");
        assertEquals(
                List.of(BranchIds.of(one), BranchIds.of(two)),
                branches.list().stream().map(InDoubtBranch::id).toList());
        branches.commit(one);
        branches.rollback(two);
        assertEquals(List.of(), branches.list());
        assertEquals(List.of("one"), journal.read("s"));
        assertThrows(UnknownBranchException.class, () -> branches.commit(one));
    }

    @Test
    void decidedBranch_isUnknownToTransactionManagerAndCompletesItsWriter() throws Exception {
        Xid xid = TestXid.next();
        resource.start(xid, XAResource.TMNOFLAGS);
        TxnWriter writer = connection.getConnection().writer("s");
        writer.add(new byte[1]);
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);
        branches.commit(xid);
        XaResourceTest.assertCode(XAException.XAER_NOTA, () -> resource.commit(xid, false));
        assertEquals(1, writer.committed().toCompletableFuture().get().size());
    }

    @Test
    void decision_activeBranch_fails() throws XAException {
        Xid xid = TestXid.next();
        resource.start(xid, XAResource.TMNOFLAGS);
        assertThrows(IllegalStateException.class, () -> branches.commit(xid));
        assertThrows(IllegalStateException.class, () -> branches.rollback(xid));
        assertThrows(IllegalArgumentException.class, () -> branches.rollback((Xid) null));
    }

    @Test
    void registeredJournal_showsBranchesByJmx() throws Exception {
        Xid xid = prepared("entry");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName name = new ObjectName("io.ironjournal:type=InDoubtBranches,journal=" + journal.journalId());
        try (JournalRecovery recovery = JournalRecovery.byOperator(journal)) {
            InDoubtBranchesMXBean bean = JMX.newMXBeanProxy(server, name, InDoubtBranchesMXBean.class);
            InDoubtBranchesMXBean.Row row = bean.getBranches().get(0);
            assertEquals(BranchIds.of(xid).toString(), row.getId());
            assertEquals(1, row.getEntries());
            assertEquals(5, row.getBytes());
            assertEquals(List.of("s"), row.getStreams());
            bean.commit(row.getId());
            assertThrows(IllegalArgumentException.class, () -> bean.rollback("7:zz:01"));
            assertTrue(recovery.toString().contains(journal.journalId().toString()));
        }
        assertFalse(server.isRegistered(name));
        assertEquals(List.of("entry"), journal.read("s"));
    }

    @Test
    void warn_branchInDoubtForMinutes_warns() throws XAException {
        prepared("entry");
        InDoubtWatch watch = XaJournals.find(journal.journalId()).watch();
        assertFalse(watch.warn(branches.list(), Instant.now(), 0));
        assertTrue(watch.warn(branches.list(), Instant.now().plus(Duration.ofMinutes(6)), 0));
    }

    @Test
    void warn_branchInDoubtForMinutesAndClockWentBack_warns() throws XAException {
        prepared("entry");
        InDoubtWatch watch = XaJournals.find(journal.journalId()).watch();
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        assertFalse(watch.warn(branches.list(), yesterday, 0));
        assertFalse(watch.warn(branches.list(), yesterday, Duration.ofMinutes(5).toNanos()));
        assertTrue(watch.warn(branches.list(), yesterday, Duration.ofMinutes(6).toNanos()));
    }

    @Test
    void listener_whileRegistered_receivesWarnings() throws Exception {
        Xid xid = prepared("entry");
        BlockingQueue<List<InDoubtBranch>> warnings = new LinkedBlockingQueue<>();
        Duration ago = Duration.ofMinutes(6);
        try (JournalRecovery recovery = JournalRecovery.byOperator(journal)) {
            recovery.whenInDoubtTooLong(warnings::add);
            recovery.whenInDoubtTooLong(failing -> {
                throw new IllegalStateException("injected");
            });
            OldBranches.lookAsIf(journal, ago);
            assertEquals(BranchIds.of(xid), warnings.take().get(0).id());
            OldBranches.lookAsIf(journal, Duration.ZERO);
        }
        OldBranches.lookAsIf(journal, ago);
        assertNull(warnings.poll(100, TimeUnit.MILLISECONDS));
    }
}

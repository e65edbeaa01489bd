package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.TxnWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class XaResourceTest {

    private InMemoryJournal journal = open();
    private final JournalXADataSource source = new JournalXADataSource(journal);
    private final JournalXAConnection connection = source.getXAConnection();
    private final XAResource resource = connection.getXAResource();
    private final Xid xid = TestXid.next();

    /** Opens a new journal. A test of another log overrides it. */
    InMemoryJournal open() {
        return new InMemoryJournal();
    }

    static void assertCode(int code, Executable call) {
        XAException error = assertThrows(XAException.class, call);
        assertEquals(XaErrors.name(code), XaErrors.name(error.errorCode));
        assertNotEquals(0, error.errorCode);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void work(Xid branch, String... entries) throws XAException {
        resource.start(branch, XAResource.TMNOFLAGS);
        try (TxnWriter writer = connection.getConnection().writer("orders")) {
            for (String entry : entries) {
                writer.add(bytes(entry));
            }
        }
        resource.end(branch, XAResource.TMSUCCESS);
    }

    @Test
    void onePhaseCommit_publishesEntriesWithOneForce() throws XAException {
        work(xid, "a", "b");
        resource.commit(xid, true);
        assertEquals(List.of("a", "b"), journal.read("orders"));
        assertEquals(1, journal.forces());
    }

    @Test
    void twoPhaseCommit_publishesEntriesWithTwoForces() throws XAException {
        work(xid, "a");
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        assertEquals(List.of(), journal.read("orders"));
        resource.commit(xid, false);
        assertEquals(List.of("a"), journal.read("orders"));
        assertEquals(2, journal.forces());
    }

    @Test
    void prepare_emptyBranch_votesReadOnlyWithoutForce() throws XAException {
        work(xid);
        assertEquals(XAResource.XA_RDONLY, resource.prepare(xid));
        assertEquals(0, journal.forces());
        assertEquals(0, journal.activeBranches());
    }

    @Test
    void nullXidsAndInvalidFlags_failWithInval() {
        assertCode(XAException.XAER_INVAL, () -> resource.start(null, XAResource.TMNOFLAGS));
        assertCode(XAException.XAER_INVAL, () -> resource.end(null, XAResource.TMSUCCESS));
        assertCode(XAException.XAER_INVAL, () -> resource.prepare(null));
        assertCode(XAException.XAER_INVAL, () -> resource.commit(null, true));
        assertCode(XAException.XAER_INVAL, () -> resource.commit(null, false));
        assertCode(XAException.XAER_INVAL, () -> resource.rollback(null));
        assertCode(XAException.XAER_INVAL, () -> resource.forget(null));
        assertCode(XAException.XAER_INVAL, () -> resource.start(xid, XAResource.TMJOIN | XAResource.TMRESUME));
        assertCode(XAException.XAER_INVAL, () -> resource.start(xid, XAResource.TMFAIL));
        assertCode(XAException.XAER_INVAL, () -> resource.end(xid, XAResource.TMNOFLAGS));
        assertCode(XAException.XAER_INVAL, () -> resource.end(xid, XAResource.TMSUCCESS | XAResource.TMFAIL));
        assertCode(XAException.XAER_INVAL, () -> resource.recover(XAResource.TMJOIN));
        assertCode(
                XAException.XAER_INVAL,
                () -> resource.start(new TestXid(1, new byte[65], new byte[0]), XAResource.TMNOFLAGS));
        assertCode(XAException.XAER_INVAL, () -> resource.prepare(new TestXid(1, null, new byte[0])));
    }

    @Test
    void start_resourceWorksForBranch_failsWithProto() throws XAException {
        resource.start(xid, XAResource.TMNOFLAGS);
        assertCode(XAException.XAER_PROTO, () -> resource.start(TestXid.next(), XAResource.TMNOFLAGS));
        assertCode(XAException.XAER_PROTO, () -> resource.start(TestXid.next(), XAResource.TMJOIN));
    }

    @Test
    void commit_otherBranchWhileAssociated_succeeds() throws XAException {
        Xid earlier = TestXid.next();
        work(earlier, "a");
        resource.start(xid, XAResource.TMNOFLAGS);
        resource.prepare(earlier);
        resource.commit(earlier, false);
        assertEquals(List.of("a"), journal.read("orders"));
    }

    @Test
    void suspendedResource_startsOtherBranch_succeeds() throws XAException {
        resource.start(xid, XAResource.TMNOFLAGS);
        connection.getConnection().writer("orders").add(bytes("outer"));
        resource.end(xid, XAResource.TMSUSPEND);
        Xid inner = TestXid.next();
        work(inner, "inner");
        resource.commit(inner, true);
        resource.start(xid, XAResource.TMRESUME);
        connection.getConnection().writer("orders").add(bytes("outer again"));
        resource.end(xid, XAResource.TMSUCCESS);
        resource.commit(xid, true);
        assertEquals(List.of("inner", "outer", "outer again"), journal.read("orders"));
    }

    @Test
    void joinedResources_shareOneBranchInOrderOfAdding() throws XAException {
        JournalXAConnection second = source.getXAConnection();
        assertTrue(resource.isSameRM(second.getXAResource()));
        assertNotEquals(resource, second.getXAResource());
        resource.start(xid, XAResource.TMNOFLAGS);
        second.getXAResource().start(xid, XAResource.TMJOIN);
        TxnWriter one = connection.getConnection().writer("orders");
        TxnWriter two = second.getConnection().writer("orders");
        one.add(bytes("1"));
        two.add(bytes("2"));
        one.add(bytes("3"));
        resource.end(xid, XAResource.TMSUCCESS);
        assertCode(XAException.XAER_PROTO, () -> resource.prepare(xid));
        second.getXAResource().end(xid, XAResource.TMSUCCESS);
        assertCode(XAException.XAER_PROTO, () -> second.getXAResource().end(xid, XAResource.TMSUCCESS));
        resource.prepare(xid);
        second.getXAResource().commit(xid, false);
        assertEquals(List.of("1", "2", "3"), journal.read("orders"));
    }

    @Test
    void branch_completedByAnotherThread_commits() throws XAException {
        work(xid, "a");
        CompletableFuture.runAsync(() -> {
                    try {
                        XAResource other = source.getXAConnection().getXAResource();
                        other.prepare(xid);
                        other.commit(xid, false);
                    } catch (XAException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
        assertEquals(List.of("a"), journal.read("orders"));
    }

    @Test
    void add_branchRolledBackByOtherThread_fails() throws XAException {
        resource.start(xid, XAResource.TMNOFLAGS);
        TxnWriter writer = connection.getConnection().writer("orders");
        writer.add(bytes("a"));
        CompletableFuture.runAsync(() -> {
                    try {
                        resource.end(xid, XAResource.TMFAIL);
                        resource.rollback(xid);
                    } catch (XAException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .join();
        assertThrows(IllegalStateException.class, () -> writer.add(bytes("b")));
        assertEquals(0, journal.activeBranches());
        assertCode(XAException.XAER_NOTA, () -> resource.prepare(xid));
    }

    @Test
    void end_rollbackOnlyBranch_endsEachAssociation() throws XAException {
        XAResource second = source.getXAConnection().getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        second.start(xid, XAResource.TMJOIN);
        resource.end(xid, XAResource.TMFAIL);
        assertCode(XAException.XA_RBROLLBACK, () -> second.end(xid, XAResource.TMSUCCESS));
        resource.rollback(xid);
        assertEquals(0, journal.activeBranches());
        second.start(TestXid.next(), XAResource.TMNOFLAGS);
    }

    @Test
    void commitOrRollback_committedBranch_failsWithNotaAndKeepsEntries() throws XAException {
        work(xid, "a");
        resource.prepare(xid);
        resource.commit(xid, false);
        assertCode(XAException.XAER_NOTA, () -> resource.commit(xid, false));
        assertCode(XAException.XAER_NOTA, () -> resource.rollback(xid));
        assertEquals(List.of("a"), journal.read("orders"));
    }

    @Test
    void recover_returnsBranchesAtStartOfScanOnly() throws XAException {
        work(xid, "a");
        resource.prepare(xid);
        assertEquals(1, resource.recover(XAResource.TMSTARTRSCAN).length);
        assertEquals(1, resource.recover(XAResource.TMSTARTRSCAN).length);
        assertEquals(1, resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length);
        assertEquals(0, resource.recover(XAResource.TMNOFLAGS).length);
        assertEquals(0, resource.recover(XAResource.TMENDRSCAN).length);
    }

    @Test
    void longestXidWithNegativeFormat_survivesRestart() throws XAException {
        byte[] transaction = new byte[64];
        Arrays.fill(transaction, (byte) 0xfe);
        byte[] qualifier = new byte[64];
        qualifier[63] = -1;
        Xid longest = new TestXid(-42, transaction, qualifier);
        work(longest, "a");
        resource.prepare(longest);

        journal = journal.reopen();
        XAResource afterwards =
                new JournalXADataSource(journal).getXAConnection().getXAResource();
        Xid recovered = afterwards.recover(XAResource.TMSTARTRSCAN)[0];
        assertEquals(-42, recovered.getFormatId());
        assertArrayEquals(transaction, recovered.getGlobalTransactionId());
        assertArrayEquals(qualifier, recovered.getBranchQualifier());
        afterwards.commit(recovered, false);
        assertEquals(List.of("a"), journal.read("orders"));
    }

    @Test
    void preparedBranchOfEarlierRun_behavesAsPrepared() throws XAException {
        work(xid, "a");
        resource.prepare(xid);
        journal = journal.reopen();
        XAResource afterwards =
                new JournalXADataSource(journal).getXAConnection().getXAResource();
        assertCode(XAException.XAER_DUPID, () -> afterwards.start(xid, XAResource.TMNOFLAGS));
        assertCode(XAException.XAER_PROTO, () -> afterwards.start(xid, XAResource.TMJOIN));
        assertCode(XAException.XAER_PROTO, () -> afterwards.end(xid, XAResource.TMSUCCESS));
        assertCode(XAException.XAER_PROTO, () -> afterwards.prepare(xid));
        assertCode(XAException.XAER_PROTO, () -> afterwards.commit(xid, true));
        assertCode(XAException.XAER_PROTO, () -> afterwards.forget(xid));
        // Resources of the earlier run find the journal again.
        resource.rollback(xid);
        assertCode(XAException.XAER_NOTA, () -> afterwards.rollback(xid));
    }

    @Test
    void anyCall_journalClosed_failsWithRmfail() throws XAException {
        work(xid, "a");
        resource.prepare(xid);
        journal.close();
        assertRmfail(xid);
    }

    @Test
    void anyCall_journalNeverOpened_failsWithRmfail() {
        JournalRecoveryHandle handle = new JournalRecoveryHandle(UUID.randomUUID());
        assertCode(XAException.XAER_RMFAIL, () -> handle.recover(XAResource.TMSTARTRSCAN));
        assertCode(XAException.XAER_RMFAIL, () -> handle.commit(xid, false));
        assertCode(XAException.XAER_RMFAIL, () -> handle.rollback(xid));
    }

    @Test
    void anyCall_journalFailed_failsWithRmfail() throws XAException {
        work(xid, "a");
        resource.prepare(xid);
        journal.fail();
        assertRmfail(xid);
    }

    private void assertRmfail(Xid prepared) {
        Xid unknown = TestXid.next();
        for (Xid branch : List.of(prepared, unknown)) {
            assertCode(XAException.XAER_RMFAIL, () -> resource.start(branch, XAResource.TMNOFLAGS));
            assertCode(XAException.XAER_RMFAIL, () -> resource.start(branch, XAResource.TMJOIN));
            assertCode(XAException.XAER_RMFAIL, () -> resource.end(branch, XAResource.TMSUCCESS));
            assertCode(XAException.XAER_RMFAIL, () -> resource.prepare(branch));
            assertCode(XAException.XAER_RMFAIL, () -> resource.commit(branch, true));
            assertCode(XAException.XAER_RMFAIL, () -> resource.commit(branch, false));
            assertCode(XAException.XAER_RMFAIL, () -> resource.rollback(branch));
            assertCode(XAException.XAER_RMFAIL, () -> resource.forget(branch));
        }
        assertCode(XAException.XAER_RMFAIL, () -> resource.recover(XAResource.TMSTARTRSCAN));
        assertCode(XAException.XAER_RMFAIL, () -> resource.recover(XAResource.TMENDRSCAN));
    }

    @Test
    void timeouts_areEnforcedByTransactionManager() throws XAException {
        assertFalse(resource.setTransactionTimeout(5));
        assertEquals(0, resource.getTransactionTimeout());
    }

    @Test
    void isSameRM_otherJournalOrForeignResource_isFalse() throws XAException {
        XAResource foreign = new JournalXADataSource(open()).getXAConnection().getXAResource();
        assertFalse(resource.isSameRM(foreign));
        assertFalse(resource.isSameRM(null));
        assertTrue(resource.isSameRM(new JournalRecoveryHandle(journal.journalId())));
    }

    @Test
    void start_localWriterHasEntries_failsWithOutside() throws XAException {
        TxnWriter local = connection.getConnection().writer("orders");
        local.add(bytes("local"));
        assertCode(XAException.XAER_OUTSIDE, () -> resource.start(xid, XAResource.TMNOFLAGS));
        local.commit();
        resource.start(xid, XAResource.TMNOFLAGS);
        assertEquals(List.of("local"), journal.read("orders"));
    }

    @Test
    void add_localWriterWhileAssociated_fails() throws XAException {
        TxnWriter local = connection.getConnection().writer("orders");
        resource.start(xid, XAResource.TMNOFLAGS);
        assertThrows(IllegalStateException.class, () -> local.add(bytes("local")));
    }

    @Test
    void closeConnection_associatedBranch_marksRollbackOnly() throws XAException {
        resource.start(xid, XAResource.TMNOFLAGS);
        connection.getConnection().writer("orders").add(bytes("a"));
        connection.close();
        assertCode(XAException.XA_RBROLLBACK, () -> resource.end(xid, XAResource.TMSUCCESS));
        resource.rollback(xid);
        assertCode(XAException.XAER_RMFAIL, () -> resource.start(xid, XAResource.TMNOFLAGS));
        assertThrows(IllegalStateException.class, connection::getConnection);
    }

    @Test
    void joinedWriter_commitFailsAndCommittedReturnsIds() throws Exception {
        resource.start(xid, XAResource.TMNOFLAGS);
        TxnWriter writer = connection.getConnection().writer("orders");
        writer.add(bytes("a")).add("audit", bytes("x")).add(bytes("b"));
        assertThrows(IllegalStateException.class, writer::commit);
        assertThrows(IllegalStateException.class, writer::rollback);
        resource.end(xid, XAResource.TMSUCCESS);
        assertFalse(writer.committed().toCompletableFuture().isDone());
        resource.commit(xid, true);
        assertEquals(2, writer.committed().toCompletableFuture().get().size());
        assertEquals(List.of("x"), journal.read("audit"));
    }
}

package io.ironjournal.jta;

import static io.ironjournal.jta.XaResourceTest.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.DiskFullException;
import io.ironjournal.JournalFailedException;
import io.ironjournal.JournalIOException;
import io.ironjournal.jta.InMemoryJournal.Call;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests which XA error code each failure of the journal has. */
class FailureMappingTest {

    private InMemoryJournal journal = open();
    private final JournalXADataSource source = new JournalXADataSource(journal);
    private final JournalXAConnection connection = source.getXAConnection();
    private final XAResource resource = connection.getXAResource();
    private final Xid xid = TestXid.next();

    /** Opens a new journal. A test of another log overrides it. */
    InMemoryJournal open() {
        return new InMemoryJournal();
    }

    /** Returns whether a failed write of a rollback is known before the call returns. Nothing depends on that record. */
    boolean rollbackWaitsForItsRecord() {
        return true;
    }

    static Stream<Throwable> failuresBeforeTheWrite() {
        return Stream.of(
                new DiskFullException("no space left"),
                new JournalIOException("cannot write"),
                new IllegalArgumentException("a bug"),
                new OutOfMemoryError("injected"),
                new StackOverflowError("injected"));
    }

    private void refuse(Call call, Throwable why) {
        if (why instanceof Error error) {
            journal.refuse(call, error);
        } else {
            journal.refuse(call, (RuntimeException) why);
        }
    }

    private void work() throws XAException {
        resource.start(xid, XAResource.TMNOFLAGS);
        connection.getConnection().writer("s").add("entry".getBytes(StandardCharsets.UTF_8));
        resource.end(xid, XAResource.TMSUCCESS);
    }

    private XAResource reopen() {
        journal = journal.reopen();
        return new JournalXADataSource(journal).getXAConnection().getXAResource();
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeTheWrite")
    void onePhaseCommit_nothingWritten_rollsBack(Throwable why) throws XAException {
        work();
        refuse(Call.COMMIT_ONE_PHASE, why);
        XAException error = assertThrows(XAException.class, () -> resource.commit(xid, true));
        assertEquals(XAException.XA_RBOTHER, error.errorCode);
        assertSame(why, error.getCause());
        assertEquals(0, journal.activeBranches());
        assertCode(XAException.XAER_NOTA, () -> resource.rollback(xid));
        assertEquals(List.of(), journal.read("s"));
    }

    @Test
    void onePhaseCommit_journalFailedBefore_rollsBack() throws XAException {
        work();
        journal.fail();
        assertCode(XAException.XA_RBOTHER, () -> resource.commit(xid, true));
        assertEquals(0, journal.activeBranches());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onePhaseCommit_forceFails_outcomeIsUnknown(boolean persisted) throws XAException {
        work();
        journal.failForce(Call.COMMIT_ONE_PHASE, persisted);
        assertCode(XAException.XAER_RMFAIL, () -> resource.commit(xid, true));
        reopen();
        assertEquals(persisted ? List.of("entry") : List.of(), journal.read("s"));
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeTheWrite")
    void prepare_nothingWritten_rollsBack(Throwable why) throws XAException {
        work();
        refuse(Call.PREPARE, why);
        assertCode(XAException.XA_RBOTHER, () -> resource.prepare(xid));
        assertEquals(0, journal.activeBranches());
        assertCode(XAException.XAER_NOTA, () -> resource.commit(xid, false));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void prepare_forceFails_outcomeIsUnknownAndRecoveryRollsBack(boolean persisted) throws XAException {
        work();
        journal.failForce(Call.PREPARE, persisted);
        assertCode(XAException.XAER_RMFAIL, () -> resource.prepare(xid));
        assertCode(XAException.XAER_RMFAIL, () -> resource.rollback(xid));
        XAResource afterwards = reopen();
        Xid[] inDoubt = afterwards.recover(XAResource.TMSTARTRSCAN);
        assertEquals(persisted ? 1 : 0, inDoubt.length);
        for (Xid branch : inDoubt) {
            afterwards.rollback(branch);
        }
        assertEquals(List.of(), journal.read("s"));
    }

    @Test
    void prepare_journalFailedBefore_canBeRolledBack() throws XAException {
        work();
        journal.fail();
        assertCode(XAException.XAER_RMFAIL, () -> resource.prepare(xid));
        resource.rollback(xid);
        assertEquals(0, journal.activeBranches());
    }

    @ParameterizedTest
    @MethodSource("failuresBeforeTheWrite")
    void twoPhaseCommit_nothingWritten_isRetried(Throwable why) throws XAException {
        work();
        resource.prepare(xid);
        refuse(Call.COMMIT, why);
        resource.commit(xid, false);
        assertEquals(List.of("entry"), journal.read("s"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void twoPhaseCommit_forceFails_commitsExactlyOnceAfterReopening(boolean persisted) throws XAException {
        work();
        resource.prepare(xid);
        journal.failForce(Call.COMMIT, persisted);
        assertCode(XAException.XAER_RMFAIL, () -> resource.commit(xid, false));
        assertCode(XAException.XAER_RMFAIL, () -> resource.recover(XAResource.TMSTARTRSCAN));
        XAResource afterwards = reopen();
        if (persisted) {
            assertCode(XAException.XAER_NOTA, () -> afterwards.commit(xid, false));
        } else {
            afterwards.commit(xid, false);
        }
        assertEquals(List.of("entry"), journal.read("s"));
    }

    @Test
    void twoPhaseCommit_journalFailedBefore_staysPrepared() throws XAException {
        work();
        resource.prepare(xid);
        journal.fail();
        assertCode(XAException.XAER_RMFAIL, () -> resource.commit(xid, false));
        assertCode(XAException.XAER_RMFAIL, () -> resource.commit(xid, false));
        reopen().commit(xid, false);
        assertEquals(List.of("entry"), journal.read("s"));
    }

    @Test
    void rollback_preparedBranchFails_staysPrepared() throws XAException {
        work();
        resource.prepare(xid);
        journal.failForce(Call.ROLLBACK, false);
        if (rollbackWaitsForItsRecord()) {
            assertCode(XAException.XAER_RMFAIL, () -> resource.rollback(xid));
        } else {
            resource.rollback(xid);
        }
        assertEquals(1, reopen().recover(XAResource.TMSTARTRSCAN).length);
    }

    @Test
    void recover_fails_throwsRmfail() {
        journal.refuse(Call.IN_DOUBT, new IllegalStateException("the log cannot be read"));
        assertCode(XAException.XAER_RMFAIL, () -> resource.recover(XAResource.TMSTARTRSCAN));
        journal.refuse(Call.IN_DOUBT, new OutOfMemoryError("injected"));
        assertCode(XAException.XAER_RMFAIL, () -> resource.recover(XAResource.TMSTARTRSCAN));
    }

    @Test
    void start_fails_throwsRmfail() {
        journal.refuse(Call.BEGIN, new OutOfMemoryError("injected"));
        assertCode(XAException.XAER_RMFAIL, () -> resource.start(xid, XAResource.TMNOFLAGS));
        journal.fail();
        XAException error = assertThrows(XAException.class, () -> resource.start(xid, XAResource.TMNOFLAGS));
        assertTrue(error.getCause() instanceof JournalFailedException);
    }
}

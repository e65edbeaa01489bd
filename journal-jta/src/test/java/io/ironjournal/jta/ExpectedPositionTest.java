package io.ironjournal.jta;

import static io.ironjournal.jta.XaResourceTest.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.PositionConflictException;
import io.ironjournal.TxnWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected positions in branches of XA resources. */
class ExpectedPositionTest {

    private InMemoryJournal journal = new InMemoryJournal();
    private final JournalXAConnection connection = new JournalXADataSource(journal).getXAConnection();
    private final XAResource resource = connection.getXAResource();
    private final Xid xid = TestXid.next();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private TxnWriter work(long expected) throws XAException {
        resource.start(xid, XAResource.TMNOFLAGS);
        TxnWriter writer =
                connection.getConnection().writer("s").expect("s", expected).add(bytes("decided"));
        resource.end(xid, XAResource.TMSUCCESS);
        return writer;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void otherWriterIsFaster_branchIsRolledBack(boolean onePhase) throws XAException {
        TxnWriter writer = work(0);
        CompletableFuture<?> committed = writer.committed().toCompletableFuture();
        journal.append("s", bytes("faster"));
        XAException refused = assertThrows(XAException.class, () -> {
            if (onePhase) {
                resource.commit(xid, true);
            } else {
                resource.prepare(xid);
            }
        });
        assertEquals(XAException.XA_RBINTEGRITY, refused.errorCode);
        assertInstanceOf(PositionConflictException.class, refused.getCause());
        assertInstanceOf(
                PositionConflictException.class,
                assertThrows(ExecutionException.class, committed::get).getCause());
        assertEquals(0, journal.activeBranches());
        assertCode(XAException.XAER_NOTA, () -> resource.rollback(xid));
        assertEquals(List.of("faster"), journal.read("s"));
    }

    @Test
    void preparedBranch_keepsItsPosition_alsoAfterACrash() throws XAException {
        work(0);
        assertEquals(XAResource.XA_OK, resource.prepare(xid));
        journal = journal.reopen();
        XAResource recovered =
                new JournalXADataSource(journal).getXAConnection().getXAResource();
        CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> journal.append("s", bytes("later")));
        recovered.commit(xid, false);
        assertEquals(1, waiting.join());
        assertEquals(List.of("decided", "later"), journal.read("s"));
    }

    @Test
    void localWriterOfAConnection_withAnExpectation_keepsTheResourceFromStarting() throws Exception {
        try (TxnWriter local = connection.getConnection().writer("s")) {
            local.expect("s", 0);
            assertCode(XAException.XAER_OUTSIDE, () -> resource.start(xid, XAResource.TMNOFLAGS));
            local.add(bytes("alone"));
            assertEquals(0, local.commit().start());
        }
        resource.start(xid, XAResource.TMNOFLAGS);
        TxnWriter writer = connection.getConnection().writer("s").expect("s", 1);
        PositionConflictException conflict = assertThrows(PositionConflictException.class, () -> writer.expect("s", 2));
        assertTrue(conflict.getMessage().contains("in one transaction"), conflict.getMessage());
        assertCode(XAException.XA_RBROLLBACK, () -> resource.end(xid, XAResource.TMSUCCESS));
        resource.rollback(xid);
    }
}

package io.ironjournal.jta;

import static io.ironjournal.jta.XaResourceTest.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.EntryIterator;
import io.ironjournal.Journal;
import io.ironjournal.JournalException;
import io.ironjournal.JournalOptions;
import io.ironjournal.internal.JournalOpener;
import io.ironjournal.test.storage.SimulatedStorage;
import io.ironjournal.transaction.BranchId;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests the XA resource on a journal whose storage fails, is killed, or loses unforced data. */
class FailingStorageTest {

    private static final JournalOptions OPTIONS = JournalOptions.builder(Path.of("simulated"))
            .logSegmentSize(1 << 20)
            .logBudget(4 << 20)
            .build();

    private final Xid xid = TestXid.next();
    private SimulatedStorage storage = new SimulatedStorage(1);
    private Journal journal;
    private JournalXAConnection connection;
    private XAResource resource;

    FailingStorageTest() {
        open();
    }

    private void open() {
        journal = JournalOpener.open(OPTIONS, storage, true);
        connection = new JournalXADataSource(journal).getXAConnection();
        resource = connection.getXAResource();
    }

    /** Closes a journal whose storage may have failed. */
    @AfterEach
    void close() {
        try {
            journal.close();
        } catch (JournalException dead) {
            assertTrue(dead.getMessage() != null);
        }
    }

    /** Simulates a power failure: any part of the unforced sectors is lost. */
    private void powerCut(long seed) {
        SimulatedStorage after = storage.powerCut(seed);
        close();
        storage = after;
        open();
    }

    private void kill() {
        SimulatedStorage after = storage.kill();
        close();
        storage = after;
        open();
    }

    private void work() throws XAException {
        resource.start(xid, XAResource.TMNOFLAGS);
        connection.getConnection().writer("s").add("entry".getBytes(StandardCharsets.UTF_8));
        resource.end(xid, XAResource.TMSUCCESS);
    }

    private List<String> read() {
        List<String> entries = new ArrayList<>();
        for (long id = 0; id < journal.nextId("s"); id++) {
            Optional<byte[]> entry = journal.get("s", id);
            entries.add(new String(entry.orElseThrow(), StandardCharsets.UTF_8));
        }
        return entries;
    }

    private int inDoubt() throws XAException {
        return resource.recover(XAResource.TMSTARTRSCAN).length;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void preparedBranch_afterPowerFailure_commits(long seed) throws XAException {
        work();
        resource.prepare(xid);
        powerCut(seed);
        assertEquals(1, inDoubt());
        assertEquals(List.of(), read());
        resource.commit(xid, false);
        powerCut(seed + 100);
        assertEquals(List.of("entry"), read());
        assertEquals(0, inDoubt());
        assertCode(XAException.XAER_NOTA, () -> resource.commit(xid, false));
        assertCode(XAException.XAER_NOTA, () -> resource.rollback(xid));
        assertEquals(List.of("entry"), read());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void committedBranch_afterPowerFailure_isReadable(long seed) throws XAException {
        work();
        resource.commit(xid, true);
        powerCut(seed);
        assertEquals(List.of("entry"), read());
    }

    @Test
    void activeBranch_afterKill_isLost() throws XAException {
        work();
        kill();
        assertEquals(0, inDoubt());
        assertEquals(List.of(), read());
        assertCode(XAException.XAER_NOTA, () -> resource.prepare(xid));
    }

    @Test
    void rolledBackBranch_afterPowerFailure_canBeRolledBackAgain() throws XAException {
        work();
        resource.prepare(xid);
        resource.rollback(xid);
        assertEquals(0, inDoubt());
        powerCut(7);
        for (Xid branch : resource.recover(XAResource.TMSTARTRSCAN)) {
            resource.rollback(branch);
        }
        assertEquals(0, inDoubt());
        assertEquals(List.of(), read());
    }

    /**
     * Matches writes of records, not those of a segment that is being prepared, because such a failure stops the
     * journal before the record is written.
     */
    private static boolean isOfRecords(String force) {
        return force.startsWith("writeForced:log/");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void onePhaseCommit_forceFails_outcomeIsUnknownAndJournalFails(long seed) throws XAException {
        work();
        storage.failForceAfter(1, FailingStorageTest::isOfRecords);
        assertCode(XAException.XAER_RMFAIL, () -> resource.commit(xid, true));
        assertTrue(journal.stats().failure().isPresent());
        assertCode(XAException.XAER_RMFAIL, () -> resource.start(TestXid.next(), XAResource.TMNOFLAGS));
        assertCode(XAException.XAER_RMFAIL, this::inDoubt);
        powerCut(seed);
        assertTrue(List.of(List.of(), List.of("entry")).contains(read()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void prepare_forceFails_leavesNothingOrBranchInDoubt(long seed) throws XAException {
        work();
        storage.failForceAfter(1, FailingStorageTest::isOfRecords);
        assertCode(XAException.XAER_RMFAIL, () -> resource.prepare(xid));
        assertCode(XAException.XAER_RMFAIL, () -> resource.rollback(xid));
        powerCut(seed);
        for (Xid branch : resource.recover(XAResource.TMSTARTRSCAN)) {
            resource.rollback(branch);
        }
        assertEquals(List.of(), read());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void twoPhaseCommit_forceFails_commitsExactlyOnceAfterReopening(long seed) throws XAException {
        work();
        resource.prepare(xid);
        storage.failForceAfter(1, FailingStorageTest::isOfRecords);
        assertCode(XAException.XAER_RMFAIL, () -> resource.commit(xid, false));
        assertCode(XAException.XAER_RMFAIL, () -> resource.commit(xid, false));
        assertCode(XAException.XAER_RMFAIL, () -> resource.rollback(xid));
        powerCut(seed);
        try {
            resource.commit(xid, false);
        } catch (XAException committedBefore) {
            assertEquals(XAException.XAER_NOTA, committedBefore.errorCode);
        }
        assertEquals(List.of("entry"), read());
    }

    @Test
    void prepare_diskFull_commitsOrRollsBack() throws XAException {
        work();
        storage.setSpace(storage.usedSpace());
        try {
            resource.prepare(xid);
            // The log is preallocated and may have space. Committing needs no space.
            resource.commit(xid, false);
            assertEquals(List.of("entry"), read());
        } catch (XAException rolledBack) {
            assertEquals(XAException.XA_RBOTHER, rolledBack.errorCode);
            assertEquals(List.of(), read());
        }
        assertEquals(0, inDoubt());
    }

    @Test
    void branchInDoubt_otherWritesAndRestarts_staysInDoubt() throws XAException {
        work();
        resource.prepare(xid);
        for (int restart = 0; restart < 3; restart++) {
            for (int i = 0; i < 20; i++) {
                journal.append("others", new byte[200_000]);
            }
            assertEquals(20 * (restart + 1), journal.nextId("others"));
            if (restart % 2 == 0) {
                journal.close();
                open();
            } else {
                kill();
            }
            assertEquals(1, inDoubt());
        }
        resource.commit(xid, false);
        assertEquals(List.of("entry"), read());
        assertThrows(XAException.class, () -> resource.rollback(xid));
    }

    @Test
    void xids_differInLastByteOnly_surviveRestart() throws XAException {
        byte[] global = new byte[64];
        Arrays.fill(global, (byte) 0xff);
        List<Xid> xids = new ArrayList<>();
        for (int last = 0; last < 2; last++) {
            byte[] qualifier = new byte[64];
            qualifier[63] = (byte) last;
            Xid branch = new TestXid(-1, global, qualifier);
            resource.start(branch, XAResource.TMNOFLAGS);
            connection.getConnection().writer("s").add(("entry " + last).getBytes(StandardCharsets.UTF_8));
            resource.end(branch, XAResource.TMSUCCESS);
            resource.prepare(branch);
            xids.add(branch);
        }
        powerCut(8);
        List<BranchId> recovered = new ArrayList<>();
        for (Xid branch : resource.recover(XAResource.TMSTARTRSCAN)) {
            recovered.add(BranchIds.of(branch));
        }
        assertEquals(List.of(BranchIds.of(xids.get(0)), BranchIds.of(xids.get(1))), recovered);
        resource.commit(xids.get(1), false);
        resource.rollback(xids.get(0));
        kill();
        assertEquals(List.of("entry 1"), read());
        assertEquals(0, inDoubt());
    }

    @Test
    void branchInDoubt_blocksNeitherReadsNorWrites() throws XAException {
        work();
        resource.prepare(xid);
        assertEquals(0, journal.append("s", "later".getBytes(StandardCharsets.UTF_8)));
        assertEquals(List.of("later"), read());
        try (EntryIterator entries = journal.iterate("s", 0)) {
            assertEquals(0, entries.next().id());
            assertFalse(entries.hasNext());
        }
        resource.commit(xid, false);
        assertEquals(List.of("later", "entry"), read());
    }
}

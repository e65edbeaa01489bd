package io.ironjournal.jta;

import static io.ironjournal.jta.XaResourceTest.assertCode;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.CorruptionPolicy;
import io.ironjournal.Journal;
import io.ironjournal.JournalOptions;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.UnacceptedLossException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.management.JMX;
import javax.management.ObjectName;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests that the journal does not answer about branches while a loss of log records is not accepted. */
class LostRecordsTest {

    private static final String FIRST = "entry of the branch before the damage";
    private static final String SECOND = "entry of the branch whose record is lost";

    @TempDir
    Path directory;

    private final Xid before = TestXid.next();
    private final Xid lost = TestXid.next();

    private Journal open(CorruptionPolicy policy) {
        return Journal.open(JournalOptions.builder(directory)
                .logSegmentSize(1 << 20)
                .corruptionPolicy(policy)
                .build());
    }

    private static void prepare(Journal journal, Xid xid, String entry) throws XAException {
        JournalXAConnection connection = new JournalXADataSource(journal).getXAConnection();
        XAResource resource = connection.getXAResource();
        resource.start(xid, XAResource.TMNOFLAGS);
        connection.getConnection().writer("s").add(entry.getBytes(StandardCharsets.UTF_8));
        resource.end(xid, XAResource.TMSUCCESS);
        resource.prepare(xid);
    }

    /**
     * Prepares two branches and damages the record of one. Closing the journal writes both records again; the new
     * copies are damaged.
     */
    private UUID prepareAndDamage() throws Exception {
        UUID id;
        try (Journal journal = open(CorruptionPolicy.FAIL)) {
            prepare(journal, before, FIRST);
            prepare(journal, lost, SECOND);
            id = Transactions.of(journal).journalId();
        }
        try (Stream<Path> files = Files.list(directory.resolve("log"))) {
            for (Path file : files.toList()) {
                damage(file);
            }
        }
        return id;
    }

    private static void damage(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf(SECOND); at >= 0; at = text.indexOf(SECOND, at + 1)) {
            bytes[at] ^= 1;
        }
        Files.write(file, bytes);
    }

    @Test
    void recoverAndBranchCalls_unacceptedLoss_failWithRmfailAlsoAfterReopening() throws Exception {
        XAResource handle = new JournalRecoveryHandle(prepareAndDamage());
        for (CorruptionPolicy policy : List.of(CorruptionPolicy.TRUNCATE, CorruptionPolicy.FAIL)) {
            try (Journal journal = open(policy)) {
                InDoubtBranches branches = new InDoubtBranches(journal);
                assertCode(XAException.XAER_RMFAIL, () -> handle.recover(XAResource.TMSTARTRSCAN));
                for (Xid xid : List.of(before, lost)) {
                    assertCode(XAException.XAER_RMFAIL, () -> handle.commit(xid, false));
                    assertCode(XAException.XAER_RMFAIL, () -> handle.commit(xid, true));
                    assertCode(XAException.XAER_RMFAIL, () -> handle.rollback(xid));
                    assertThrows(UnacceptedLossException.class, () -> branches.commit(xid));
                }
                assertThrows(UnacceptedLossException.class, branches::list);
                assertEquals(1, branches.losses().size());
                prepare(journal, TestXid.next(), "others are not concerned");
            }
        }
        try (Journal journal = open(CorruptionPolicy.FAIL)) {
            new InDoubtBranches(journal).acceptLoss();
            // The first branch, and the branches that were prepared after the damage.
            assertEquals(3, handle.recover(XAResource.TMSTARTRSCAN).length);
            assertCode(XAException.XAER_NOTA, () -> handle.commit(lost, false));
            handle.commit(before, false);
            assertEquals(FIRST, new String(journal.get("s", 0).orElseThrow(), StandardCharsets.UTF_8));
        }
        try (Journal journal = open(CorruptionPolicy.FAIL)) {
            assertEquals(List.of(), new InDoubtBranches(journal).losses());
            assertEquals(2, handle.recover(XAResource.TMSTARTRSCAN).length);
        }
    }

    @Test
    void operator_seesAndAcceptsLossByJmx() throws Exception {
        UUID id = prepareAndDamage();
        try (Journal journal = open(CorruptionPolicy.TRUNCATE);
                JournalRecovery registration = JournalRecovery.byOperator(journal)) {
            InDoubtBranchesMXBean bean = JMX.newMXBeanProxy(
                    ManagementFactory.getPlatformMBeanServer(),
                    new ObjectName("io.ironjournal:type=InDoubtBranches,journal=" + id),
                    InDoubtBranchesMXBean.class);
            assertTrue(bean.getLosses().get(0).contains("quarantine/"), "" + bean.getLosses());
            bean.acceptLoss();
            assertEquals(List.of(), bean.getLosses());
            assertEquals(1, bean.getBranches().size());
            assertTrue(Files.exists(directory.resolve("LOSS.accepted")), "" + registration);
        }
    }
}

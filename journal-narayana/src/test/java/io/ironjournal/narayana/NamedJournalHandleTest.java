package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.arjuna.ats.arjuna.common.Uid;
import com.arjuna.ats.jta.xa.XidImple;
import io.ironjournal.Journal;
import io.ironjournal.jta.InDoubtBranches;
import io.ironjournal.jta.JournalRecoveryHandle;
import io.ironjournal.spi.transaction.Transactions;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.transaction.xa.XAException;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class NamedJournalHandleTest {

    private static final UUID ID = new UUID(0x0123456789abcdefL, 0xfedcba9876543210L);

    /** The bytes that release 0.1 writes to Narayana's log. They must stay readable. */
    private static final String GOLDEN =
            "aced00057372002a696f2e69726f6e6a6f75726e616c2e6e61726179616e612e4e616d65644a6f75726e616c48616e64"
                    + "6c65000000000000000102000078720028696f2e69726f6e6a6f75726e616c2e6a74612e4a6f75726e616c5265636f76"
                    + "65727948616e646c6500000000000000010200014c00096a6f75726e616c49647400104c6a6176612f7574696c2f5555"
                    + "49443b78707372000e6a6176612e7574696c2e55554944bc9903f7986d852f0200024a000c6c65617374536967426974"
                    + "734a000b6d6f7374536967426974737870fedcba98765432100123456789abcdef";

    private final NamedJournalHandle handle = new NamedJournalHandle(new JournalRecoveryHandle(ID));

    @Test
    void serializedFormNeverChanges() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(handle);
        }
        assertEquals(GOLDEN, HexFormat.of().formatHex(bytes.toByteArray()));
        try (ObjectInputStream in =
                new ObjectInputStream(new ByteArrayInputStream(HexFormat.of().parseHex(GOLDEN)))) {
            NamedJournalHandle read = (NamedJournalHandle) in.readObject();
            assertEquals(handle, read);
            assertEquals(handle.getJndiName(), read.getJndiName());
        }
    }

    /** Narayana would log a stack trace, though nothing is wrong. */
    @Test
    void commitOfBranchThatCommittedBeforeTheCrash_byHandleFromTheLog_succeeds(@TempDir Path directory)
            throws Exception {
        try (Journal journal = Journal.open(directory)) {
            UUID id = Transactions.of(journal).journalId();
            NamedJournalHandle enlisted = new NamedJournalHandle(new JournalRecoveryHandle(id));
            InDoubtBranches known = new InDoubtBranches(journal);
            assertEquals(List.of(), known.list());
            Xid committed = new XidImple(new Uid());
            copy(enlisted).commit(committed, false);
            assertNotKnown(() -> enlisted.commit(committed, false));
            assertNotKnown(() -> copy(enlisted).commit(committed, true));
        }
    }

    @Test
    void commitByHandleFromTheLog_journalIsNotOpen_fails() throws Exception {
        XAException failed = assertThrows(XAException.class, () -> copy(handle).commit(new XidImple(new Uid()), false));
        assertEquals(XAException.XAER_RMFAIL, failed.errorCode);
    }

    private static void assertNotKnown(Executable commit) {
        assertEquals(XAException.XAER_NOTA, assertThrows(XAException.class, commit).errorCode);
    }

    private static NamedJournalHandle copy(NamedJournalHandle handle) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(handle);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (NamedJournalHandle) in.readObject();
        }
    }

    @Test
    void nameIsSameInEveryRun() {
        assertEquals("io.ironjournal/01234567-89ab-cdef-fedc-ba9876543210", handle.getJndiName());
        assertEquals("IronJournal", handle.getProductName());
    }

    @Test
    void handlesOfSameJournalAreEqual() {
        assertEquals(handle, new JournalRecoveryHandle(ID));
        assertEquals(new JournalRecoveryHandle(ID), handle);
        assertEquals(handle.hashCode(), new JournalRecoveryHandle(ID).hashCode());
    }
}

package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;

class JournalRecoveryHandleTest {

    private static final UUID ID = new UUID(0x0123456789abcdefL, 0xfedcba9876543210L);

    /** The bytes that release 0.1 writes to logs of transaction managers. They must stay readable. */
    private static final String GOLDEN =
            "aced000573720028696f2e69726f6e6a6f75726e616c2e6a74612e4a6f75726e616c5265636f7665727948616e646c65"
                    + "00000000000000010200014c00096a6f75726e616c49647400104c6a6176612f7574696c2f555549443b78707372000e"
                    + "6a6176612e7574696c2e55554944bc9903f7986d852f0200024a000c6c65617374536967426974734a000b6d6f737453"
                    + "6967426974737870fedcba98765432100123456789abcdef";

    static byte[] serialize(Object object) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    static Object deserialize(byte[] bytes) throws Exception {
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    @Test
    void serializedFormNeverChanges() throws Exception {
        assertEquals(GOLDEN, HexFormat.of().formatHex(serialize(new JournalRecoveryHandle(ID))));
        assertEquals(new JournalRecoveryHandle(ID), deserialize(HexFormat.of().parseHex(GOLDEN)));
    }

    @Test
    void handlesOfSameJournalAreEqual() {
        assertEquals(new JournalRecoveryHandle(ID), new JournalRecoveryHandle(ID));
        assertEquals(new JournalRecoveryHandle(ID).hashCode(), new JournalRecoveryHandle(ID).hashCode());
        assertNotEquals(new JournalRecoveryHandle(ID), new JournalRecoveryHandle(UUID.randomUUID()));
    }

    @Test
    void connectionResource_isSerializedAsHandle() throws Exception {
        InMemoryJournal journal = new InMemoryJournal();
        XAResource resource = new JournalXADataSource(journal).getXAConnection().getXAResource();
        assertEquals(new JournalRecoveryHandle(journal.journalId()), deserialize(serialize(resource)));
    }

    @Test
    void deserializedHandle_commitsInOpenJournal() throws Exception {
        InMemoryJournal journal = new InMemoryJournal();
        new JournalXADataSource(journal);
        JournalRecoveryHandle handle = new JournalRecoveryHandle(journal.journalId());
        Xid xid = TestXid.next();
        handle.start(xid, XAResource.TMNOFLAGS);
        Associations.work(
                handle.association().branch(),
                handle.association(),
                Content.ENTRY,
                buffer -> buffer.add("s", "entry".getBytes(StandardCharsets.UTF_8)));
        handle.end(xid, XAResource.TMSUCCESS);
        handle.prepare(xid);
        byte[] log = serialize(handle);

        InMemoryJournal reopened = journal.reopen();
        XAResource recovered = (XAResource) deserialize(log);
        XaResourceTest.assertCode(XAException.XAER_RMFAIL, () -> recovered.commit(xid, false));
        new JournalXADataSource(reopened);
        recovered.commit(xid, false);
        assertEquals(List.of("entry"), reopened.read("s"));
        recovered.start(TestXid.next(), XAResource.TMNOFLAGS);
    }
}

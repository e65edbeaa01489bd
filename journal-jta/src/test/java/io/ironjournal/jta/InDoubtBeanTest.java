package io.ironjournal.jta;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ironjournal.Journal;
import io.ironjournal.spi.transaction.Transactions;
import io.ironjournal.transaction.BranchId;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanInfo;
import javax.management.MBeanOperationInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests what a JMX console shows about branches in doubt. */
class InDoubtBeanTest {

    @TempDir
    Path directory;

    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private Journal journal;
    private JournalRecovery registration;
    private ObjectName name;

    @BeforeEach
    void register() throws Exception {
        journal = Journal.open(directory);
        registration = JournalRecovery.byOperator(journal);
        name = new ObjectName("io.ironjournal:type=InDoubtBranches,journal="
                + Transactions.of(journal).journalId());
    }

    @AfterEach
    void close() {
        registration.close();
        journal.close();
    }

    private String refusal(String operation, String id) {
        Throwable refused = assertThrows(
                        RuntimeMBeanException.class,
                        () -> server.invoke(name, operation, new Object[] {id}, new String[] {String.class.getName()}))
                .getCause();
        assertEquals(
                "java.base", refused.getClass().getModule().getName(), "a console cannot load " + refused.getClass());
        // A console shows the innermost message.
        assertNull(refused.getCause());
        return refused.getMessage();
    }

    private static void requireSentence(String description) {
        assertTrue(description.length() > 20 && description.contains(" "), description);
    }

    @Test
    void operations_haveParameterNamesAndDescriptions() throws Exception {
        MBeanInfo bean = server.getMBeanInfo(name);
        requireSentence(bean.getDescription());
        assertEquals(4, bean.getOperations().length);
        for (MBeanOperationInfo operation : bean.getOperations()) {
            requireSentence(operation.getDescription());
            assertEquals(MBeanOperationInfo.ACTION, operation.getImpact());
            if (operation.getSignature().length > 0) {
                assertEquals("id", operation.getSignature()[0].getName());
                requireSentence(operation.getSignature()[0].getDescription());
            }
        }
        for (MBeanAttributeInfo attribute : bean.getAttributes()) {
            requireSentence(attribute.getDescription());
        }
    }

    @Test
    void journalThatWasNotRestored_holdsNoRecovery() throws Exception {
        assertEquals(false, server.getAttribute(name, "RecoveryHeld"));
        server.invoke(name, "releaseRecovery", null, null);
        assertFalse(new InDoubtBranches(journal).isRecoveryHeld());
    }

    @Test
    void bean_severalRegistrations_isShownUntilTheLastIsClosed() {
        JournalRecovery second = JournalRecovery.byOperator(journal);
        registration.close();
        assertTrue(server.isRegistered(name), "the second registration is open");
        second.close();
        second.close();
        assertFalse(server.isRegistered(name));
        try (JournalRecovery third = JournalRecovery.byOperator(journal)) {
            assertTrue(server.isRegistered(name), third.toString());
        }
        assertFalse(server.isRegistered(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"131077:0:0", "131077:0a", "x:0a:01", "", "1:0a:01:\nforged", "1:zz:01"})
    void decision_malformedId_failsAndDescribesForm(String id) {
        for (String operation : List.of("commit", "rollback")) {
            String message = refusal(operation, id);
            assertTrue(message.contains("such as 131077:0a1b:01"), message);
            assertFalse(message.contains("\n"), message);
        }
    }

    @Test
    void decision_unknownBranch_failsAndNamesBranch() {
        String message = refusal("commit", "1:0a:01");
        assertTrue(message.contains("1:0a:01"), message);
    }

    @Test
    void decision_activeBranch_failsAndNamesState() {
        BranchId id = new BranchId(1, new byte[] {1}, new byte[] {2});
        Transactions.of(journal).begin(id);
        for (String operation : List.of("commit", "rollback")) {
            String message = refusal(operation, id.toString());
            assertTrue(message.contains("not prepared") || message.contains("ACTIVE"), message);
        }
    }

    @Test
    void decision_listedId_isAcceptedAndStreamNamesAreEscaped() {
        BranchId id = new BranchId(1, new byte[] {1}, new byte[] {2});
        Transactions.of(journal).begin(id).add("a\nforged", new byte[1]);
        Transactions.of(journal).prepare(id);
        InDoubtBranchesMXBean bean = JMX.newMXBeanProxy(server, name, InDoubtBranchesMXBean.class);
        InDoubtBranchesMXBean.Row row = bean.getBranches().get(0);
        assertEquals(List.of("a\\u000aforged"), row.getStreams());
        bean.rollback(" " + row.getId() + "\n");
        assertEquals(List.of(), bean.getBranches());
    }
}

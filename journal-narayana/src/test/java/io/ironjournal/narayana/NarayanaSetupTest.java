package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.internal.jta.resources.arjunacore.XAResourceRecordWrappingPlugin;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.transaction.xa.XAResource;
import org.jboss.tm.XAResourceRecovery;
import org.junit.jupiter.api.Test;

class NarayanaSetupTest {

    private final NarayanaSetup setup = NarayanaSetup.in(Path.of("unused"));

    @Test
    void invalidValuesAreRejectedBySetters() {
        assertThrows(IllegalArgumentException.class, () -> setup.nodeIdentifier(""));
        assertThrows(IllegalArgumentException.class, () -> setup.nodeIdentifier("n".repeat(29)));
        assertThrows(IllegalArgumentException.class, () -> setup.nodeIdentifier("ü".repeat(15)));
        assertThrows(IllegalArgumentException.class, () -> setup.orphanSafetyInterval(Duration.ZERO));
        // With a pause of zero, Narayana would wait without end.
        assertThrows(IllegalArgumentException.class, () -> setup.recoveryBackoff(Duration.ofMillis(999)));
        assertThrows(IllegalArgumentException.class, () -> setup.recoveryPeriod(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> setup.defaultTimeout(Duration.ZERO));
        Duration huge = Duration.ofSeconds(Long.MAX_VALUE);
        assertThrows(IllegalArgumentException.class, () -> setup.orphanSafetyInterval(Duration.ofDays(25)));
        assertThrows(IllegalArgumentException.class, () -> setup.recoveryBackoff(huge));
        assertThrows(IllegalArgumentException.class, () -> setup.recoveryPeriod(huge));
        assertThrows(IllegalArgumentException.class, () -> setup.defaultTimeout(huge));
        assertThrows(NullPointerException.class, () -> NarayanaSetup.in(null));
    }

    @Test
    void start_allStoresAreInDirectoryAndRecoveryKnowsNode() {
        assertNotNull(TestNarayana.get().userTransaction());
        String store = arjPropertyManager.getObjectStoreEnvironmentBean().getObjectStoreDir();
        assertTrue(Path.of(store).isAbsolute());
        for (String other : List.of("communicationStore", "stateStore")) {
            assertEquals(
                    store,
                    BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, other)
                            .getObjectStoreDir());
        }
        assertFalse(Files.exists(Path.of("PutObjectStoreDirHere")));
        assertEquals(
                List.of(TestNarayana.NODE),
                jtaPropertyManager.getJTAEnvironmentBean().getXaRecoveryNodes());
        assertFalse(arjPropertyManager.getCoordinatorEnvironmentBean().isTransactionStatusManagerEnable());
    }

    @Test
    void install_applicationHasPlugin_keepsIt() {
        assertNotNull(TestNarayana.get());
        XAResourceRecordWrappingPlugin ours =
                jtaPropertyManager.getJTAEnvironmentBean().getXAResourceRecordWrappingPlugin();
        assertTrue(ours instanceof NamingPlugin);
        NamingPlugin another = new NamingPlugin();
        try {
            jtaPropertyManager.getJTAEnvironmentBean().setXAResourceRecordWrappingPlugin(another);
            NamingPlugin.install();
            assertSame(another, jtaPropertyManager.getJTAEnvironmentBean().getXAResourceRecordWrappingPlugin());
        } finally {
            jtaPropertyManager.getJTAEnvironmentBean().setXAResourceRecordWrappingPlugin(ours);
        }
    }

    @Test
    void scan_poolIsRegistered_asksPoolForResources() {
        int[] asked = {0};
        XAResourceRecovery pool = () -> {
            asked[0]++;
            return new XAResource[0];
        };
        Narayana narayana = TestNarayana.get();
        narayana.recoveryRegistry().addXAResourceRecovery(pool);
        narayana.recoveryRegistry().addXAResourceRecovery(pool);
        narayana.scan();
        assertEquals(1, asked[0]);
        narayana.recoveryRegistry().removeXAResourceRecovery(pool);
        narayana.scan();
        assertEquals(1, asked[0]);
    }

    @Test
    void start_alreadyStarted_failsAndChangesNothing() {
        assertNotNull(TestNarayana.get());
        String store = arjPropertyManager.getObjectStoreEnvironmentBean().getObjectStoreDir();
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class,
                () -> TestNarayana.setup(Path.of("target", "another-store"))
                        .nodeIdentifier("another")
                        .start());
        assertTrue(refusal.getMessage().contains("another-store"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(store), refusal.getMessage());
        assertEquals(store, arjPropertyManager.getObjectStoreEnvironmentBean().getObjectStoreDir());
        assertEquals(
                List.of(TestNarayana.NODE),
                jtaPropertyManager.getJTAEnvironmentBean().getXaRecoveryNodes());
    }

    @Test
    void start_recoveryStartedInAnotherMode_saysWhatToDo() {
        assertNotNull(TestNarayana.get());
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class,
                () -> NarayanaSetup.in(Path.of(arjPropertyManager
                                .getObjectStoreEnvironmentBean()
                                .getObjectStoreDir()))
                        .nodeIdentifier(TestNarayana.NODE)
                        .orphanSafetyInterval(Duration.ofMillis(1))
                        .recoveryBackoff(Duration.ofSeconds(1))
                        .start());
        assertTrue(refusal.getMessage().contains("NarayanaSetup"));
    }
}

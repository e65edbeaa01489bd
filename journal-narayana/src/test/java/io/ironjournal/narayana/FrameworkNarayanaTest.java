package io.ironjournal.narayana;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ironjournal.Journal;
import io.ironjournal.jta.JournalRecovery;
import io.ironjournal.jta.RecoveryUnavailableException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.transaction.xa.XAResource;
import org.jboss.tm.XAResourceRecovery;
import org.jboss.tm.XAResourceRecoveryRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameworkNarayanaTest {

    @TempDir
    Path root;

    private static final class Registry implements XAResourceRecoveryRegistry {

        final List<XAResourceRecovery> registered = new ArrayList<>();

        @Override
        public void addXAResourceRecovery(XAResourceRecovery recovery) {
            registered.add(recovery);
        }

        @Override
        public void removeXAResourceRecovery(XAResourceRecovery recovery) {
            registered.remove(recovery);
        }
    }

    @Test
    void journal_whereAFrameworkSetsNarayanaUp_isInItsRegistryUntilItsRegistrationCloses() throws Exception {
        Registry registry = new Registry();
        FrameworkNarayana adopted = FrameworkNarayana.adopt(() -> registry);
        try (adopted;
                Journal journal = Journal.open(root)) {
            JournalRecovery recovery = JournalRecovery.register(journal);
            XAResource[] resources = registry.registered.get(0).getXAResources();
            assertEquals(1, resources.length);
            assertEquals(0, resources[0].recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN).length);
            recovery.close();
            assertEquals(List.of(), registry.registered);
        }
    }

    @Test
    void journal_whereTheFrameworksRecoveryIsOff_isNotRegistered() {
        FrameworkNarayana adopted = FrameworkNarayana.adopt(() -> {
            throw new RecoveryUnavailableException("off");
        });
        try (adopted;
                Journal journal = Journal.open(root)) {
            assertThrows(RecoveryUnavailableException.class, () -> JournalRecovery.register(journal));
        }
    }
}

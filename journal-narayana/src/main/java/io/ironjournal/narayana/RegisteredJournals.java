package io.ironjournal.narayana;

import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import io.ironjournal.jta.JournalRecoveryHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.transaction.xa.XAResource;

/** The journals that an integration has registered with Narayana's recovery. */
final class RegisteredJournals {

    private final List<Registration> registered = new CopyOnWriteArrayList<>();

    void add(JournalRecoveryHandle journal) {
        XARecoveryModule module = RecoveryModules.xa();
        RecoveredResources branches =
                new RecoveredResources(journal, () -> new XAResource[] {new NamedJournalHandle(journal)});
        registered.add(new Registration(journal, branches, module));
        module.addXAResourceRecoveryHelper(branches);
    }

    void remove(JournalRecoveryHandle journal) {
        registered.stream()
                .filter(registration -> registration.isOf(journal))
                .findFirst()
                .ifPresent(registration -> {
                    registered.remove(registration);
                    registration.module.removeXAResourceRecoveryHelper(registration.branches);
                });
    }

    /** Remembers where a journal was registered: Narayana may have been started anew since. */
    private record Registration(JournalRecoveryHandle journal, RecoveredResources branches, XARecoveryModule module) {

        /** The very object: a journal may be registered twice. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(JournalRecoveryHandle registeredAs) {
            return journal == registeredAs;
        }
    }
}

package io.ironjournal.narayana;

import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import io.ironjournal.jta.JournalRecoveryHandle;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.transaction.xa.XAResource;

/** The journals that an integration registered with Narayana's recovery. */
final class RegisteredJournals {

    private final List<Registration> registered = new CopyOnWriteArrayList<>();

    void add(JournalRecoveryHandle journal) {
        RecoveredResources branches =
                new RecoveredResources(journal, () -> new XAResource[] {new NamedJournalHandle(journal)});
        Runnable undo = FrameworkNarayana.register(branches);
        registered.add(new Registration(journal, undo != null ? undo : register(branches)));
    }

    /** Remembers where it was registered: Narayana may be started anew before the end of the registration. */
    private static Runnable register(RecoveredResources branches) {
        XARecoveryModule module = RecoveryModules.xa();
        module.addXAResourceRecoveryHelper(branches);
        return () -> module.removeXAResourceRecoveryHelper(branches);
    }

    void remove(JournalRecoveryHandle journal) {
        registered.stream()
                .filter(registration -> registration.isOf(journal))
                .findFirst()
                .ifPresent(registration -> {
                    registered.remove(registration);
                    registration.undo.run();
                });
    }

    private record Registration(JournalRecoveryHandle journal, Runnable undo) {

        /** Compares identities, because the same journal may be registered twice. */
        @SuppressWarnings("ReferenceEquality")
        boolean isOf(JournalRecoveryHandle registeredAs) {
            return journal == registeredAs;
        }
    }
}

package io.ironjournal.narayana;

import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.tm.XAResourceRecovery;
import org.jboss.tm.XAResourceRecoveryRegistry;

/** Implements JBoss's interface for recovery registration, which connection pools use, by the API of Narayana. */
final class ModuleRecoveryRegistry implements XAResourceRecoveryRegistry {

    private final Map<XAResourceRecovery, Registration> registered = new ConcurrentHashMap<>();

    @Override
    public void addXAResourceRecovery(XAResourceRecovery recovery) {
        Registration registration =
                new Registration(new RecoveredResources(recovery, recovery::getXAResources), RecoveryModules.xa());
        if (registered.putIfAbsent(recovery, registration) == null) {
            registration.module.addXAResourceRecoveryHelper(registration.resources);
        }
    }

    @Override
    public void removeXAResourceRecovery(XAResourceRecovery recovery) {
        Registration registration = registered.remove(recovery);
        if (registration != null) {
            registration.module.removeXAResourceRecoveryHelper(registration.resources);
        }
    }

    /** Keeps the module of a registration, because Narayana may have been restarted since. */
    private record Registration(RecoveredResources resources, XARecoveryModule module) {}
}

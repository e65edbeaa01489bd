package io.ironjournal.narayana;

import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.transaction.xa.XAResource;
import org.jboss.tm.XAResourceRecovery;
import org.jboss.tm.XAResourceRecoveryRegistry;

/** Offers JBoss's way to register for recovery, which pools speak, on top of Narayana's own. */
final class ModuleRecoveryRegistry implements XAResourceRecoveryRegistry {

    private final Map<XAResourceRecovery, PooledResources> registered = new ConcurrentHashMap<>();

    @Override
    public void addXAResourceRecovery(XAResourceRecovery recovery) {
        PooledResources source = new PooledResources(recovery, RecoveryModules.xa());
        if (registered.putIfAbsent(recovery, source) == null) {
            source.module.addXAResourceRecoveryHelper(source);
        }
    }

    @Override
    public void removeXAResourceRecovery(XAResourceRecovery recovery) {
        PooledResources source = registered.remove(recovery);
        if (source != null) {
            source.module.removeXAResourceRecoveryHelper(source);
        }
    }

    private record PooledResources(XAResourceRecovery recovery, XARecoveryModule module)
            implements XAResourceRecoveryHelper {

        @Override
        public boolean initialise(String parameter) {
            return true;
        }

        @Override
        public XAResource[] getXAResources() {
            return recovery.getXAResources();
        }
    }
}

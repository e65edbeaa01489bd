package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.arjuna.recovery.RecoveryModule;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;

/** Finds the part of Narayana's recovery that deals with XA resources. */
final class RecoveryModules {

    private RecoveryModules() {}

    /**
     * Asks the recovery manager, and by that starts it, periodically, where nobody has: a branch in doubt must not wait
     * for ever. {@code XARecoveryModule.getRegisteredXARecoveryModule()} would remember one that has been terminated.
     */
    static XARecoveryModule xa() {
        for (RecoveryModule module : RecoveryManager.manager().getModules()) {
            if (module instanceof XARecoveryModule xa) {
                return xa;
            }
        }
        throw new IllegalStateException(
                "Narayana's recovery runs without an XARecoveryModule: add it to recoveryModuleClassNames");
    }
}

package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.arjuna.recovery.RecoveryModule;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import io.ironjournal.jta.RecoveryUnavailableException;
import java.lang.reflect.Field;

/** Finds the module of Narayana's recovery for XA resources, if recovery runs. */
final class RecoveryModules {

    private RecoveryModules() {}

    /**
     * Returns the module. {@code XARecoveryModule.getRegisteredXARecoveryModule()} is not used, because it would return
     * a terminated one.
     *
     * @throws RecoveryUnavailableException when recovery does not run, or runs without that module
     */
    static XARecoveryModule xa() {
        if (!isRunning(true)) {
            throw new RecoveryUnavailableException(
                    "Cannot register the journal for recovery, because Narayana's recovery does not run in this process."
                            + " Branches that a crash leaves in doubt would never be decided. Call"
                            + " NarayanaSetup.in(directory).start() first in main. If a framework sets up Narayana, enable its"
                            + " recovery, for example by quarkus.transaction-manager.enable-recovery=true.");
        }
        for (RecoveryModule module : RecoveryManager.manager().getModules()) {
            if (module instanceof XARecoveryModule xa) {
                return xa;
            }
        }
        throw new RecoveryUnavailableException(
                "Cannot register the journal for recovery, because Narayana's recovery runs without an XARecoveryModule."
                        + " Add it to recoveryModuleClassNames.");
    }

    /**
     * Returns whether recovery was started. Narayana has no method for this: asking it for its recovery manager starts
     * one, with a thread that keeps the process alive and with directories in the working directory. Therefore its
     * field is read.
     *
     * @param ifUnknown the result when the field cannot be read, as in a native image
     */
    static boolean isRunning(boolean ifUnknown) {
        try {
            Field field = RecoveryManager.class.getDeclaredField("_recoveryManager");
            field.setAccessible(true);
            return field.get(null) != null;
        } catch (ReflectiveOperationException | RuntimeException unknown) {
            return ifUnknown;
        }
    }
}

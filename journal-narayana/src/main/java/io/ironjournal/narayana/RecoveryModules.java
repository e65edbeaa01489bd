package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.arjuna.recovery.RecoveryModule;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import io.ironjournal.jta.RecoveryUnavailableException;
import java.lang.reflect.Field;

/** Finds the part of Narayana's recovery that deals with XA resources, if Narayana's recovery runs. */
final class RecoveryModules {

    private RecoveryModules() {}

    /**
     * Finds the module. {@code XARecoveryModule.getRegisteredXARecoveryModule()} would remember one that has been
     * terminated.
     *
     * @throws RecoveryUnavailableException when recovery does not run, or runs without that module
     */
    static XARecoveryModule xa() {
        if (!isRunning(true)) {
            throw new RecoveryUnavailableException(
                    "Narayana's recovery does not run in this process, so that branches that"
                            + " a crash leaves in doubt would never be decided. Start it before journals are opened:"
                            + " NarayanaSetup.in(directory).start() comes first in main; where a framework sets Narayana up, switch"
                            + " its recovery on, such as by quarkus.transaction-manager.enable-recovery=true.");
        }
        for (RecoveryModule module : RecoveryManager.manager().getModules()) {
            if (module instanceof XARecoveryModule xa) {
                return xa;
            }
        }
        throw new RecoveryUnavailableException(
                "Narayana's recovery runs without an XARecoveryModule, so that it cannot ask"
                        + " the journal for its branches: add it to recoveryModuleClassNames.");
    }

    /**
     * Returns whether somebody has started recovery. Narayana offers no such question: to ask it for its recovery manager
     * starts one, with a thread that keeps the process alive and directories in the working directory. So its field is read.
     *
     * @param ifUnknown the answer where the field cannot be read, as in a native image
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

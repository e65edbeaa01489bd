package io.ironjournal.quarkus;

import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import io.ironjournal.cdi.spi.ManagedJournals;
import io.ironjournal.jta.RecoveryUnavailableException;
import io.ironjournal.narayana.FrameworkNarayana;
import io.quarkus.arc.Arc;
import io.quarkus.arc.runtime.BeanContainer;
import io.quarkus.narayana.jta.runtime.TransactionManagerConfiguration;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.ShutdownContext;
import io.quarkus.runtime.annotations.Recorder;
import org.jboss.tm.XAResourceRecoveryRegistry;

/**
 * Starts journals when an application starts. Quarkus calls it.
 *
 * @since 0.1.0
 */
@Recorder
public class JournalRecorder {

    private final RuntimeValue<TransactionManagerConfiguration> transactions;

    /**
     * Creates the recorder. Quarkus calls this.
     *
     * @param transactions the configuration of the transaction manager
     * @since 0.1.0
     */
    public JournalRecorder(RuntimeValue<TransactionManagerConfiguration> transactions) {
        this.transactions = transactions;
    }

    /**
     * Opens the journals and registers them for recovery, which starts afterwards. The container closes the journals
     * with its other beans, after Quarkus has stopped recovery.
     *
     * @param beans the container
     * @param shutdown receives actions that run when the application stops
     * @since 0.1.0
     */
    @SuppressWarnings("resource") // Closed when the application stops.
    public void open(BeanContainer beans, ShutdownContext shutdown) {
        FrameworkNarayana narayana = FrameworkNarayana.adopt(this::registry);
        shutdown.addLastShutdownTask(narayana::close);
        RecoveryTimes.shorten(recoveryPropertyManager.getRecoveryEnvironmentBean());
        beans.beanInstance(ManagedJournals.class).openEarly();
    }

    private XAResourceRecoveryRegistry registry() {
        if (!transactions.getValue().enableRecovery()) {
            throw new RecoveryUnavailableException(
                    "Narayana's recovery is switched off, so that branches that a crash leaves in doubt would never be decided:"
                            + " remove quarkus.transaction-manager.enable-recovery=false.");
        }
        return Arc.container().instance(XAResourceRecoveryRegistry.class).get();
    }
}

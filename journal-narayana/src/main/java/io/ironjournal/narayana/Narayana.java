package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.RecoveryEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import com.arjuna.ats.arjuna.coordinator.TransactionReaper;
import com.arjuna.ats.arjuna.coordinator.TxControl;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.ironjournal.text.Printable;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.transaction.xa.XAResource;
import org.jboss.tm.LastResource;
import org.jboss.tm.XAResourceRecoveryRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Narayana, as {@link NarayanaSetup} started it. Close it last, after the journals and connection pools that take part
 * in its transactions. Close a journal that {@link NarayanaSetup#logIn} was called with after it. A journal with the key {@code
 * transaction-log} is closed by its container, before Narayana. Thread-safe.
 *
 * @since 0.1.0
 */
public final class Narayana implements AutoCloseable {

    /** Where the log of the Narayana that runs in this process is; null when none was started here. */
    private static final AtomicReference<@Nullable String> RUNNING = new AtomicReference<>();

    private final String place;
    private final LogPlace log;
    private final RecoveryManager recovery;
    private final XAResourceRecoveryRegistry recoveryRegistry = new ModuleRecoveryRegistry();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Narayana(String place, LogPlace log, RecoveryManager recovery) {
        this.place = place;
        this.log = log;
        this.recovery = recovery;
    }

    /** Returns where the log of the Narayana is that a setup started; null if none runs. */
    static @Nullable String place() {
        return RUNNING.get();
    }

    static Narayana start(NarayanaSetup setup) {
        String running = RUNNING.compareAndExchange(null, setup.place());
        if (running != null) {
            throw new IllegalStateException("Cannot start Narayana with its log in " + setup.place()
                    + ", because this process already runs it with its log in " + running
                    + ". A process has one Narayana: share the one that NarayanaSetup.start() returned, or close it"
                    + " first.");
        }
        boolean started = false;
        try {
            Narayana narayana = startFirst(setup);
            started = true;
            return narayana;
        } finally {
            if (!started) {
                RUNNING.set(null);
            }
        }
    }

    private static Narayana startFirst(NarayanaSetup setup) {
        if (RecoveryModules.isRunning(false)) {
            throw new IllegalStateException("Cannot start Narayana with its log in " + setup.place()
                    + ", because its recovery already runs in this process. If a server or a framework sets up Narayana,"
                    + " do not use NarayanaSetup. Otherwise call NarayanaSetup.start() first in main.");
        }
        LogPlace log = LogPlace.of(setup);
        locateStores(setup);
        // First, because the next steps load TxControl, which reads these settings only once.
        configureCoordinator(setup);
        nameNode(setup);
        NamingPlugin.install();
        LastResources.accept();
        log.install();
        boolean started = false;
        try {
            Narayana narayana = new Narayana(setup.place(), log, startRecovery(setup));
            started = true;
            return narayana;
        } finally {
            if (!started) {
                log.close();
            }
        }
    }

    /**
     * Sets the directory of the log and of two other stores, which Narayana otherwise creates in the working directory.
     */
    private static void locateStores(NarayanaSetup setup) {
        String directory = setup.store.toAbsolutePath().toString();
        arjPropertyManager.getObjectStoreEnvironmentBean().setObjectStoreDir(directory);
        for (String other : List.of("communicationStore", "stateStore")) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, other)
                    .setObjectStoreDir(directory);
        }
    }

    /** Sets the node identifier and the nodes to recover, because recovery ignores branches of all other nodes. */
    private static void nameNode(NarayanaSetup setup) {
        NodeIdentifierFile file = new NodeIdentifierFile(setup.store);
        String node = setup.nodeIdentifier == null ? file.readOrCreate() : setup.nodeIdentifier;
        try {
            arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier(node);
        } catch (CoreEnvironmentBeanException refused) {
            throw new IllegalArgumentException(
                    "Narayana rejects the node identifier \"" + Printable.text(node) + "\"", refused);
        }
        // TxControl reads the bean only once. A second setup in this process must take effect, too.
        TxControl.setXANodeName(node);
        JTAEnvironmentBean jta = jtaPropertyManager.getJTAEnvironmentBean();
        jta.setXaRecoveryNodes(
                Stream.concat(Stream.of(node), file.read().stream()).distinct().toList());
        jta.setOrphanSafetyInterval(Math.toIntExact(setup.orphanSafetyInterval.toMillis()));
    }

    private static void configureCoordinator(NarayanaSetup setup) {
        CoordinatorEnvironmentBean coordinator = arjPropertyManager.getCoordinatorEnvironmentBean();
        // It would open a port for recovery by another process, which does not exist.
        coordinator.setTransactionStatusManagerEnable(false);
        coordinator.setDefaultTimeout(Math.toIntExact(setup.defaultTimeout.toSeconds()));
        TxControl.setDefaultTimeout(Math.toIntExact(setup.defaultTimeout.toSeconds()));
    }

    private static RecoveryManager startRecovery(NarayanaSetup setup) {
        RecoveryEnvironmentBean bean = recoveryPropertyManager.getRecoveryEnvironmentBean();
        bean.setRecoveryBackoffPeriod(Math.toIntExact(setup.recoveryBackoff.toSeconds()));
        bean.setPeriodicRecoveryPeriod(Math.toIntExact(setup.recoveryPeriod.toSeconds()));
        bean.setRecoveryListener(false);
        boolean waits = setup.inConfiguredJournal;
        int mode =
                setup.manualRecovery || waits ? RecoveryManager.DIRECT_MANAGEMENT : RecoveryManager.INDIRECT_MANAGEMENT;
        try {
            RecoveryManager manager = RecoveryManager.manager(mode);
            manager.initialize();
            if (waits && !setup.manualRecovery) {
                ConfiguredLog.startWithJournal(manager);
            }
            return manager;
        } catch (IllegalArgumentException startedOtherwise) {
            throw new IllegalStateException(
                    "Cannot start Narayana's recovery, because it was already started in another mode. Call"
                            + " NarayanaSetup.start() first in main",
                    startedOtherwise);
        }
    }

    /**
     * Returns the transaction manager.
     *
     * @return Narayana's transaction manager
     * @since 0.1.0
     */
    public TransactionManager transactionManager() {
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    /**
     * Returns the synchronization registry.
     *
     * @return Narayana's registry
     * @since 0.1.0
     */
    public TransactionSynchronizationRegistry synchronizationRegistry() {
        return jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry();
    }

    /**
     * Returns the object with which applications begin and commit transactions.
     *
     * @return Narayana's {@code UserTransaction}
     * @since 0.1.0
     */
    public UserTransaction userTransaction() {
        return com.arjuna.ats.jta.UserTransaction.userTransaction();
    }

    /**
     * Returns the registry with which connection pools, such as Agroal's, register for recovery:
     *
     * <pre>{@code
     * new NarayanaTransactionIntegration(
     *         narayana.transactionManager(), narayana.synchronizationRegistry(),
     *         "java:/orders", false, narayana.recoveryRegistry())
     * }</pre>
     *
     * <p>The pool needs a name. If a crash occurs between the last commit of a transaction and the removal of its log, only
     * the name tells Narayana that the database has completed the transaction.
     *
     * @return the registry
     * @since 0.1.0
     */
    public XAResourceRecoveryRegistry recoveryRegistry() {
        return recoveryRegistry;
    }

    /**
     * Returns a resource with a stable name, for a resource without a pool, such as that of a JMS connection. Enlist the
     * returned resource, and register an {@code XAResourceRecovery} that returns resources with the same name:
     *
     * <pre>{@code
     * transaction.enlistResource(Narayana.named("jms/orders", context.getXAResource()));
     *
     * narayana.recoveryRegistry().addXAResourceRecovery(
     *         () -> new XAResource[] {Narayana.named("jms/orders", recoveryContext.getXAResource())});
     * }</pre>
     *
     * <p>Without the name, a log is never removed if a crash occurs between the last commit of its transaction and the
     * removal. A last resource, which is not a real XA resource, is never recovered; this method returns it unchanged.
     *
     * @param name the name of the resource, the same in every run
     * @param resource the resource
     * @return the resource with its name
     * @since 0.1.0
     */
    public static XAResource named(String name, XAResource resource) {
        return resource instanceof LastResource ? resource : new NamedResource(name, resource);
    }

    /**
     * Runs one recovery scan and returns when it is complete. The scan commits the branches that the log decided. It
     * rolls back a branch that is in no log when the {@linkplain NarayanaSetup#orphanSafetyInterval safety interval} has
     * passed since the first scan of this process that saw the branch, however old the branch is.
     *
     * @since 0.1.0
     */
    public void scan() {
        recovery.scan();
    }

    /** Ends recovery and closes the log. Can be called again without effect. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            recovery.terminate(false);
            TransactionReaper.terminate(false);
            log.close();
            RUNNING.set(null);
        }
    }

    @Override
    public String toString() {
        return "Narayana[log in " + place + (closed.get() ? ", closed]" : "]");
    }
}

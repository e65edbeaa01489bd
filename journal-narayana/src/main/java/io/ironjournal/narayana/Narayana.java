package io.ironjournal.narayana;

import com.arjuna.ats.arjuna.common.CoordinatorEnvironmentBean;
import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.RecoveryEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import com.arjuna.ats.arjuna.coordinator.TransactionReaper;
import com.arjuna.ats.arjuna.coordinator.TxControl;
import com.arjuna.ats.arjuna.objectstore.StoreManager;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.jta.common.JTAEnvironmentBean;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.ironjournal.text.Printable;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.UserTransaction;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import javax.transaction.xa.XAResource;
import org.jboss.tm.LastResource;
import org.jboss.tm.XAResourceRecoveryRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Narayana as {@link NarayanaSetup} started it. Close it last: after the journals and connection pools that take part
 * in its transactions.
 *
 * @since 0.1.0
 */
public final class Narayana implements AutoCloseable {

    /** Where the Narayana that this process runs keeps its log; null while none was started here. */
    private static final AtomicReference<@Nullable Path> RUNNING = new AtomicReference<>();

    private final Path store;
    private final RecoveryManager recovery;
    private final XAResourceRecoveryRegistry recoveryRegistry = new ModuleRecoveryRegistry();
    private final AtomicBoolean closed = new AtomicBoolean();

    private Narayana(Path store, RecoveryManager recovery) {
        this.store = store;
        this.recovery = recovery;
    }

    static Narayana start(NarayanaSetup setup) {
        Path running = RUNNING.compareAndExchange(null, setup.store.toAbsolutePath());
        if (running != null) {
            throw new IllegalStateException("Narayana cannot be started with its log in " + Printable.path(setup.store)
                    + ": this process runs it already, with its log in " + Printable.path(running)
                    + ". Its settings are the process's: share the Narayana that NarayanaSetup.start() returned first, or"
                    + " close that before.");
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
            throw new IllegalStateException("Narayana cannot be started with its log in " + Printable.path(setup.store)
                    + ": its recovery runs already in this process. Where a server or a framework sets Narayana up, do"
                    + " without NarayanaSetup; else NarayanaSetup.start() must come first in main.");
        }
        locateStores(setup);
        // First, because the others touch TxControl, which reads what this sets once and for all.
        configureCoordinator(setup);
        nameNode(setup);
        NamingPlugin.install();
        LastResources.accept();
        return new Narayana(setup.store, startRecovery(setup));
    }

    /** The log of decisions, and two stores that Narayana creates beside it in the working directory unless told. */
    private static void locateStores(NarayanaSetup setup) {
        String directory = setup.store.toAbsolutePath().toString();
        arjPropertyManager.getObjectStoreEnvironmentBean().setObjectStoreDir(directory);
        for (String other : List.of("communicationStore", "stateStore")) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, other)
                    .setObjectStoreDir(directory);
        }
    }

    /** Recovery ignores branches of every node that it is not told to recover, so both are set. */
    private static void nameNode(NarayanaSetup setup) {
        NodeIdentifierFile file = new NodeIdentifierFile(setup.store);
        String node = setup.nodeIdentifier == null ? file.readOrCreate() : setup.nodeIdentifier;
        try {
            arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier(node);
        } catch (CoreEnvironmentBeanException refused) {
            throw new IllegalArgumentException(
                    "Narayana refuses the node identifier \"" + Printable.text(node) + "\"", refused);
        }
        // Read from the bean once only; a second setup in the same process must count too.
        TxControl.setXANodeName(node);
        JTAEnvironmentBean jta = jtaPropertyManager.getJTAEnvironmentBean();
        jta.setXaRecoveryNodes(
                Stream.concat(Stream.of(node), file.read().stream()).distinct().toList());
        jta.setOrphanSafetyInterval(Math.toIntExact(setup.orphanSafetyInterval.toMillis()));
    }

    private static void configureCoordinator(NarayanaSetup setup) {
        CoordinatorEnvironmentBean coordinator = arjPropertyManager.getCoordinatorEnvironmentBean();
        // It opens a port for recovery in another process, which there is not.
        coordinator.setTransactionStatusManagerEnable(false);
        coordinator.setDefaultTimeout(Math.toIntExact(setup.defaultTimeout.toSeconds()));
        TxControl.setDefaultTimeout(Math.toIntExact(setup.defaultTimeout.toSeconds()));
    }

    private static RecoveryManager startRecovery(NarayanaSetup setup) {
        RecoveryEnvironmentBean bean = recoveryPropertyManager.getRecoveryEnvironmentBean();
        bean.setRecoveryBackoffPeriod(Math.toIntExact(setup.recoveryBackoff.toSeconds()));
        bean.setPeriodicRecoveryPeriod(Math.toIntExact(setup.recoveryPeriod.toSeconds()));
        bean.setRecoveryListener(false);
        int mode = setup.manualRecovery ? RecoveryManager.DIRECT_MANAGEMENT : RecoveryManager.INDIRECT_MANAGEMENT;
        try {
            RecoveryManager manager = RecoveryManager.manager(mode);
            manager.initialize();
            return manager;
        } catch (IllegalArgumentException startedOtherwise) {
            throw new IllegalStateException(
                    "Narayana's recovery was already started in another mode: call NarayanaSetup.start() first in main",
                    startedOtherwise);
        }
    }

    /**
     * The transaction manager.
     *
     * @return Narayana's
     * @since 0.1.0
     */
    public TransactionManager transactionManager() {
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    /**
     * The registry of synchronizations and resources of a transaction.
     *
     * @return Narayana's
     * @since 0.1.0
     */
    public TransactionSynchronizationRegistry synchronizationRegistry() {
        return jtaPropertyManager.getJTAEnvironmentBean().getTransactionSynchronizationRegistry();
    }

    /**
     * What applications begin and commit transactions with.
     *
     * @return Narayana's
     * @since 0.1.0
     */
    public UserTransaction userTransaction() {
        return com.arjuna.ats.jta.UserTransaction.userTransaction();
    }

    /**
     * Where connection pools register for recovery, such as Agroal's:
     *
     * <pre>{@code
     * new NarayanaTransactionIntegration(
     *         narayana.transactionManager(), narayana.synchronizationRegistry(),
     *         "java:/orders", false, narayana.recoveryRegistry())
     * }</pre>
     *
     * <p>Give the pool a name: only then can Narayana tell, after a crash between a transaction's last commit and the
     * removal of its log, that the database has nothing left to do.
     *
     * @return the registry
     * @since 0.1.0
     */
    public XAResourceRecoveryRegistry recoveryRegistry() {
        return recoveryRegistry;
    }

    /**
     * Names a resource that comes without a pool, such as that of a JMS connection. Enlist what this returns, and return
     * the like from an {@code XAResourceRecovery} that is registered for recovery:
     *
     * <pre>{@code
     * transaction.enlistResource(Narayana.named("jms/orders", context.getXAResource()));
     *
     * narayana.recoveryRegistry().addXAResourceRecovery(
     *         () -> new XAResource[] {Narayana.named("jms/orders", recoveryContext.getXAResource())});
     * }</pre>
     *
     * <p>Without the name, the log of a transaction whose crash fell between its last commit and the removal of the log
     * stays for ever. A resource that commits as the last one, since it is no real XA resource, is never recovered, and is
     * returned as it is.
     *
     * @param name what the resource is called, in every run
     * @param resource the resource
     * @return the resource with its name
     * @since 0.1.0
     */
    public static XAResource named(String name, XAResource resource) {
        return resource instanceof LastResource ? resource : new NamedResource(name, resource);
    }

    /**
     * Runs one recovery scan and returns when it is complete: commits what was decided, and rolls back what no log
     * knows, unless it is younger than the safety interval or was seen for the first time.
     *
     * @since 0.1.0
     */
    public void scan() {
        recovery.scan();
    }

    /** Ends recovery and lets go of the log. Idempotent. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            recovery.terminate(false);
            TransactionReaper.terminate(false);
            StoreManager.shutdown();
            RUNNING.set(null);
        }
    }

    @Override
    public String toString() {
        return "Narayana[log in " + Printable.path(store) + (closed.get() ? ", closed]" : "]");
    }
}

package io.ironjournal.bookkeeper;

import io.ironjournal.simulation.CrashedLog;
import io.ironjournal.spi.log.CommitLog;
import io.ironjournal.spi.log.LogContext;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.LogProvider;
import io.ironjournal.spi.log.LogReader;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Optional;

/** The log on BookKeeper, on a {@link SimulatedCluster}. Ledgers are small, so that there are many. */
public final class SimulatedBookKeeperLog implements CrashedLog, LogProvider {

    private final SimulatedCluster cluster;
    private final BookKeeperLog log;
    private final ClusterChanges changes;
    private volatile Runnable duringWrite = () -> {};

    SimulatedBookKeeperLog(long seed) {
        this(new SimulatedCluster(seed));
    }

    /** Returns a log whose servers and connections never fail, for tests of other packages. */
    public static SimulatedBookKeeperLog withoutFaults() {
        SimulatedBookKeeperLog log = new SimulatedBookKeeperLog(1);
        log.cluster.faults = false;
        return log;
    }

    SimulatedBookKeeperLog(SimulatedCluster cluster) {
        this(cluster, ClusterChanges.ALL_SUCCEED);
    }

    /** Creates the log of one process. */
    SimulatedBookKeeperLog(SimulatedCluster cluster, ClusterChanges changes) {
        this.cluster = cluster;
        this.changes = changes;
        this.log = BookKeeperLog.at("zk+null://simulated:2181/ledgers")
                .journal("simulated")
                .ledgers(
                        1 + cluster.random.nextInt(cluster.largestLedger),
                        Duration.ofSeconds(1 + cluster.random.nextInt(60)));
    }

    /** Runs an action once, while the next group is being written. */
    void duringNextWrite(Runnable action) {
        duringWrite = action;
    }

    private SimulatedConnection connection() {
        return new SimulatedConnection(cluster, changes);
    }

    SimulatedCluster cluster() {
        return cluster;
    }

    @Override
    public LogProvider provider() {
        return this;
    }

    /** The servers are other machines, so nothing crashes there. A ledger without a use may be deleted. */
    @Override
    public void crash(boolean killed, long seed) {
        cluster.requireListedLedgers();
        if (cluster.random.nextInt(10) == 0) {
            try {
                log.with(connection()).deleteOrphans();
            } catch (IOException e) {
                // ZooKeeper was lost.
            }
            cluster.requireListedLedgers();
        }
    }

    @Override
    public boolean fences() {
        return true;
    }

    @Override
    public String describe() {
        return log.describe();
    }

    @Override
    public boolean survivesDirectory() {
        return true;
    }

    @Override
    public Optional<LogIdentity> find(LogContext context) throws IOException {
        return log.with(connection()).find(context);
    }

    @Override
    public OpenedLog create(LogContext context, LogIdentity identity) throws IOException {
        SimulatedConnection connection = connection();
        return settling(connection, log.with(connection).create(context, identity));
    }

    @Override
    public OpenedLog open(LogContext context, LogIdentity identity) throws IOException {
        SimulatedConnection connection = connection();
        return settling(connection, log.with(connection).open(context, identity));
    }

    @Override
    public LogReader read(long from) throws IOException {
        return log.with(connection()).read(from);
    }

    /** Returns the log with everything done that is under way when a call returns: the caller waits for it. */
    private OpenedLog settling(SimulatedConnection connection, OpenedLog opened) {
        CommitLog settling = proxy(CommitLog.class, opened.log(), connection);
        return (OpenedLog) Proxy.newProxyInstance(
                OpenedLog.class.getClassLoader(),
                new Class<?>[] {OpenedLog.class},
                (self, method, arguments) ->
                        method.getName().equals("log") ? settling : call(opened, method, arguments));
    }

    private <T> T proxy(Class<T> type, T target, SimulatedConnection connection) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    Object result = call(target, method, arguments);
                    if (method.getName().equals("commit")) {
                        Runnable action = duringWrite;
                        duringWrite = () -> {};
                        action.run();
                        connection.settle();
                    }
                    return result;
                }));
    }

    private static Object call(Object target, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}

package io.ironjournal.bookkeeper;

import io.ironjournal.bookkeeper.ClusterChanges.Outcome;
import io.ironjournal.spi.log.LogIdentity;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.bookkeeper.client.BKException;
import org.apache.bookkeeper.client.api.ReadHandle;
import org.apache.bookkeeper.client.api.WriteHandle;

/**
 * The connections of one process to a {@link SimulatedCluster}. At a random moment the connection to the bookies, to
 * ZooKeeper or to both is lost, for a while or until the process ends. A change whose answer is lost may have taken effect.
 * Entries and tasks are done in their order, each kind beside the others, by {@link #settle}.
 */
final class SimulatedConnection implements Connector, MetadataStore, LedgerStore, LedgerTasks {

    private static final int LONG = 400;

    private final SimulatedCluster cluster;
    private final ClusterChanges changes;
    private final Deque<Runnable> entries = new ArrayDeque<>();
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final List<Runnable> timers = new ArrayList<>();

    /** The numbers of calls between which the connections are lost. */
    private final int bookiesLost;

    private final int zooKeeperLost;
    private final int zooKeeperBack;
    private int calls;
    private boolean closed;

    SimulatedConnection(SimulatedCluster cluster) {
        this(cluster, ClusterChanges.ALL_SUCCEED);
    }

    SimulatedConnection(SimulatedCluster cluster, ClusterChanges changes) {
        this.cluster = cluster;
        this.changes = changes;
        this.bookiesLost = cluster.faults && chance(3) ? cluster.random.nextInt(LONG) : Integer.MAX_VALUE;
        this.zooKeeperLost = cluster.faults && chance(3) ? cluster.random.nextInt(LONG) : Integer.MAX_VALUE;
        this.zooKeeperBack = chance(2) ? zooKeeperLost + cluster.random.nextInt(20) : Integer.MAX_VALUE;
    }

    boolean chance(int of) {
        return cluster.random.nextInt(of) == 0;
    }

    /** Counts a call to a bookie, and returns whether it fails. */
    boolean isLost() {
        changes.requireAlive();
        return ++calls >= bookiesLost || cluster.bookiesAway;
    }

    ClusterChanges changes() {
        return changes;
    }

    /** Returns what happens to the next group. */
    Outcome nextGroup() {
        Outcome outcome = changes.next();
        return outcome == Outcome.SUCCEEDS ? cluster.nextGroup() : outcome;
    }

    private Outcome nextChange(boolean lost) {
        if (lost) {
            return chance(2) ? Outcome.ANSWER_IS_LOST : Outcome.IS_LOST;
        }
        return changes.next();
    }

    private boolean isZooKeeperLost() {
        changes.requireAlive();
        calls++;
        return calls >= zooKeeperLost && calls < zooKeeperBack;
    }

    void later(Runnable entry) {
        entries.add(entry);
    }

    /** Does everything that is under way, in a random order. */
    void settle() {
        while (!entries.isEmpty() || !tasks.isEmpty()) {
            step();
        }
    }

    /** Does perhaps one thing that is under way. A time-out may be over before that for which it waits. */
    void step() {
        int drawn = cluster.random.nextInt(10);
        if (drawn < 5 && !entries.isEmpty()) {
            entries.remove().run();
        } else if (drawn < 8 && !tasks.isEmpty()) {
            tasks.remove().run();
        } else if (drawn == 9 && !timers.isEmpty()) {
            timers.remove(cluster.random.nextInt(timers.size())).run();
        }
    }

    @Override
    public MetadataStore metadata(Settings settings) throws IOException {
        requireZooKeeper();
        return this;
    }

    @Override
    public LedgerStore ledgers(Settings settings) throws IOException {
        requireZooKeeper();
        return this;
    }

    @Override
    public LedgerTasks tasks() {
        return this;
    }

    private void requireZooKeeper() throws IOException {
        if (isZooKeeperLost()) {
            throw new IOException("ZooKeeper did not answer");
        }
    }

    @Override
    public boolean isConnected() {
        return !isZooKeeperLost();
    }

    @Override
    public Optional<VersionedMetadata> read() throws IOException {
        requireZooKeeper();
        JournalMetadata content = cluster.content;
        return content == null ? Optional.empty() : Optional.of(new VersionedMetadata(content, cluster.version));
    }

    @Override
    public VersionedMetadata create(JournalMetadata content) throws IOException {
        if (cluster.content != null) {
            requireZooKeeper();
            throw new LostRaceException("There is a node");
        }
        return change(content, 0, nextChange(isZooKeeperLost()));
    }

    @Override
    public VersionedMetadata replace(JournalMetadata content, int version) throws IOException {
        Outcome outcome = nextChange(isZooKeeperLost());
        if (cluster.version != version) {
            if (outcome != Outcome.SUCCEEDS) {
                throw new IOException("ZooKeeper did not answer");
            }
            throw new LostRaceException("The node was changed");
        }
        return change(content, version + 1, outcome);
    }

    @Override
    public void delete(int version) throws IOException {
        requireZooKeeper();
        if (cluster.version != version) {
            throw new LostRaceException("The node was changed");
        }
        cluster.content = null;
    }

    private VersionedMetadata change(JournalMetadata content, int version, Outcome outcome) throws IOException {
        if (outcome != Outcome.IS_LOST) {
            cluster.content = JournalMetadata.decode(content.encode(), "/simulated");
            cluster.version = version;
            changes.done();
        }
        if (outcome != Outcome.SUCCEEDS) {
            throw new IOException("Cannot find out whether the node was changed");
        }
        return new VersionedMetadata(content, version);
    }

    @Override
    public WriteHandle create(LogIdentity journal, long epoch) throws IOException {
        Outcome outcome = nextChange(isZooKeeperLost() || isLost());
        SimulatedLedger ledger = new SimulatedLedger(cluster.nextLedger++, journal, epoch);
        if (outcome != Outcome.IS_LOST) {
            cluster.ledgers.put(ledger.id, ledger);
            changes.done();
        }
        if (outcome != Outcome.SUCCEEDS) {
            throw new IOException("Creating a ledger failed");
        }
        return new SimulatedHandle(this, ledger, true);
    }

    @Override
    public List<Long> ofEarlierOpenings(LogIdentity journal, long epoch) throws IOException {
        requireZooKeeper();
        return cluster.ledgers.values().stream()
                .filter(ledger -> !ledger.deleted && ledger.journal.equals(journal) && ledger.epoch < epoch)
                .map(ledger -> ledger.id)
                .toList();
    }

    @Override
    public ReadHandle open(long id, boolean fence) throws IOException {
        Outcome outcome = isZooKeeperLost() || isLost() ? Outcome.IS_LOST : fence ? changes.next() : Outcome.SUCCEEDS;
        if (outcome == Outcome.IS_LOST) {
            throw new IOException("Opening ledger " + id + " failed");
        }
        SimulatedLedger ledger = cluster.ledgers.get(id);
        if (ledger == null || ledger.deleted) {
            throw Failures.translated(
                    BKException.create(BKException.Code.NoSuchLedgerExistsException), "Opening ledger " + id);
        }
        if (fence) {
            ledger.fence(cluster);
            changes.done();
        }
        if (outcome == Outcome.ANSWER_IS_LOST) {
            throw new IOException("The answer of ledger " + id + " is lost");
        }
        return new SimulatedHandle(this, ledger, false);
    }

    @Override
    public void delete(long id) {
        SimulatedLedger ledger = cluster.ledgers.get(id);
        if (ledger != null && nextChange(isZooKeeperLost()) != Outcome.IS_LOST) {
            ledger.deleted = true;
            changes.done();
        }
    }

    @Override
    public void execute(Runnable task) {
        if (!closed) {
            tasks.add(task);
        }
    }

    @Override
    public <T> Future<T> submit(Callable<T> task) {
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
        try {
            return CompletableFuture.completedFuture(task.call());
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public void after(long millis, Runnable task) {
        timers.add(task);
    }

    @Override
    public long nanoTime() {
        return cluster.nanoTime();
    }

    @Override
    public void close() {
        closed = true;
        tasks.clear();
    }
}

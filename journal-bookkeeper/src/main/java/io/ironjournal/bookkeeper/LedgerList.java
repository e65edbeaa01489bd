package io.ironjournal.bookkeeper;

import io.ironjournal.JournalFencedException;
import io.ironjournal.spi.log.LogPart;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.bookkeeper.client.api.WriteHandle;
import org.jspecify.annotations.Nullable;

/**
 * The list of ledgers of the journal that this process has opened. The tasks of the
 * connection change it, by compare-and-set of the node.
 */
final class LedgerList implements Closeable {

    private final Connection connection;
    private final Set<Long> closed = ConcurrentHashMap.newKeySet();
    private volatile VersionedMetadata known;
    private volatile long current;

    /** Whether the list was full when a ledger was due. Used by the tasks. */
    private boolean full;

    private volatile Consumer<Throwable> fenced = cause -> {};

    LedgerList(Connection connection, VersionedMetadata known) {
        this.connection = connection;
        this.known = known;
    }

    /** Sets what is called when another process has opened the journal. */
    void onFenced(Consumer<Throwable> action) {
        fenced = action;
    }

    /** Sets which ledger is written. It is never trimmed, whatever the list says about the next one. */
    void current(long ledger) {
        current = ledger;
    }

    JournalMetadata content() {
        return known.content();
    }

    /** Returns whether a change has a chance to succeed now. */
    boolean isReachable() {
        return connection.node().isConnected();
    }

    /** Creates a ledger that is not listed. Passes null on when that fails, or when the list is full. */
    void create(Consumer<@Nullable WriteHandle> then) {
        run(() -> then.accept(refusesMore() ? null : created()));
    }

    private @Nullable WriteHandle created() {
        try {
            return connection.ledgers().create(content().identity(), content().epoch());
        } catch (IOException | RuntimeException e) {
            warn("The next ledger of {0} cannot be created yet, and the present one grows: {1}", e);
            return null;
        }
    }

    /** Returns whether the list is full, and warns if it has become full. Used by the tasks. */
    private boolean refusesMore() {
        boolean was = full;
        full = content().isFull();
        if (full && !was) {
            System.getLogger("io.ironjournal")
                    .log(
                            System.Logger.Level.WARNING,
                            "{0} has {1} ledgers and begins no further one: the present one grows. Truncate streams that have"
                                    + " old entries, so that ledgers can be deleted",
                            connection.settings().describe(),
                            content().ledgers().size());
        }
        return full;
    }

    /**
     * Lists a ledger behind the others. Passes false on when that fails. The ledger may be listed all the same; then
     * the next call repeats it.
     */
    void append(long ledger, long firstLsn, Consumer<Boolean> then) {
        run(() -> {
            boolean succeeded = false;
            try {
                change(content -> {
                    List<LedgerInfo> ledgers = new ArrayList<>();
                    for (LedgerInfo info : content.ledgers()) {
                        if (info.id() != ledger) {
                            ledgers.add(closed.contains(info.id()) ? info.asClosed() : info);
                        }
                    }
                    ledgers.add(new LedgerInfo(ledger, content.epoch(), firstLsn, false));
                    return content.withLedgers(ledgers);
                });
                succeeded = true;
            } catch (JournalFencedException e) {
                fenced.accept(e);
            } catch (IOException | RuntimeException e) {
                warn("The next ledger of {0} cannot be used yet, and the present one grows: {1}", e);
            }
            then.accept(succeeded);
        });
    }

    /** Notes that a ledger is closed, for the next change. */
    void closed(long ledger) {
        closed.add(ledger);
    }

    /** Returns whether {@link #trim} would remove a ledger. */
    boolean canTrim(long below) {
        return canTrim(content().ledgers(), below);
    }

    private boolean canTrim(List<LedgerInfo> ledgers, long below) {
        return ledgers.size() > 1
                && ledgers.get(0).id() != current
                && ledgers.get(1).firstLsn() <= below;
    }

    /** Removes the ledgers below an LSN from the list, then deletes them. Does nothing while ZooKeeper is away. */
    void trim(long below) throws IOException {
        if (!canTrim(below)) {
            return;
        }
        JournalMetadata before = content();
        boolean trimmed = changeNow(
                content -> {
                    List<LedgerInfo> left = new ArrayList<>(content.ledgers());
                    while (canTrim(left, below)) {
                        left.remove(0);
                    }
                    return content.trimmedTo(below, left);
                },
                "The log of {0} cannot be trimmed yet: {1}");
        if (!trimmed) {
            return;
        }
        for (LedgerInfo info : before.ledgers()) {
            if (!content().lists(info.id())) {
                connection.ledgers().delete(info.id());
            }
        }
    }

    /** Returns the ledgers before the one that is written. */
    List<LogPart> parts() {
        List<LedgerInfo> ledgers = content().ledgers();
        List<LogPart> parts = new ArrayList<>();
        for (int i = 0; i + 1 < ledgers.size() && ledgers.get(i).id() != current; i++) {
            parts.add(new LogPart(ledgers.get(i).firstLsn(), ledgers.get(i + 1).firstLsn()));
        }
        return parts;
    }

    /** Removes a ledger from the list, then deletes it. Does nothing while ZooKeeper is away. */
    void discard(LogPart part) throws IOException {
        Optional<LedgerInfo> found = content().ledgers().stream()
                .filter(ledger -> ledger.firstLsn() == part.begin() && ledger.id() != current)
                .findFirst();
        if (found.isEmpty() || !parts().contains(part)) {
            return;
        }
        long ledger = found.get().id();
        boolean removed = changeNow(
                content -> content.trimmedTo(
                        part.end(),
                        content.ledgers().stream()
                                .filter(info -> info.id() != ledger)
                                .toList()),
                "A ledger of {0} cannot be removed yet: {1}");
        if (removed) {
            connection.ledgers().delete(ledger);
        }
    }

    /** Notes where the newest snapshot is. Returns false while ZooKeeper is away. */
    boolean snapshot(long lsn) throws IOException {
        return changeNow(content -> content.withSnapshot(lsn), "A snapshot of {0} cannot be noted yet: {1}");
    }

    /** Changes the node, and waits. Returns false if that is not possible at the moment. */
    private boolean changeNow(Change change, String warning) throws IOException {
        if (!isReachable()) {
            return false;
        }
        return Failures.await(
                connection.tasks().submit(() -> {
                    try {
                        change(change);
                        return true;
                    } catch (JournalFencedException e) {
                        fenced.accept(e);
                        throw e;
                    } catch (IOException e) {
                        warn(warning, e);
                        return false;
                    }
                }),
                "Changing the node of " + connection.settings().describe());
    }

    /** Deletes a ledger that was never listed. */
    void discard(WriteHandle ledger) {
        close(ledger);
        connection.ledgers().delete(ledger.getId());
    }

    /** Closes a ledger. If that takes too long, for example without ZooKeeper, the next opening closes it. */
    void close(WriteHandle ledger) {
        try {
            ledger.closeAsync().get(connection.settings().requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            System.getLogger("io.ironjournal")
                    .log(System.Logger.Level.DEBUG, "A ledger is not closed, and the next opening closes it", e);
        }
    }

    private interface Change {
        JournalMetadata of(JournalMetadata content);
    }

    /** Changes the node. An earlier change of this process whose outcome was unknown may have given it a new version. */
    private void change(Change change) throws IOException {
        try {
            known = connection.node().replace(change.of(content()), known.version());
        } catch (LostRaceException e) {
            Optional<VersionedMetadata> found = connection.node().read();
            if (found.isEmpty()
                    || !found.get().content().opening().equals(content().opening())) {
                throw Failures.fenced(connection.settings().describe(), e);
            }
            known = connection
                    .node()
                    .replace(change.of(found.get().content()), found.get().version());
        }
    }

    private void warn(String message, Exception cause) {
        System.getLogger("io.ironjournal")
                .log(System.Logger.Level.WARNING, message, connection.settings().describe(), cause.getMessage());
    }

    private void run(Runnable task) {
        connection.tasks().execute(task);
    }

    @Override
    public void close() {
        connection.tasks().close();
    }
}

package io.ironjournal.bookkeeper;

import io.ironjournal.CorruptionException;
import io.ironjournal.JournalFencedException;
import io.ironjournal.spi.log.LogIdentity;
import io.ironjournal.spi.log.OpenedLog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.bookkeeper.client.api.ReadHandle;
import org.apache.bookkeeper.client.api.WriteHandle;
import org.jspecify.annotations.Nullable;

/**
 * Makes this process the only writer of a journal, in these steps: read the node; fence and close the ledgers that an
 * earlier process may still write; create a ledger; replace the node by compare-and-set, with the next epoch. Only then
 * is anything read or served. An earlier process uses a further ledger only after it has listed it in the node, and then
 * the compare-and-set fails.
 */
final class Takeover {

    /** The first LSN of a journal. Zero means no LSN. */
    private static final long FIRST_LSN = 4096;

    /** The number of times that the earlier process may change its ledger meanwhile. */
    private static final int ATTEMPTS = 50;

    private final Connection connection;
    private final String owner = "process " + ProcessHandle.current().pid() + " on "
            + System.getenv().getOrDefault("HOSTNAME", "this host");
    private final UUID opening = UUID.randomUUID();

    Takeover(Connection connection) {
        this.connection = connection;
    }

    /** Creates the journal. */
    OpenedLog create(LogIdentity identity) throws IOException {
        WriteHandle first = connection.ledgers().create(identity, 1);
        requireBookies(first);
        LedgerInfo ledger = new LedgerInfo(first.getId(), 1, FIRST_LSN, false);
        JournalMetadata content = new JournalMetadata(identity, 1, opening, 0, 0, owner, List.of(ledger), List.of());
        try {
            return opened(connection.node().create(content), first, FIRST_LSN);
        } catch (LostRaceException e) {
            connection.ledgers().delete(first.getId());
            throw lost(e);
        }
    }

    /**
     * Requires that bookies answer. Creating a ledger asks only ZooKeeper, so wrong settings of TLS or authentication would
     * show only at the first write.
     */
    private void requireBookies(WriteHandle ledger) throws IOException {
        try {
            ReadHandle opened = connection.ledgers().open(ledger.getId(), false);
            Failures.await(opened.closeAsync(), "Closing ledger " + ledger.getId());
        } catch (IOException | RuntimeException e) {
            connection.ledgers().delete(ledger.getId());
            throw e;
        }
    }

    /** Opens the journal. */
    OpenedLog open(LogIdentity identity) throws IOException {
        VersionedMetadata found = read(identity);
        long epoch = found.content().epoch();
        for (int i = 0; i < ATTEMPTS; i++) {
            OpenedLog opened = attempt(found);
            if (opened != null) {
                return opened;
            }
            found = read(identity);
            if (found.content().epoch() != epoch) {
                throw lost(null);
            }
        }
        throw new IOException("The earlier process changes the ledgers of "
                + connection.settings().describe()
                + " faster than they can be fenced. Stop that process, or try again");
    }

    private VersionedMetadata read(LogIdentity identity) throws IOException {
        VersionedMetadata found = connection.node().read().orElse(null);
        String node = "The node " + connection.settings().path() + " in ZooKeeper ";
        if (found == null) {
            throw new CorruptionException(
                    node + "is missing, so the ledgers of the journal are not known. Restore ZooKeeper's data");
        }
        if (!found.content().identity().equals(identity)) {
            throw new CorruptionException(node + "belongs to journal "
                    + found.content().identity().journalId() + ", not to " + identity.journalId()
                    + ". Use another name or path in ZooKeeper, or the directory of that journal");
        }
        return found;
    }

    /** Returns null when the node has changed. */
    private @Nullable OpenedLog attempt(VersionedMetadata found) throws IOException {
        JournalMetadata before = found.content();
        List<LedgerInfo> kept = new ArrayList<>();
        List<LedgerInfo> empty = new ArrayList<>();
        long end = before.trimmed();
        for (LedgerInfo ledger : before.ledgers()) {
            end = Math.max(end, ledger.firstLsn());
            long closedAt = ledger.closed() ? end : fence(ledger);
            (closedAt < 0 ? empty : kept).add(ledger.asClosed());
            end = Math.max(end, closedAt);
        }
        long epoch = before.epoch() + 1;
        WriteHandle next = connection.ledgers().create(before.identity(), epoch);
        kept.add(new LedgerInfo(next.getId(), epoch, end, false));
        JournalMetadata after = before.opened(opening, owner, end, kept);
        try {
            OpenedLog opened = opened(connection.node().replace(after, found.version()), next, end);
            empty.forEach(ledger -> connection.ledgers().delete(ledger.id()));
            return opened;
        } catch (LostRaceException e) {
            connection.ledgers().delete(next.getId());
            return null;
        }
    }

    /** Fences the writer of a ledger, and returns the LSN after its last record; -1 when it is empty. */
    private long fence(LedgerInfo ledger) throws IOException {
        ReadHandle closed = connection.ledgers().open(ledger.id(), true);
        LedgerEntryReader reader = new LedgerEntryReader(closed, true, closed.getLastAddConfirmed(), false);
        try {
            return reader.end();
        } finally {
            reader.close();
        }
    }

    private OpenedLog opened(VersionedMetadata current, WriteHandle ledger, long end) {
        LedgerList list = new LedgerList(connection, current);
        return new OpenedBookKeeperLog(current.content(), new BookKeeperCommitLog(connection, list, ledger, end));
    }

    private JournalFencedException lost(@Nullable LostRaceException cause) throws IOException {
        String winner = connection
                .node()
                .read()
                .map(found ->
                        found.content().owner() + ", epoch " + found.content().epoch())
                .orElse("another process");
        return new JournalFencedException(
                "Another process opened " + connection.settings().describe() + " at the same time: " + winner
                        + ". Only one process can have it open. If it should be this one, open it again.",
                false,
                cause);
    }
}

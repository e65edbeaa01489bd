package io.ironjournal.bookkeeper;

import io.ironjournal.spi.log.LogIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.bookkeeper.client.api.BKException;
import org.apache.bookkeeper.client.api.BookKeeper;
import org.apache.bookkeeper.client.api.LedgersIterator;
import org.apache.bookkeeper.client.api.ListLedgersResult;
import org.apache.bookkeeper.client.api.ReadHandle;
import org.apache.bookkeeper.client.api.WriteHandle;

/** Ledgers on bookies. */
final class Ledgers implements LedgerStore {

    private static final String JOURNAL = "journal";
    private static final String EPOCH = "epoch";

    private final Settings settings;
    private final BookKeeper client;
    private final byte[] password;

    private Ledgers(Settings settings, BookKeeper client) {
        this.settings = settings;
        this.client = client;
        this.password = settings.password().getBytes(StandardCharsets.UTF_8);
    }

    private <T> T await(Future<T> call, String what) throws IOException {
        try {
            return Failures.await(call, what);
        } catch (IOException e) {
            String checks = settings.furtherChecks();
            throw checks.isEmpty() ? e : new IOException(e.getMessage() + checks, e);
        }
    }

    /** Connects to the cluster. */
    static Ledgers connect(Settings settings) throws IOException {
        ClientFiles.requireReadable(settings.client());
        try {
            return new Ledgers(
                    settings,
                    BookKeeper.newBuilder(settings.clientConfiguration()).build());
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        } catch (BKException e) {
            throw new IOException(
                    "The BookKeeper cluster at " + settings.uri() + " cannot be used: "
                            + BKException.getMessage(e.getCode())
                            + ". Check the metadata URI, and whether ZooKeeper can be reached",
                    e);
        }
    }

    @Override
    public WriteHandle create(LogIdentity journal, long epoch) throws IOException {
        return await(
                client.newCreateLedgerOp()
                        .withEnsembleSize(settings.ensemble())
                        .withWriteQuorumSize(settings.writeQuorum())
                        .withAckQuorumSize(settings.ackQuorum())
                        .withDigestType(Settings.DIGEST)
                        .withPassword(password)
                        .withCustomMetadata(Map.of(
                                "application",
                                bytes("ironjournal"),
                                JOURNAL,
                                bytes(journal.journalId().toString()),
                                EPOCH,
                                bytes(Long.toString(epoch))))
                        .execute(),
                "Creating a ledger on " + settings.ensemble() + " bookies");
    }

    @Override
    public List<Long> ofEarlierOpenings(LogIdentity journal, long epoch) throws IOException {
        List<Long> found = new ArrayList<>();
        byte[] id = bytes(journal.journalId().toString());
        ListLedgersResult all = Failures.await(client.newListLedgersOp().execute(), "Listing all ledgers");
        try {
            LedgersIterator ledgers = all.iterator();
            while (ledgers.hasNext()) {
                long ledger = ledgers.next();
                Map<String, byte[]> metadata = metadata(ledger);
                byte[] createdIn = metadata.get(EPOCH);
                if (Arrays.equals(metadata.get(JOURNAL), id)
                        && createdIn != null
                        && Long.parseLong(new String(createdIn, StandardCharsets.UTF_8)) < epoch) {
                    found.add(ledger);
                }
            }
        } finally {
            close(all);
        }
        return found;
    }

    private static void close(AutoCloseable list) throws IOException {
        try {
            list.close();
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        } catch (Exception e) {
            throw new IOException("Listing all ledgers failed: " + e.getMessage(), e);
        }
    }

    /** Returns the custom metadata of a ledger; empty when it was deleted meanwhile. */
    private Map<String, byte[]> metadata(long ledger) throws IOException {
        try {
            return client.getLedgerMetadata(ledger).get().getCustomMetadata();
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        } catch (ExecutionException e) {
            if (Failures.isMissingLedger(Failures.code(e.getCause() == null ? e : e.getCause()))) {
                return Map.of();
            }
            throw Failures.translated(
                    e.getCause() == null ? e : e.getCause(), "Reading the metadata of ledger " + ledger);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public ReadHandle open(long ledger, boolean fence) throws IOException {
        return await(
                client.newOpenLedgerOp()
                        .withLedgerId(ledger)
                        .withDigestType(Settings.DIGEST)
                        .withPassword(password)
                        .withRecovery(fence)
                        .execute(),
                "Opening ledger " + ledger);
    }

    @Override
    public void delete(long ledger) {
        try {
            Failures.await(client.newDeleteLedgerOp().withLedgerId(ledger).execute(), "Deleting ledger " + ledger);
        } catch (IOException | RuntimeException e) {
            System.getLogger("io.ironjournal")
                    .log(
                            System.Logger.Level.WARNING,
                            "Ledger {0} of {1} is no longer needed, but cannot be deleted: {2}. BookKeeperLog.deleteOrphans"
                                    + " deletes it after the next opening",
                            Long.toString(ledger),
                            settings.describe(),
                            e.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        try {
            client.close();
        } catch (InterruptedException e) {
            throw Failures.interrupted(e);
        } catch (BKException e) {
            throw new IOException("The connection to BookKeeper cannot be closed", e);
        } catch (RuntimeException e) {
            // BookKeeper's client sometimes fails here when a late bookie answers at the same time. All ledgers are
            // closed, so nothing depends on it.
            System.getLogger("io.ironjournal").log(System.Logger.Level.DEBUG, "BookKeeper's client was not closed", e);
        }
    }
}

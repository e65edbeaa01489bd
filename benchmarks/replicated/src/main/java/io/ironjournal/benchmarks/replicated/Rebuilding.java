package io.ironjournal.benchmarks.replicated;

import io.ironjournal.Journal;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.apache.bookkeeper.client.api.BookKeeper;
import org.apache.bookkeeper.client.api.DigestType;
import org.apache.bookkeeper.client.api.LedgerEntries;
import org.apache.bookkeeper.client.api.LedgersIterator;
import org.apache.bookkeeper.client.api.ReadHandle;

/** Fills a journal, opens it with an empty directory, or reads its ledgers with BookKeeper's client. A process each. */
final class Rebuilding {

    static final String JOURNAL = "rebuilt";
    private static final int BATCH = 500;
    private static final long READ_AHEAD = 64;

    private Rebuilding() {}

    /**
     * Prints the seconds.
     *
     * @param args what to do, URI, directory, entries
     * @throws Exception when that fails
     */
    public static void main(String[] args) throws Exception {
        long entries = Long.parseLong(args[3]);
        long begin = System.nanoTime();
        switch (args[0]) {
            case "fill" -> fill(args[1], Path.of(args[2]), entries);
            case "journal" -> open(args[1], Path.of(args[2]), entries);
            default -> read(args[1]);
        }
        System.out.println((System.nanoTime() - begin) / 1e9);
        System.out.flush();
        System.exit(0);
    }

    private static void fill(String uri, Path directory, long entries) {
        List<byte[]> batch = Collections.nCopies(BATCH, new byte[128]);
        try (Journal journal = Journal.open(Contender.options(uri, JOURNAL, directory))) {
            for (long written = 0; written < entries; written += BATCH) {
                journal.appendBatch("entries", batch);
            }
        }
    }

    private static void open(String uri, Path directory, long entries) {
        Journal journal = Journal.open(Contender.options(uri, JOURNAL, directory));
        long found = journal.nextId("entries");
        if (found < entries) {
            throw new IllegalStateException(found + " entries instead of " + entries);
        }
    }

    /** Reads all entries of all ledgers, 64 at a time, as the journal does. */
    private static void read(String uri) throws Exception {
        try (BookKeeper client =
                        BookKeeper.newBuilder(BareLedger.configuration(uri)).build();
                var all = client.newListLedgersOp().execute().get()) {
            LedgersIterator ledgers = all.iterator();
            while (ledgers.hasNext()) {
                read(client, ledgers.next());
            }
        }
    }

    private static void read(BookKeeper client, long id) throws Exception {
        try (ReadHandle ledger = client.newOpenLedgerOp()
                .withLedgerId(id)
                .withDigestType(DigestType.CRC32C)
                .withPassword(new byte[0])
                .withRecovery(false)
                .execute()
                .get()) {
            long last = ledger.getLastAddConfirmed();
            for (long first = 0; first <= last; first += READ_AHEAD) {
                try (LedgerEntries read = ledger.read(first, Math.min(last, first + READ_AHEAD - 1))) {
                    read.forEach(entry -> {
                        if (entry.getLength() == 0) {
                            throw new IllegalStateException("An entry is empty");
                        }
                    });
                }
            }
        }
    }
}

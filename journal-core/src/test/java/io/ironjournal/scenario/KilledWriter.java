package io.ironjournal.scenario;

import io.ironjournal.IdRange;
import io.ironjournal.Journal;
import io.ironjournal.JournalLockedException;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A process that writes until it is killed, and prints what it acknowledged: after each call, a line with the id of the
 * last entry. Everything goes to stream {@code a}. Batches and transactions of two entries also go to {@code b}.
 */
public final class KilledWriter {

    /** The exit code if another process has the directory open. */
    static final int REFUSED = 3;

    private KilledWriter() {}

    /**
     * Runs the process.
     *
     * @param args directory, sync mode, and kind of write: {@code single}, {@code batch}, {@code transaction}, or
     *     {@code nothing} to only keep the journal open
     */
    public static void main(String[] args) throws IOException {
        Journal journal;
        try {
            journal = Journal.open(Small.options(Path.of(args[0]))
                    .syncMode(SyncMode.valueOf(args[1]))
                    .build());
        } catch (JournalLockedException e) {
            System.exit(REFUSED);
            return;
        }
        if (args[2].equals("nothing")) {
            say("open");
            while (System.in.read() >= 0) {
                // The process stays until it is killed.
            }
            return;
        }
        while (true) {
            say(Long.toString(write(journal, args[2])));
        }
    }

    /** Makes one call of a kind. Returns the id of the last entry that it wrote to stream {@code a}. */
    static long write(Journal journal, String kind) {
        long next = journal.nextId("a");
        switch (kind) {
            case "single" -> {
                return journal.append("a", Small.entry(next, 100));
            }
            case "batch" -> {
                IdRange ids = journal.appendBatch("a", List.of(Small.entry(next, 100), Small.entry(next + 1, 100)));
                return ids.end() - 1;
            }
            case "transaction" -> {
                try (TxnWriter writer = journal.writer("a")) {
                    writer.add(Small.entry(next, 100)).add("b", Small.entry(next, 50));
                    return writer.commit().end() - 1;
                }
            }
            default -> throw new IllegalArgumentException(kind);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}

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
 * A process that writes until it is killed, and says what it was promised: a line with the id of the last entry after each
 * call that returned. Everything goes to stream {@code a}, and what comes in twos also to {@code b}.
 */
public final class KilledWriter {

    /** Exit code when somebody else has the directory open. */
    static final int REFUSED = 3;

    private KilledWriter() {}

    /**
     * Writes.
     *
     * @param args directory, sync mode, and what to write: {@code single}, {@code batch}, {@code transaction}, or
     *     {@code nothing} to hold the journal open only
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
                // It stays until somebody ends it.
            }
            return;
        }
        while (true) {
            say(Long.toString(write(journal, args[2])));
        }
    }

    /** One call of a kind; returns the id of the last entry that it wrote to stream {@code a}. */
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

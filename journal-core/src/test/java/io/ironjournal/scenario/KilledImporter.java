package io.ironjournal.scenario;

import io.ironjournal.Journal;
import io.ironjournal.NewEntry;
import io.ironjournal.Producer;
import io.ironjournal.ProducerResult;
import io.ironjournal.SyncMode;
import io.ironjournal.TxnWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A process that writes inputs by producers until it is killed. Each thread has an input of its own, and begins it again
 * from its first item. After each item that is written, it prints the number of the input and of the item.
 */
public final class KilledImporter {

    static final int INPUTS = 4;

    private KilledImporter() {}

    /**
     * Runs the process.
     *
     * @param args directory, sync mode, and a seed
     */
    public static void main(String[] args) {
        Journal journal = Journal.open(Small.options(Path.of(args[0]))
                .syncMode(SyncMode.valueOf(args[1]))
                .build());
        for (int i = 0; i < INPUTS; i++) {
            int input = i;
            SplittableRandom random = new SplittableRandom(Long.parseLong(args[2]) + i);
            new Thread(() -> repeat(journal, input, random)).start();
        }
    }

    static String name(int input) {
        return "input " + input;
    }

    /** Returns the stream of an item. Each input is divided over two streams of its own. */
    static String stream(int input, long item) {
        return "stream " + input + (item % 3 == 0 ? "a" : "b");
    }

    static NewEntry entry(int input, long item) {
        return NewEntry.of(Small.entry(item, 100)).header("input", Integer.toString(input));
    }

    private static void repeat(Journal journal, int input, SplittableRandom random) {
        Producer producer = journal.producer(name(input));
        long item = 0;
        while (true) {
            boolean written;
            if (random.nextInt(4) > 0) {
                ProducerResult result = producer.append(stream(input, item), entry(input, item), item);
                written = result.isWritten();
            } else {
                written = writeTwo(journal, input, item);
                item++;
            }
            if (written) {
                // One call for each line, so that lines of several threads do not mix.
                System.out.print(input + " " + item + "\n");
            }
            item++;
        }
    }

    /** Writes an item and the one behind it in a transaction. Each of them may be written already. */
    private static boolean writeTwo(Journal journal, int input, long item) {
        boolean isNew = false;
        try (TxnWriter writer = journal.writer("unused")) {
            for (long each : List.of(item, item + 1)) {
                if (writer.advance(name(input), each)) {
                    writer.add(stream(input, each), entry(input, each));
                    isNew = true;
                }
            }
            writer.commit();
        }
        return isNew;
    }
}
